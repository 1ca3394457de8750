"""The classes over the plane."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.data.symbols import class_colour
from nnlab.gui.views.decision.plane.boundary import BoundaryPage
from nnlab.gui.views.decision.plane.ground import STRONGEST
from nnlab.gui.views.decision.plane.plane_page import COARSE
from tests.gui.views.decision.plane.plane_runs import answered, facts_of
from tests.training.inside.twins import HILLS, SPIRALS, XOR, by_hand, hand_made, plane_spec

LOGISTIC = {"training__loss": {"kind": "logistic"}}


@pytest.fixture
def page(shown):
    return shown(BoundaryPage(), 900, 560)


@pytest.fixture
def by_logistic(page):
    answered(page, plane_spec(XOR, **LOGISTIC), hand_made())
    return page


def sure_place(picture):
    """Return the place where the network is surest."""
    index = int(picture.ground.confidence.argmax())
    return tuple(picture.grid.points()[index].tolist()), index


def pixel(page, place):
    return page.grab().toImage().pixelColor(page.plane.mapTo(page, page.plane.frame().place(*place).toPoint()))


def test_it_fits_classes_of_two_features_alone():
    assert BoundaryPage.fits(facts_of(plane_spec(XOR)))
    assert not BoundaryPage.fits(facts_of(plane_spec(HILLS, training__loss={"kind": "mse"})))
    assert not BoundaryPage.fits(facts_of(plane_spec({"kind": "digits"})))


def test_before_the_first_answer_it_says_what_will_appear(page):
    assert not page.is_content_shown()
    assert "appears here" in page.promise()


def test_while_the_first_answer_is_made_it_says_how_far(page):
    page.set_run(facts_of(plane_spec(XOR)))
    page.set_progress(0.4)
    assert "40 %" in page.promise()
    page.set_progress(None)
    assert "appears here" in page.promise()


def test_the_same_run_again_keeps_what_is_shown(by_logistic):
    by_logistic.set_run(facts_of(plane_spec(XOR, **LOGISTIC)))
    assert by_logistic.is_content_shown()
    by_logistic.set_run(facts_of(plane_spec(XOR), run_id=2))
    assert not by_logistic.is_content_shown()


def test_ground_has_the_colour_of_the_class_as_strong_as_it_is_sure(by_logistic):
    for part in by_logistic.parts.buttons:
        part.setChecked(False)
    place, index = sure_place(by_logistic.answer)
    label, confidence = by_logistic.answer.ground.labels[index], float(by_logistic.answer.ground.confidence[index])
    expected = theme.blend(theme.current().base, class_colour(int(label)).name(), STRONGEST * confidence)
    found = pixel(by_logistic, place)
    assert [found.red(), found.green(), found.blue()] == pytest.approx(
        [expected.red(), expected.green(), expected.blue()], abs=6
    )


def test_the_boundary_is_drawn_dark(by_logistic):
    for part in by_logistic.parts.buttons:
        part.setChecked(False)
    middles = by_logistic.answer.boundary.mean(axis=1)
    darkest = min(pixel(by_logistic, tuple(place)).lightness() for place in middles[::20].tolist())
    assert darkest < QColor(theme.current().muted).lightness()


def test_the_place_under_the_mouse_is_read_out(by_logistic, qtbot):
    place, index = sure_place(by_logistic.answer)
    qtbot.mouseMove(by_logistic.plane, by_logistic.plane.frame().place(*place).toPoint())
    label = by_logistic.answer.examples.class_names[by_logistic.answer.ground.labels[index]]
    assert f"the network names {label}" in by_logistic.reading.text()
    assert by_logistic.bars.sayings == pytest.approx(by_logistic.answer.ground.sayings[index], abs=0.05)
    assert by_logistic.bars.rows()[int(label)][1].endswith("%")


def test_arrow_keys_read_from_the_middle_on(by_logistic, qtbot):
    by_logistic.plane.setFocus()
    qtbot.keyClick(by_logistic.plane, Qt.Key.Key_Right)
    first = by_logistic.plane.place
    qtbot.keyClick(by_logistic.plane, Qt.Key.Key_Right)
    assert by_logistic.plane.place[0] > first[0]
    assert by_logistic.plane.place[1] == first[1]
    z = by_hand(np.array([by_logistic.plane.place]))[0]
    assert by_logistic.bars.sayings[1] == pytest.approx(1 / (1 + np.exp(-z)), abs=0.1)


def test_the_readout_follows_the_weights(by_logistic):
    by_logistic.plane.point_to((0.5, 0.5))
    before = by_logistic.reading.text()
    turned = hand_made() | {(1, "w"): [[-1.0], [3.0]], (1, "b"): -0.25}
    answered(by_logistic, plane_spec(XOR, **LOGISTIC), turned)
    assert by_logistic.reading.text() != before
    assert by_logistic.plane.place == (0.5, 0.5)


def test_an_example_under_the_mouse_is_read_out(by_logistic):
    examples = by_logistic.answer.examples
    wrong = int(np.flatnonzero(by_logistic.answer.is_wrong & (examples.parts == 0))[0])
    words = by_logistic.words_at(tuple(examples.x[wrong].tolist()))
    assert f"class {examples.class_names[examples.targets[wrong]]}: wrong (train)" in words


def test_wrong_examples_are_counted_and_ringed(by_logistic):
    picture = by_logistic.answer
    wrong = int(picture.is_wrong[picture.examples.parts == 0].sum())
    assert f"train {wrong} of 140" in by_logistic.counts.text()
    assert by_logistic.counts.text().startswith("○")


def test_of_many_examples_it_is_said_that_only_those_shown_are_counted(by_logistic):
    picture = by_logistic.answer
    assert "shown" not in by_logistic.counts.text()
    many = replace(picture.examples, totals=(5000, *picture.examples.totals[1:]))
    by_logistic.set_answer(replace(picture, examples=many), 7)
    train, validation = by_logistic.counts.text().split(" · ")
    assert train.endswith("of 140 shown")
    assert "shown" not in validation


def test_the_test_part_is_kept_back_until_it_is_asked_for(by_logistic):
    assert "test" not in by_logistic.counts.text()
    by_logistic.parts.buttons[2].click()
    assert "test" in by_logistic.counts.text()


def test_hidden_examples_are_not_found_under_the_mouse(by_logistic):
    place = tuple(by_logistic.answer.examples.x[0].tolist())
    assert by_logistic.plane.example_at(place) is not None
    for part in by_logistic.parts.buttons:
        part.setChecked(False)
    assert by_logistic.plane.example_at(place) is None


def test_scores_are_read_as_numbers(page):
    answered(page, plane_spec(SPIRALS, training__loss={"kind": "hinge"}))
    page.plane.point_to((0.1, 0.1))
    assert len(page.bars.rows()) == 3
    assert not any(value.endswith("%") for _, value in page.bars.rows())


def test_outputs_that_are_not_finite_are_told_with_a_sign(page):
    answered(page, plane_spec(XOR), {(0, "w"): np.inf})
    assert "not finite" in page.counts.text()
    page.grab()


def test_large_networks_are_asked_at_fewer_points(page):
    page.set_run(facts_of(plane_spec(XOR, ((400, "relu"), (400, "relu")))))
    assert page.question().resolution == COARSE


def test_equal_states_ask_equal_questions(page):
    page.set_run(facts_of(plane_spec(XOR)))
    assert page.question() == page.question()


def test_tables_have_the_grid_and_the_examples(by_logistic):
    plane, examples = by_logistic.tables()
    rows = list(plane.rows)
    assert len(rows) == by_logistic.answer.grid.resolution**2
    assert plane.columns[2:] == ("class", "p(0)", "p(1)")
    assert {len(row) for row in rows} == {len(plane.columns)}
    assert {len(row) for row in examples.rows} == {len(examples.columns)}
    assert {row[0] for row in examples.rows} == {"train", "validation", "test"}


def test_it_is_drawn_anew_in_another_theme(by_logistic, in_theme):
    in_theme("dark")
    corner = by_logistic.plane.frame().box.topLeft().toPoint() + QPoint(3, 3)
    dark = by_logistic.plane.grab().toImage().pixelColor(corner)
    in_theme("light")
    assert by_logistic.plane.grab().toImage().pixelColor(corner).lightness() > dark.lightness()
