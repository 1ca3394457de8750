"""Epochs are shaded, in bands that are wide enough to be seen."""

import numpy as np
import pytest

from nnlab.gui.views.curves.bands import NARROWEST
from nnlab.gui.views.live import LiveView


@pytest.fixture
def live(shown):
    return shown(LiveView(), 948, 700)


@pytest.fixture
def panel(live):
    return live.loss


def bands(panel):
    """Return the ends of the shaded bands, in steps."""
    return [tuple(round(panel.plot.scale.step_at(end)) for end in band) for band in panel._bands._edges]


def name_of(panel):
    return panel.plot.getPlotItem().getAxis("bottom").labelText


def test_every_other_epoch_is_shaded(panel, falling):
    panel.set_snapshot(falling(70))
    assert bands(panel) == [(20, 40), (60, 70)]
    assert name_of(panel) == "step · bands of one epoch"


def test_before_the_first_epoch_has_ended_nothing_is_shaded(panel, falling):
    panel.set_snapshot(falling(19))
    assert bands(panel) == []
    assert name_of(panel) == "step"


@pytest.mark.parametrize("steps", [400, 3000, 70_000, 1_000_000])
@pytest.mark.parametrize("log", [False, True])
def test_many_epochs_share_a_band_so_that_none_is_narrow(panel, snapshot, steps, log):
    panel.set_x_log(log)
    panel.set_snapshot(snapshot(np.ones(steps)))
    whole = [high - low for low, high in panel._bands._edges if panel.plot.scale.step_at(high) < steps - 1]
    assert all(width * panel.plot.scale.pixels() >= NARROWEST - 1e-6 for width in whole)
    assert len(panel._bands._edges) <= 100
    if panel._bands.epochs > 1:
        assert name_of(panel) == f"step · bands of {panel._bands.epochs:,} epochs"


def test_a_closer_look_has_finer_bands_at_the_same_epochs(panel, snapshot):
    panel.set_snapshot(snapshot(np.ones(10_000)))
    panel.plot.set_zoom((5000.0, 5100.0))
    assert panel._bands.epochs == 1
    assert (5020, 5040) in bands(panel)
    assert (5060, 5080) in bands(panel)


def test_the_bands_decide_nothing_about_the_axes(panel, falling):
    panel.set_snapshot(falling(60))
    low, high = panel.plot.getPlotItem().viewRange()[1]
    assert 0 < low < high < 3
