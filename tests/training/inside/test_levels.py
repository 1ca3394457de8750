"""Round numbers between ends."""

import numpy as np
import pytest

from nnlab.training.inside.levels import levels_between


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.3, 7.1), (1e-9, 3e-9), (-1e12, 5e12)])
def test_levels_are_few_and_lie_between(low, high):
    levels = levels_between(low, high, 9)
    assert 2 <= len(levels) <= 10
    assert all(low <= level <= high for level in levels)
    assert np.ptp(np.diff(levels)) == pytest.approx(0, abs=1e-9 * (high - low))


def test_one_number_alone_has_no_levels():
    assert levels_between(2.0, 2.0, 9) == []
