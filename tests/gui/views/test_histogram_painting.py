"""A histogram drawn into a rectangle."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nnlab.gui import theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_painting import draw_rectangles, paint_ends, paint_histogram
from nnlab.training.histogram import histogram

BOX = QRectF(10, 10, 120, 60)
RED = QColor("#ff0000")


@pytest.fixture
def image(qapp):
    image = QImage(140, 90, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    return image


def painted(image, values, low, high, box=BOX):
    painter = QPainter(image)
    paint_histogram(painter, histogram(np.asarray(values, float), (low, high)), axis_of(low, high, box), box, RED)
    painter.end()
    return image


def axis_of(low, high, box=BOX):
    return Axis(low, high, box.left(), box.width())


def columns_with(image, colour, y):
    return [x for x in range(image.width()) if image.pixelColor(x, y) == colour]


def test_rectangles_stand_where_their_numbers_say(image):
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(RED)
    draw_rectangles(painter, np.array([[5.0, 5.0, 10.0, 20.0], [50.0, 5.0, 3.0, 20.0]]))
    painter.end()
    assert columns_with(image, RED, 10) == [*range(5, 15), *range(50, 53)]


def test_the_fullest_bin_reaches_the_top_and_a_single_value_is_seen(image):
    painted(image, [0.5] * 999 + [-0.9], -1.0, 1.0)
    tall = columns_with(image, RED, 12)
    assert tall
    assert all(95 <= x <= 105 for x in tall)
    assert any(x < 30 for x in columns_with(image, RED, 69))


def test_narrow_bins_touch_each_other(image):
    painted(image, np.repeat(np.arange(-60, 60) / 60 + 0.001, 10), -1.0, 1.0, QRectF(10, 10, 101, 60))
    found = columns_with(image, RED, 60)
    assert [x for x in range(found[0], found[-1] + 1) if x not in found] in ([], [60], [61])  # the line at zero


def test_what_lies_beyond_the_axis_is_not_drawn(image):
    values = np.linspace(-4, 4, 500)
    painter = QPainter(image)
    paint_histogram(painter, histogram(values, (None, None)), axis_of(-1.0, 1.0), BOX, RED)
    painter.end()
    found = {x for y in range(10, 70) for x in columns_with(image, RED, y)}
    assert min(found) >= 10
    assert max(found) <= 130


def test_exact_zeros_have_a_grey_bar_left_of_an_axis_that_begins_there(image):
    painted(image, [0.0] * 50 + [0.5] * 50, 0.0, 1.0)
    grey = columns_with(image, QColor(theme.current().muted), 40)
    assert grey
    assert all(4 <= x < 10 for x in grey)


def test_values_that_are_none_leave_only_the_axis(image):
    painted(image, [], -1.0, 1.0)
    assert columns_with(image, RED, 65) == []
    assert columns_with(image, QColor(theme.current().border), 70)


def test_the_ends_of_the_axis_are_written_below_it(image):
    before = image.copy()
    painter = QPainter(image)
    paint_ends(painter, axis_of(-1.0, 1.0), QRectF(10, 72, 120, 16))
    painter.end()
    changed = [x for x in range(140) if any(image.pixel(x, y) != before.pixel(x, y) for y in range(72, 88))]
    assert min(changed) < 20
    assert max(changed) > 120
    assert any(60 < x < 80 for x in changed)
