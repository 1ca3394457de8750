"""The batch against what is remembered."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from nnlab.gui.views.gradients.pair_plot import PairPlot


@pytest.fixture
def plot(shown):
    return shown(PairPlot("Means", "running mean", "batch mean"), 300, 300)


def dots(plot):
    image = plot.grab().toImage()
    return [(x, y) for x in range(300) for y in range(300) if QColor(image.pixel(x, y)).name() == "#0000ff"]


def test_a_unit_that_is_the_same_in_both_stands_on_the_diagonal(plot):
    plot.set_pairs([0, 1, 2], np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.0]), QColor("#0000ff"))
    places = np.array(dots(plot))
    assert np.ptp(places.sum(axis=1)[np.abs(places[:, 0] - places[:, 0].mean()) < 3]) < 16


def test_the_unit_under_the_mouse_is_told(plot):
    plot.set_pairs([4], np.array([1.0]), np.array([1.5]), QColor("#0000ff"))
    x, y = np.mean(dots(plot), axis=0).tolist()
    assert plot.words_at(QPointF(x, y)) == "unit 5: running mean 1.00, batch mean 1.50"
    assert plot.words_at(QPointF(0, 0)) == ""


def test_before_the_first_batch_there_are_no_dots(plot):
    plot.set_pairs([0, 1], np.zeros(2), np.full(2, np.nan), QColor("#0000ff"))
    assert dots(plot) == []
    assert plot.words_at(QPointF(150, 150)) == ""
