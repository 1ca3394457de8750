from itertools import pairwise

import pytest

from nnlab.gui.views.initialisation.spread_plot import apart


def test_places_that_are_apart_stay() -> None:
    assert apart([0, 20, 50], 15) == [0, 20, 50]


def test_places_that_touch_are_pushed_apart_around_their_middle() -> None:
    assert apart([10, 10], 14) == [3, 17]
    assert apart([0, 1, 100], 14) == pytest.approx([-6.5, 7.5, 100])


def test_groups_that_come_to_touch_are_joined() -> None:
    found = apart([0, 0, 8, 9], 10)
    assert all(after - before == pytest.approx(10) for before, after in pairwise(found))
    assert sum(found) == pytest.approx(17)
