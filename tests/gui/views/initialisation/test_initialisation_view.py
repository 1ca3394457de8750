from functools import cache

import pytest
from PySide6.QtCore import QPointF, Qt

from nnlab.data.prepared import prepare
from nnlab.gui.views.initialisation.initialisation_view import InitialisationView
from nnlab.insight.probe.probe import probing
from nnlab.insight.probe.starts import starts
from nnlab.jobs import drained
from tests.training.runs import small_spec

LABELS = ["1 ReLU 12", "2 Tanh 8", "Output 3"]


@cache
def found():
    spec = small_spec()
    data = prepare(spec)
    return [(start, drained(probing(start.spec, data))) for start in starts(spec)]


@pytest.fixture
def view(shown):
    view = shown(InitialisationView())
    view.set_starts(LABELS, [start for start, _ in found()])
    return view


@pytest.fixture
def full(view):
    for start, probe in found():
        view.set_probe(start.key, probe)
    return view


def colours(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 3)}


def test_each_is_drawn_as_it_arrives(view):
    start, probe = found()[4]
    before = view.grid.grab().toImage()
    view.set_probe(start.key, probe)
    assert view.grid.grab().toImage() != before
    assert view.grid.cell_words((4, 0)).startswith("He, 1 ReLU 12 · output: mean ")
    assert view.grid.cell_words((3, 0)) == ""


def test_the_numbers_are_those_of_the_probe(full):
    layer = found()[4][1].layers[0]
    words = full.grid.cell_words((4, 0))
    assert f"std {layer.output.std:.3f}" in words
    assert "12 of 12 units differ" in words
    full.choices.whats["gradient"].click()
    assert full.grid.cell_words((4, 0)).startswith("He, 1 ReLU 12 · gradient: mean ")


def test_arrows_go_from_cell_to_cell(qtbot, full):
    full.grid.setFocus()
    qtbot.keyClick(full.grid, Qt.Key.Key_Right)
    assert full.details.text().startswith("zeros, 1 ReLU 12")
    qtbot.keyClick(full.grid, Qt.Key.Key_Right)
    qtbot.keyClick(full.grid, Qt.Key.Key_Down)
    assert full.details.text().startswith("std 0.01, 2 Tanh 8")
    for _ in range(9):
        qtbot.keyClick(full.grid, Qt.Key.Key_Down)
    assert full.details.text().startswith("std 0.01, Output 3")


def test_the_mouse_points_at_a_cell(full):
    places = full.grid.places()
    centre = places.column(5, 0, 20).center()
    assert full.grid.cell_at(QPointF(centre.x(), 1.0)) == (5, 0)
    assert full.grid.words_at(QPointF(centre.x(), 1.0)).startswith("own, 1 ReLU 12")
    assert full.grid.cell_at(QPointF(1.0, 1.0)) is None


def test_a_head_brings_its_column_forward(qtbot, full):
    centre = full.grid.places().column(0, 0, 20).center()
    qtbot.mouseClick(full.heads, Qt.MouseButton.LeftButton, pos=centre.toPoint())
    assert full.details.text().startswith("zeros: All units of a layer start the same")
    assert full.take.isEnabled()
    qtbot.mouseClick(full.heads, Qt.MouseButton.LeftButton, pos=centre.toPoint())
    assert not full.take.isEnabled()


def test_its_own_initialisation_need_not_be_taken(qtbot, full):
    full.heads.chosen.emit(5)
    assert not full.take.isEnabled()


def test_other_layers_begin_empty(full):
    full.set_starts(LABELS[:2], [start for start, _ in found()])
    assert full.grid.cell_words((4, 0)) == ""


def test_the_same_layers_stand_until_there_is_something_newer(full):
    full.set_starts(LABELS, [start for start, _ in found()])
    assert full.grid.cell_words((4, 0)) != ""


def test_a_problem_takes_the_place_of_the_picture(full):
    full.set_problem("“Units” must be at least 1.")
    assert not full.grid.isVisible()
    assert full.tables()[0].columns[0] == "init"
    assert not list(full.tables()[0].rows)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_good_and_bad_have_signs_and_colours(shown, in_theme, choice):
    theme = in_theme(choice)
    view = shown(InitialisationView())
    view.set_starts(LABELS, [start for start, _ in found()])
    for start, probe in found():
        view.set_probe(start.key, probe)
    assert {theme.good, theme.bad} <= colours(view.plot)
    assert [start.verdict_words()[0] for start in view._starts] == ["✗", "✗", "✓", "✓", "✓", "✓"]
