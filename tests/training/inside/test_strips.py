"""Histograms side by side over the steps."""

import numpy as np
import pytest

from nnlab.training.histogram import BINS, Histogram, histogram
from nnlab.training.inside.strip_axis import ValueAxis
from nnlab.training.inside.strips import BEYOND, BROKEN, LEVELS, Strip, columns_at, share_of, step_at


def spread(size, seed=0, count=2000):
    values = size * np.random.default_rng(seed).normal(size=count)
    return histogram(values, (None, None))


def strip_of(*histograms, **options):
    strip = Strip(**options)
    strip.extend(histograms)
    return strip


def whole(strip):
    return slice(0, len(strip))


def test_every_value_is_counted_once():
    strip = strip_of(*(spread(1 + step / 5, step) for step in range(20)))
    inner, below, above = strip.shares(whole(strip), 37, strip.axis)
    assert inner.sum(axis=1) + below + above == pytest.approx(np.ones(20))
    assert (inner >= 0).all()


def test_a_bin_that_two_rows_share_is_divided_in_proportion():
    counts = np.zeros(BINS, np.int32)
    counts[0] = 100  # from -1 to -0.9667
    strip = strip_of(Histogram(counts, -1.0, 1.0, 0, 0))
    inner, _, _ = strip.shares(whole(strip), 80, ValueAxis(-1.0, 1.0))  # rows of 0.025
    assert inner[0, :3] == pytest.approx([0.75, 0.25, 0])


def test_histograms_of_other_widths_come_onto_one_axis():
    narrow, wide = spread(0.1), spread(2.0)
    strip = strip_of(narrow, wide)
    inner, _, _ = strip.shares(whole(strip), 40, ValueAxis(-8.0, 8.0))
    assert inner[0, 19:21].sum() == pytest.approx(1)
    assert 0.05 < inner[1, 19:21].sum() < 0.3


def test_exact_zeros_lie_where_zero_is():
    values = np.maximum(np.random.default_rng(0).normal(size=1000), 0)
    strip = strip_of(histogram(values, (0.0, None)))
    inner, _, _ = strip.shares(whole(strip), 50, strip.axis)
    assert strip.axis.low == 0
    assert inner[0, 0] > 0.4
    assert strip.levels(50)[-1, 0] == strip.levels(50).max()  # the smallest values last


def test_values_beyond_the_axis_are_counted_and_marked():
    strip = strip_of(spread(1.0))
    axis = ValueAxis(-1.0, 1.0)
    _, below, above = strip.shares(whole(strip), 20, axis)
    assert 0.1 < below[0] < 0.2
    assert 0.1 < above[0] < 0.2
    assert (strip.levels(20, axis)[[0, -1], 0] == BEYOND).all()


def test_what_is_not_finite_is_striped_and_never_spoils_the_rest():
    broken = histogram(np.zeros(0), (None, None), non_finite=500)
    strip = strip_of(spread(1.0), broken)
    levels = strip.levels(40)
    assert BROKEN not in levels[:, 0]
    assert np.count_nonzero(levels[:, 1] == BROKEN) == 10
    assert np.count_nonzero(levels[:, 1]) == 10
    assert strip.non_finite(1) == 500


def test_all_in_one_row_is_the_darkest_and_a_single_value_can_be_seen():
    strip = strip_of(histogram(np.append(np.full(99_999, 0.001), 0.9), (-1.0, 1.0)), has_bounds=True)
    levels = strip.levels(40)[:, 0]
    assert levels.max() in (LEVELS, LEVELS - 1)
    assert np.count_nonzero(levels) >= 2


def test_what_comes_later_is_only_added():
    histograms = [spread(1.0, step) for step in range(100)]
    strip = strip_of(*histograms[:70])
    first = strip.levels(30).copy()
    strip.extend(histograms[70:])
    assert strip.missing(30) == 30
    assert (strip.levels(30)[:, :70] == first).all()
    assert strip.missing(30) == 0
    assert (strip.levels(30) == strip_of(*histograms).levels(30)).all()


def test_another_axis_changes_all_columns():
    strip = strip_of(spread(1.0))
    strip.levels(30)
    strip.extend([spread(2.0, step) for step in range(20)])
    assert strip.axis.high > 5
    assert strip.missing(30) == len(strip) == 21


def test_a_bounded_activation_shows_its_whole_range():
    strip = strip_of(histogram(np.full(100, 0.5), (0.0, 1.0)), has_bounds=True)
    strip.extend([histogram(np.full(100, 0.51), (0.0, 1.0))])
    assert strip.axis == ValueAxis(0.0, 1.0)


@pytest.mark.parametrize("size", [1e-300, 1e37, 1e308])
def test_values_of_any_size_have_a_place(size):
    strip = strip_of(histogram(size * np.linspace(-1, 1, 1000), (None, None)))
    inner, _, _ = strip.shares(whole(strip), 20, strip.axis)
    assert inner.sum() == pytest.approx(1, abs=0.01)
    assert np.isfinite(strip.levels(20)).all()


def test_a_column_shows_the_last_recorded_step_before_it():
    steps = np.array([0, 10, 20, 100])
    assert columns_at(steps, 100, 11).tolist() == [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3]
    assert columns_at(np.array([50, 100]), 100, 3).tolist() == [-1, 0, 1]


def test_logarithmic_steps_give_the_start_most_of_the_width():
    steps = np.arange(0, 1001)
    places = columns_at(steps, 1000, 101, is_log=True)
    assert places[0] == 0
    assert places[-1] == 1000
    assert 25 < places[50] < 35


@pytest.mark.parametrize("is_log", [False, True])
def test_steps_and_places_are_inverse(is_log):
    for step in (0, 1, 17, 999, 1000):
        assert step_at(share_of(step, 1000, is_log=is_log), 1000, is_log=is_log) == pytest.approx(step)
    assert share_of(5, 0, is_log=is_log) == 1
