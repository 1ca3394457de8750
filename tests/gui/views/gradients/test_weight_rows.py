"""The histograms of gradients and weights."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.gradients.weight_rows import WeightRows
from tests.gui.views.gradients.made_up import layer, numbers_of

LABELS = ("1 ReLU 20", "2 ReLU 20", "Output 3")


@pytest.fixture
def rows(shown):
    rows = shown(WeightRows(), 520, 420)
    rows.set_layers(LABELS, [layer(1e-4), layer(2e-3), layer(1e-2)])
    return rows


def cell(rows, index, column):
    return rows.columns().histogram(rows.row_rect(index), column)


def test_rows_are_told_in_words(rows):
    assert rows.row_words(0) == "1 ReLU 20: gradients: RMS 1.0e-04, weights: RMS 0.100"


def test_before_the_first_step_gradients_are_promised(rows):
    rows.set_layers(LABELS[:1], [layer(None, None)])
    assert rows.row_words(0) == "1 ReLU 20: gradients after the first step, weights: RMS 0.100"
    rows.grab()


def test_the_bin_under_the_mouse_is_told(rows):
    words = rows.words_at(QPointF(cell(rows, 1, 0).center()))
    assert words.startswith("gradients: RMS 0.00200\n")
    assert "values" in words
    assert rows.words_at(QPointF(cell(rows, 1, 1).center())).startswith("weights: RMS 0.100\n")
    assert rows.words_at(QPointF(2, 2)) == ""


def test_both_histograms_have_the_colour_of_the_layer(rows):
    image = rows.grab().toImage()
    colour = theme.current().layer_colour(1, 3).name()
    for column in (0, 1):
        box = cell(rows, 1, column)
        y = box.bottom() - rows.columns().line - 6
        assert colour in {QColor(image.pixel(x, y)).name() for x in range(box.left(), box.right())}


def test_what_is_not_finite_is_counted(rows):
    rows.set_layers(LABELS[:2], [layer(numbers_of(1.0, broken=5)), layer(numbers_of(1.0, broken=2000))])
    assert rows.row_words(0).startswith("1 ReLU 20: gradients: RMS 1.00, 5 values are not finite")
    assert rows.row_words(1).startswith("2 ReLU 20: gradients: RMS NaN, 2,000 values are not finite")
    image, box = rows.grab().toImage(), cell(rows, 1, 0)
    colours = {QColor(image.pixel(x, box.center().y())).name() for x in range(box.left(), box.right())}
    assert len(colours) > 1


def test_a_gradient_that_is_exactly_zero_is_a_grey_bar(rows):
    rows.set_layers(LABELS[:1], [layer(0.0)])
    image, box = rows.grab().toImage(), cell(rows, 0, 0)
    colours = {QColor(image.pixel(box.center().x() + x, box.top() + 30)).name() for x in range(-4, 5)}
    assert theme.current().muted in colours


def test_one_axis_makes_small_gradients_narrow(rows):
    own = rows.grab().toImage()
    rows.set_shared_axis(True)
    shared = rows.grab().toImage()
    assert own != shared
    rows.set_shared_axis(False)
    assert rows.grab().toImage() == own


def test_fifty_layers_ask_to_be_scrolled(rows):
    rows.set_layers([f"{place} ReLU 20" for place in range(50)], [layer()] * 50)
    assert rows.minimumHeight() >= 50 * 30
