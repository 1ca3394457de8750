"""Arrays as pictures, in a size that keeps pixels sharp."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize

from nnlab.gui.views.data.thumbnails import brightness_range, drawn_size, pixel_at, to_image


def colours(image):
    return [[image.pixelColor(x, y).getRgb()[:3] for x in range(image.width())] for y in range(image.height())]


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
def test_black_and_white_are_the_ends_of_what_there_is(dtype):
    x = np.zeros((3000, 2, 2, 1), dtype)
    x[:, 0] = 16
    assert brightness_range(x) == (0.0, 16.0)
    assert brightness_range(x[:0]) == (0.0, 1.0)


def test_zero_is_black_where_all_are_above_it():
    assert brightness_range(np.full((5, 2, 2, 1), 0.5)) == (0.0, 0.5)
    assert brightness_range(np.full((5, 2, 2, 1), -0.5)) == (-0.5, 0.0)


def test_all_shades_of_bytes_count_unless_the_numbers_are_small():
    assert brightness_range(np.full((5, 2, 2, 1), 200, np.uint8)) == (0.0, 255.0)


def test_the_pixel_under_the_mouse_is_found_up_to_the_edges():
    box = QRectF(10, 20, 40, 30)
    assert pixel_at(QPointF(10, 20), box, (3, 4, 1)) == (0, 0)
    assert pixel_at(QPointF(49.9, 25), box, (3, 4, 1)) == (0, 3)
    assert pixel_at(QPointF(50, 50), box, (3, 4, 1)) == (2, 3)
    assert pixel_at(QPointF(9, 20), box, (3, 4, 1)) is None


def test_one_channel_is_grey():
    image = to_image(np.array([[[0.0], [8.0], [16.0]]]), 0.0, 16.0)
    assert colours(image) == [[(0, 0, 0), (128, 128, 128), (255, 255, 255)]]


def test_three_channels_are_red_green_and_blue():
    image = to_image(np.array([[[255, 0, 0]], [[0, 10, 20]]], np.uint8), 0.0, 255.0)
    assert colours(image) == [[(255, 0, 0)], [(0, 10, 20)]]


def test_two_channels_are_averaged():
    assert colours(to_image(np.array([[[0.0, 1.0]]]), 0.0, 1.0)) == [[(128, 128, 128)]]


def test_values_beyond_the_range_are_black_or_white():
    assert colours(to_image(np.array([[[-5.0], [5.0]]]), 0.0, 1.0)) == [[(0, 0, 0), (255, 255, 255)]]


@pytest.mark.parametrize("size", [0.0, 1e-300, 1.7e308])
def test_any_range_makes_a_picture_without_a_warning(size):
    image = to_image(size * np.array([[[-1.0], [1.0]]]), -size, size)
    assert image.size() == QSize(2, 1)


@pytest.mark.parametrize(
    ("shape", "side", "size"),
    [
        ((8, 8, 1), 72, QSize(72, 72)),
        ((28, 28, 1), 72, QSize(84, 84)),
        ((32, 32, 3), 40, QSize(32, 32)),
        ((4, 8, 1), 40, QSize(40, 20)),
        ((400, 200, 3), 72, QSize(36, 72)),
        ((1, 784, 1), 72, QSize(72, 1)),
    ],
)
def test_small_images_are_a_whole_number_of_times_as_large(shape, side, size):
    assert drawn_size(shape, side) == size
