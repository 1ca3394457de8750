"""The rows of the activations."""

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from nnlab.gui import theme
from nnlab.gui.views.activations.columns import Columns
from nnlab.gui.views.activations.shown import Shown
from nnlab.gui.views.histogram_columns import headings
from nnlab.training.inside.strip_axis import ValueAxis
from tests.gui.views.layers import layer_of, layers_at, moment_of, relu_of


def colours_of(rows, rect):
    """Return every colour within a rectangle of the picture."""
    image = rows.grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_row_is_told_as_a_sentence(rows, relu_layer):
    rows.set_moment(moment_of([5], [relu_layer]))
    assert rows.row_words(0) == (
        "1 ReLU 20: pre-activation: mean −9.1e-04, std 1.00; output: mean 0.399, std 0.583; zero 50 %; "
        "dead at start 0 %, died 0 %, often silent 0 %"
    )
    assert rows.accessibleDescription() == rows.row_words(0)


def test_a_row_without_a_label_has_its_number(rows, relu_layer):
    rows.set_labels([])
    rows.set_moment(moment_of([5], [relu_layer]))
    assert rows.row_words(0).startswith("1: ")


def test_each_layer_has_its_colour(rows):
    rows.set_moment(moment_of())
    for layer in range(3):
        colour = theme.current().layer_colour(layer, 3).name()
        for place in (0, 1):
            assert colour in colours_of(rows, rows.histogram_box(layer, place).toRect())


def test_layers_have_their_own_axis_or_share_one(rows, relu_layer, tanh_layer):
    rows.set_moment(moment_of([0, 5], [relu_layer, tanh_layer]))
    own = [rows.histogram_axis(layer, 1) for layer in (0, 1)]
    assert [(axis.low, axis.high) for axis in own] == [(0, 5), (-1, 1)]
    assert rows.strip_axis(1) == ValueAxis(-1.0, 1.0)
    rows.set_shown(Shown(has_shared_axis=True))
    shared = [rows.histogram_axis(layer, 1) for layer in (0, 1)]
    assert {(axis.low, axis.high) for axis in shared} == {(-1, 4)}
    assert rows.strip_axis(0) == rows.strip_axis(1)
    rows.grab()


def test_the_strip_shows_a_collapse_to_a_line(rows):
    def layers(step):
        given = np.exp(-step / 10) * np.random.default_rng(1).normal(size=(300, 20))
        return [layer_of(given)]

    rows.set_moment(moment_of(range(101), layers))
    box = rows.strip_box(0)
    image = rows.grab(box).toImage()
    ground = QColor(theme.current().base)
    filled = [sum(image.pixelColor(x, y) != ground for y in range(image.height())) for x in (2, image.width() // 2)]
    assert filled[0] > 0.5 * image.height()
    assert 0 < filled[1] < 0.1 * image.height()


def test_a_step_that_broke_is_striped_in_the_strip(rows, relu_layer, broken_layer):
    rows.set_moment(moment_of([0, 1], lambda step: [broken_layer if step else relu_layer]))
    box = rows.strip_box(0)
    bad = theme.current().bad
    assert bad in colours_of(rows, box.adjusted(box.width() - 4, 0, 0, 0))
    assert bad not in colours_of(rows, box.adjusted(0, 0, -box.width() // 2, 0))
    assert bad in colours_of(rows, rows.histogram_box(0, 1).toRect())


def test_the_shown_step_is_marked(rows):
    rows.set_moment(moment_of(at=20))
    box = rows.strip_box(0)
    marker = rows.steps_axis().place(20)
    assert marker == pytest.approx(box.center().x(), abs=2)
    image = rows.grab().toImage()
    assert image.pixelColor(marker, box.top() - 1).name() == theme.current().text


def test_the_mouse_drags_through_the_steps(qtbot, rows):
    rows.set_moment(moment_of())
    box = rows.strip_box(0)
    steps = []
    rows.step_pointed.connect(steps.append)
    qtbot.mousePress(rows, Qt.MouseButton.LeftButton, pos=QPoint(box.left(), box.center().y()))
    for x in (box.center().x(), box.right() + 500):
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        point = QPointF(x, box.center().y())
        rows.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, point, point, left, left, none))
    assert steps[0] == 0
    assert steps[1] == pytest.approx(20, abs=1)
    assert steps[2] == 40


def test_a_press_beside_the_strips_points_nowhere(qtbot, rows):
    rows.set_moment(moment_of())
    with qtbot.assertNotEmitted(rows.step_pointed):
        qtbot.mousePress(rows, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        qtbot.mouseMove(rows, rows.strip_box(0).center())
        qtbot.mouseRelease(rows, Qt.MouseButton.LeftButton, pos=rows.strip_box(0).center())


def test_under_the_mouse_are_the_values_of_a_bin(rows):
    rows.set_moment(moment_of([5], [relu_of(np.random.default_rng(0).normal(size=(1000, 20)))]))
    box = rows.histogram_box(0, 1)
    words = rows.words_at(QPointF(box.left() + 1, box.center().y())).splitlines()
    assert words[0].startswith("output: mean 0.")
    assert words[1].startswith("0 to 0.0")
    assert words[2].startswith("exactly zero: ")
    assert rows.words_at(QPointF(box.left(), 10_000)) == ""


def test_under_the_mouse_on_a_strip_are_step_range_and_share(rows):
    rows.set_moment(moment_of())
    box = rows.strip_box(2)
    words = rows.words_at(QPointF(box.center().x() + 3, box.center().y()))
    assert words.startswith("step 20: ")
    assert "of the values from" in words


def test_what_lies_beyond_and_what_broke_is_told_under_the_mouse(rows, broken_layer):
    def layers(step):
        size = 1 if step < 50 else 1000
        return [layer_of(size * np.random.default_rng(step).normal(size=(100, 20)))] if step < 60 else [broken_layer]

    rows.set_moment(moment_of([*range(0, 50, 5), 55, 60], layers))
    box = rows.strip_box(0)
    wide = rows.words_at(QPointF(rows.steps_axis().place(57), box.center().y()))
    assert wide.startswith("step 55: ")
    assert "above the axis: " in wide
    assert "below it: " in wide
    assert "✕ 10,000 values are not finite" in rows.words_at(QPointF(box.right(), box.center().y()))


def test_silent_units_are_told_under_the_mouse(rows):
    rows.set_moment(moment_of())
    place = rows.columns().units(rows.row_rect(0)).center()
    assert rows.words_at(QPointF(place)) == "dead at start 0 %, died 0 %, often silent 0 %"
    place = rows.columns().label(rows.row_rect(1)).center()
    assert rows.words_at(QPointF(place)) == rows.row_words(1)


def test_only_what_is_new_is_worked_out(rows):
    first = moment_of(range(0, 200, 2))
    rows.set_moment(first)
    rows.grab()
    strip = rows.strips.strip(0, "output")
    later = moment_of([200])
    pictures = (*first.pictures, *later.pictures)
    rows.set_moment(dataclasses.replace(later, pictures=pictures))
    assert rows.strips.strip(0, "output") is strip
    assert len(strip) == 101


def test_other_pictures_begin_again(rows):
    rows.set_moment(moment_of(range(10)))
    rows.grab()
    rows.set_moment(moment_of(range(5)))
    assert len(rows.strips.strip(0, "output")) == 5
    rows.grab()


def is_current(rows, layer):
    drawn = rows.strips.picture(layer, "output", rows.strip_shape(), "any")
    return rows.strips.is_current(drawn, rows.strip_shape())


def test_a_picture_of_the_rows_is_whole_however_long_it_takes(rows, monkeypatch):
    monkeypatch.setattr("nnlab.gui.views.activations.layer_rows.LONG_S", -1.0)
    rows.set_moment(moment_of(range(200), layers_at(1)))
    rows.grab()
    assert all(is_current(rows, layer) for layer in range(3))


def test_strips_that_need_much_work_come_one_after_the_other(qtbot, rows, monkeypatch):
    monkeypatch.setattr("nnlab.gui.views.activations.layer_rows.LONG_S", -1.0)
    rows.set_moment(moment_of(range(200), layers_at(1)))
    rows.repaint()
    assert [is_current(rows, layer) for layer in range(3)] == [True, False, False]
    qtbot.waitUntil(lambda: all(is_current(rows, layer) for layer in range(3)))


def test_a_strip_that_is_nearly_right_is_drawn_again_only_once_there_is_time(qtbot, rows):
    first = moment_of(range(0, 1001, 10), layers_at(1))
    rows.set_moment(first)
    rows.repaint()
    image = rows.strip_picture(0).image
    rows.set_moment(dataclasses.replace(first, step=1005, last_step=1005))
    rows.repaint()
    assert rows.strip_picture(0).image is image
    assert not is_current(rows, 0)
    qtbot.waitUntil(lambda: is_current(rows, 0))
    rows.set_moment(dataclasses.replace(first, step=1100, last_step=1100))
    rows.repaint()
    assert is_current(rows, 0)


@pytest.mark.parametrize("size", [1e-300, 1e37, 1.7e308])
def test_values_of_any_size_are_drawn_without_a_warning(rows, size):
    values = size * np.linspace(-1, 1, 1000).reshape(50, 20)
    with np.errstate(over="ignore", invalid="ignore"):
        layers = [layer_of(values), layer_of(np.zeros((50, 20)))]
    rows.set_moment(moment_of([0, 5], layers))
    rows.grab()
    rows.set_shown(Shown(has_shared_axis=True))
    rows.grab()
    assert rows.words_at(QPointF(rows.strip_box(0).center()))


def test_columns_do_not_overlap_and_fit(qapp):
    for width in (760, 900, 1500):
        columns = Columns(width, QApplication.font(), ["1 leaky ReLU 1,000"], 2, headings()[:4])
        row = QRect(0, 0, width, 50)
        places = [columns.label(row), columns.histogram(row, 0), columns.histogram(row, 1), columns.strip_ends(row)]
        places += [columns.strip(row), columns.numbers(row), columns.shares(row), columns.units(row)]
        assert all(left.right() < right.left() + 1 for left, right in pairwise(places))
        assert places[-1].right() <= width
