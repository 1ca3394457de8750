"""One number of every unit."""

from math import nan

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from nnlab.gui.views.gradients.unit_bars import UnitBars


@pytest.fixture
def bars(shown):
    bars = shown(UnitBars("Gamma of every unit", "gamma", 1.0), 300, 200)
    bars.set_values([0, 10, 20], np.array([1.5, 0.5, 1.0], np.float32), QColor("#0000ff"))
    return bars


def test_mean_and_range_are_told(bars):
    assert bars.accessibleDescription() == "mean 1.00, from 0.500 to 1.50"


def test_the_unit_under_the_mouse_is_told(bars):
    assert bars.words_at(QPointF(290, 100)) == "unit 21: gamma 1.00"
    assert bars.words_at(QPointF(1, 100)) == ""


def test_bars_go_up_and_down_from_the_start(bars):
    image = bars.grab().toImage()
    blue = [(x, y) for x in range(300) for y in range(200) if QColor(image.pixel(x, y)).name() == "#0000ff"]
    up = [y for x, y in blue if x < 120]
    down = [y for x, y in blue if 140 < x < 190]
    assert max(up) <= min(down)


def test_units_without_a_number_are_left_out(bars):
    bars.set_values([0, 1], np.array([nan, nan], np.float32), QColor("#0000ff"))
    assert bars.words() == ""
    bars.grab()
