"""The axis of steps."""

from itertools import pairwise

import pytest

from nnlab.gui.views.activations.steps_axis import LEAST_APART, StepsAxis


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize("last_step", [0, 1, 7, 400, 12_345, 1_000_000])
@pytest.mark.parametrize("width", [60, 180, 700])
def test_round_steps_and_the_last_are_named_without_crowding(last_step, width, is_log):
    axis = StepsAxis(last_step, is_log, 10, width)
    ticks = axis.ticks()
    assert ticks[-1] == last_step
    places = [axis.place(tick) for tick in ticks]
    assert all(b - a >= LEAST_APART - 2 for a, b in pairwise(places))


def test_a_place_gives_back_its_step():
    for is_log in (False, True):
        axis = StepsAxis(500, is_log, 10, 1001)
        assert axis.step(axis.place(250)) == pytest.approx(250, abs=2)
        assert axis.step(-50) == 0
        assert axis.step(5000) == 500


def test_logarithmic_steps_are_named_by_powers_of_ten():
    assert StepsAxis(20_000, True, 0, 800).ticks() == [0, 10, 100, 1000, 20_000]
