from itertools import pairwise

import pytest

from nnlab.data.prepared import prepare
from nnlab.gui.views.initialisation.shown import ShownStart
from nnlab.gui.views.initialisation.spread_plot import SpreadPlot, apart
from nnlab.insight.probe.probe import probing
from nnlab.insight.probe.starts import starts
from nnlab.jobs import drained
from tests.training.runs import small_spec


def test_places_that_are_apart_stay() -> None:
    assert apart([0, 20, 50], 15) == [0, 20, 50]


def test_places_that_touch_are_pushed_apart_around_their_middle() -> None:
    assert apart([10, 10], 14) == [3, 17]
    assert apart([0, 1, 100], 14) == pytest.approx([-6.5, 7.5, 100])


def test_groups_that_come_to_touch_are_joined() -> None:
    found = apart([0, 0, 8, 9], 10)
    assert all(after - before == pytest.approx(10) for before, after in pairwise(found))
    assert sum(found) == pytest.approx(17)


def test_a_start_can_be_marked_before_it_is_worked_out(shown) -> None:
    plot = shown(SpreadPlot())
    spec = small_spec()
    start = next(each for each in starts(spec) if each.key == "he")
    plot.mark("he")
    probe = drained(probing(start.spec, prepare(start.spec)))
    plot.set_starts([layer.name for layer in probe.layers], [ShownStart(start, probe)], "output")
    assert plot.marked == 0
