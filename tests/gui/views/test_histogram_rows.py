"""The rows of histograms, and what they say under the mouse."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_columns import Columns
from nnlab.gui.views.histogram_rows import MOST_HEIGHT, HistogramRows, bin_words
from tests.gui.views.layers import layer_of


@pytest.fixture
def rows(shown):
    return shown(HistogramRows(), 900, 300)


def box(rows, index):
    return rows._box(rows.row_rect(index), rows.columns())


def colours_of(rows, rect):
    """Return every colour within a rectangle of the picture."""
    image = rows.grab(rect.toAlignedRect()).toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def test_a_row_is_told_as_a_sentence(rows, relu_layer, tanh_layer):
    rows.set_labels(["1 ReLU 100", "2 tanh 100"])
    rows.set_layers([relu_layer, tanh_layer])
    assert rows.row_words(0) == "1 ReLU 100: mean 0.399, std 0.583, zero 50 %, dead 0 %"
    assert "saturated" in rows.row_words(1)
    assert rows.accessibleDescription() == f"{rows.row_words(0)}; {rows.row_words(1)}"


def test_a_row_without_a_label_has_its_number(rows, relu_layer):
    rows.set_layers([relu_layer])
    assert rows.row_words(0).startswith("1: ")


def test_each_layer_has_its_colour(rows, relu_layer):
    rows.set_layers([relu_layer] * 3)
    for index in range(3):
        assert theme.current().layer_colour(index, 3).name() in colours_of(rows, box(rows, index))


def test_layers_have_their_own_axis_or_share_one(rows, relu_layer, tanh_layer):
    rows.set_layers([relu_layer, tanh_layer])
    ends = [(axis.low, axis.high) for axis in (rows._axis(index, box(rows, index)) for index in (0, 1))]
    assert ends == [(0, 5), (-1, 1)]
    rows.set_shared_axis(True)
    ends = [(axis.low, axis.high) for axis in (rows._axis(index, box(rows, index)) for index in (0, 1))]
    assert ends == [(-1, 5), (-1, 5)]
    rows.grab()


def test_zeros_have_a_bar_of_their_own_before_an_axis_that_begins_there(rows, relu_layer, tanh_layer):
    rows.set_layers([relu_layer, tanh_layer])
    for index, expected in ((0, True), (1, False)):
        inner = box(rows, index)
        before = inner.adjusted(-5, 2, -inner.width() - 2, -2)
        assert (theme.current().muted in colours_of(rows, before)) is expected


def test_under_the_mouse_are_the_values_of_a_bin(rows, tanh_layer):
    rows.set_layers([tanh_layer])
    inner = box(rows, 0)
    middle = QPoint(round(inner.center().x()) + 3, round(inner.center().y()))
    count = tanh_layer.output.histogram.counts[30]
    assert rows.words_at(middle) == f"0 to 0.0333: {count:,} values, <1 %"
    assert rows.words_at(QPoint(5, middle.y())) == ""
    assert rows.words_at(QPoint(middle.x(), 10_000)) == ""


def test_under_the_mouse_at_zero_the_zeros_are_told(rows, relu_layer):
    rows.set_layers([relu_layer])
    inner = box(rows, 0)
    for x in (inner.left() + 1, inner.left() - 3):
        words = rows.words_at(QPoint(round(x), round(inner.center().y())))
        assert words.endswith(f"exactly zero: {relu_layer.output.histogram.zeros:,} values, 50 %")


def test_every_bin_has_words_and_the_last_edge_belongs_to_the_last_bin(tanh_layer):
    histogram = tanh_layer.output.histogram
    assert bin_words(histogram, 1.0) == bin_words(histogram, 0.99)
    assert bin_words(histogram, -1.0).startswith("−1.00 to ")
    assert bin_words(histogram, 1.1) == ""


def test_a_layer_without_a_finite_value_says_so(rows, broken_layer):
    rows.set_layers([broken_layer])
    assert "NaN" in rows.row_words(0)
    assert rows.row_words(0).endswith("10,000 values are not finite")
    assert theme.current().bad in colours_of(rows, box(rows, 0))


def test_a_single_value_far_out_can_be_seen(rows):
    values = np.append(np.random.default_rng(0).normal(size=9999), 10.0).reshape(1000, 10)
    rows.set_layers([layer_of(values)])
    inner = box(rows, 0)
    end = rows._axis(0, inner).place(10.0)
    last = inner.adjusted(end - inner.left() - 8, inner.height() - 3, end - inner.right() + 2, 0)
    assert theme.current().layer_colour(0, 1).name() in colours_of(rows, last)


def test_in_a_narrow_window_the_histogram_keeps_some_room(rows, relu_layer):
    rows.set_layers([relu_layer] * 10)
    rows.set_labels(["1 leaky ReLU 100"] * 10)
    rows.resize(610, 300)
    assert box(rows, 0).width() >= 40
    assert rows.columns().numbers(rows.row_rect(0))[-1].right() <= 610


def test_short_names_leave_more_room_for_the_histogram(rows, relu_layer):
    rows.set_layers([relu_layer])
    rows.set_labels(["1"])
    wide = box(rows, 0).width()
    rows.set_labels(["1 leaky ReLU 1,000"])
    assert box(rows, 0).width() < wide - 60


@pytest.mark.parametrize("size", [1e-300, 1.0, 1e37, 1.7e308])
def test_values_of_any_size_are_drawn_without_a_warning(rows, size):
    values = size * np.linspace(-1, 1, 1000).reshape(100, 10)
    with np.errstate(over="ignore", invalid="ignore"):
        rows.set_layers([layer_of(values), layer_of(np.zeros((100, 10)))])
    rows.grab()
    rows.set_shared_axis(True)
    rows.grab()
    inner = box(rows, 0)
    rows.set_shared_axis(False)
    assert "values" in rows.words_at(inner.center().toPoint())


def test_rows_share_the_height_up_to_a_comfortable_one(rows, relu_layer):
    rows.set_layers([relu_layer])
    assert rows.row_rect(0).height() == MOST_HEIGHT
    rows.set_layers([relu_layer] * 3)
    assert rows.row_rect(2).bottom() < 300
    assert [rows.row_rect(index).height() for index in range(3)] == [100] * 3


def test_in_low_rows_the_ends_of_the_axis_stand_beside_it(rows, relu_layer):
    rows.set_layers([relu_layer] * 3)
    wide = box(rows, 0).width()
    rows.set_layers([relu_layer] * 10)
    assert box(rows, 0).width() < wide
    assert box(rows, 0).bottom() > rows.row_rect(0).bottom() - 5


def test_numbers_do_not_overlap_the_histogram(rows):
    columns, row = Columns(600, rows.font()), rows.row_rect(0)
    places = [columns.label(row), columns.histogram(row), *columns.numbers(row)]
    assert all(left.right() < right.left() + 1 for left, right in pairwise(places))
    assert places[-1].right() <= 600


def test_an_axis_finds_back_what_it_placed():
    axis = Axis(-2.0, 6.0, 100.0, 400.0)
    assert (axis.place(-2), axis.place(0), axis.place(6)) == (100, 200, 500)
    assert axis.value(axis.place(1.5)) == pytest.approx(1.5)
