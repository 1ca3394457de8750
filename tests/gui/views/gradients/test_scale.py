"""Where values stand on an axis."""

from math import nan

import numpy as np
import pytest

from nnlab.gui.views.gradients.scale import (
    LinearScale,
    LogScale,
    linear_scale_around,
    log_scale_around,
    round_values,
)


def test_equal_ratios_are_equal_distances():
    shares = LogScale(-4, 0).shares(np.array([1e-4, 1e-3, 1e-2, 1.0]))
    assert shares == pytest.approx([0, 0.25, 0.5, 1])


@pytest.mark.parametrize("value", [0.0, -1.0, nan, np.inf])
def test_what_has_no_logarithm_has_no_place(value):
    assert np.isnan(LogScale(-4, 0).shares(np.array([value]))).all()


def test_a_logarithmic_axis_ends_at_powers_of_ten():
    scale = log_scale_around(np.array([0.003, 40.0, 0.0, nan]))
    assert (scale.low, scale.high) == (-3, 2)


def test_values_that_are_nearly_even_get_two_decades():
    scale = log_scale_around(np.array([0.02, 0.03]))
    assert scale.high - scale.low == 2
    assert 0 < scale.shares(np.array([0.02]))[0] < 1


def test_without_any_positive_value_there_is_an_axis_all_the_same():
    scale = log_scale_around(np.zeros(3))
    assert scale.low < scale.high


def test_powers_that_are_always_on_the_axis_stay_on_it():
    scale = log_scale_around(np.array([1e-3, 20.0]), least=(-6, 0))
    assert (scale.low, scale.high) == (-6, 2)


def test_the_numbers_of_a_long_axis_are_thinned_out():
    ticks = LogScale(-20, 0).ticks(6)
    assert len(ticks) <= 7
    assert ticks[-1] == (1.0, "1")


def test_a_linear_axis_holds_all_values_and_what_is_asked_for():
    scale = linear_scale_around(np.array([2.0, 3.0, nan]), 0.0)
    shares = scale.shares(np.array([0.0, 3.0, nan]))
    assert 0 < shares[0] < shares[1] < 1
    assert np.isnan(shares[2])


@pytest.mark.parametrize("values", [[], [0.0], [5.0, 5.0], [nan]])
def test_a_single_value_or_none_makes_an_axis(values):
    scale = linear_scale_around(np.array(values))
    assert scale.low < scale.high
    assert scale.ticks(5)


def test_huge_values_have_places_too():
    scale = linear_scale_around(np.array([-1.7e308, 1.7e308]), padding=0.0)
    assert scale.shares(np.array([0.0])) == pytest.approx([0.5])


def test_round_values_are_multiples_of_one_two_or_five():
    assert round_values(0, 4000, 8, 1.0) == [500.0 * place for place in range(9)]
    assert round_values(0, 3, 50, 1.0) == [0, 1, 2, 3]


def test_ticks_are_written_short():
    assert LinearScale(0, 1).ticks(2) == [(0.0, "0"), (0.5, "0.5"), (1.0, "1")]
