"""Strokes become images like those of the data."""

import numpy as np
import pytest

from nnlab.data.real import load_digits
from nnlab.training.inside.ink import Box, InkFrame, distances, fitted_into, frame_of, inked


@pytest.fixture(scope="module")
def digits() -> InkFrame:
    return frame_of(load_digits().x)


def line(start, end, count=40):
    return np.linspace(start, end, count)


def test_the_digits_are_what_their_makers_say(digits):
    """They were scaled to 20 x 32 bits in a frame of 32 x 32, with strokes fitted to the amount of ink, and sheared."""
    assert (digits.ground, digits.ink, digits.is_whole) == (0, 16, True)
    assert digits.box == pytest.approx((1.5, 0, 6.5, 8), abs=0.2)
    assert digits.coverage == pytest.approx(load_digits().x.mean() / 16, abs=0.01)
    assert digits.is_stretched
    assert digits.is_sheared


def test_dark_ink_on_a_bright_ground_is_ink(digits):
    assert frame_of(16 - load_digits().x).shares(np.array([[[16], [0]]])).tolist() == [[0.0, 1.0]]
    bright = frame_of(16 - load_digits().x)
    assert (bright.ground, bright.ink) == (16, 0)
    assert bright.box == pytest.approx(digits.box)


def test_ink_that_varies_in_amount_has_no_coverage():
    x = np.zeros((40, 12, 12, 1), np.uint8)
    for row in range(40):
        x[row, 2 : 4 + row % 7, 5:7] = 255
    assert frame_of(x).coverage is None


def test_shares_become_raw_values_and_back(digits):
    pixels = load_digits().x[3]
    assert (digits.pixels(digits.shares(pixels)) == pixels).all()


def test_a_dot_covers_its_area(digits):
    ink = inked(digits, np.array([[4.0, 4.0]]), 1.5)
    assert ink.sum() == pytest.approx(np.pi * 1.5**2, rel=0.03)
    assert ink.argmax() // 8 in {3, 4}


def test_distances_are_those_of_the_nearest_point(digits):
    points = np.array([[2.0625, 3.0625], [6.5625, 1.5625]])
    rows, columns = (np.indices((64, 64)) + 0.5) / 8
    each = [np.hypot(columns - x, rows - y) for x, y in points]
    assert distances(digits, points) == pytest.approx(np.minimum(*each), abs=1e-9)


def test_strokes_beside_the_image_are_no_ink(digits):
    assert not inked(digits, np.array([[20.0, 20.0]]), 1.0).any()


def test_a_small_drawing_in_a_corner_fills_the_frame_like_the_data(digits):
    ring = np.linspace(0, 2 * np.pi, 100)
    points = np.column_stack([1 + 0.5 * np.cos(ring), 1 + 0.5 * np.sin(ring)])
    placed, radius = fitted_into(digits, points)
    ink = inked(digits, placed, radius)
    assert ink.mean() == pytest.approx(digits.coverage, abs=0.02)
    rows = np.flatnonzero(ink.max(axis=1) > 0.05)
    assert (rows[0], rows[-1]) == (0, 7)
    low, high = placed.min(axis=0) - radius, placed.max(axis=0) + radius
    assert (*low, *high) == pytest.approx(digits.box, abs=0.05)


def test_a_slanting_stroke_is_set_upright(digits):
    placed, _ = fitted_into(digits, line((1, 7), (6, 1)))
    assert np.ptp(placed[:, 0]) == pytest.approx(0, abs=0.3)


def test_elsewhere_drawings_keep_their_slant_and_their_proportions():
    frame = InkFrame(28, 28, 0, 255, is_whole=True, box=Box(4, 4, 24, 24), radius=1.5, coverage=None)
    placed, radius = fitted_into(frame, line((0, 0), (3, 6)))
    assert radius == 1.5
    assert np.ptp(placed, axis=0) == pytest.approx([8.5, 17])
    assert placed.mean(axis=0) == pytest.approx([14, 14])
