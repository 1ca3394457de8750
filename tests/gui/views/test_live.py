"""Loss, accuracy and histograms at one look."""

import pytest

from nnlab.gui.views.live import LiveView


@pytest.fixture
def live(shown):
    return shown(LiveView(), 948, 700)


def test_one_snapshot_reaches_all_three(live, snapshot, relu_layer):
    live.set_layers(["1 ReLU 100"])
    live.set_snapshot(snapshot([1.0, 2.0], layers=[relu_layer]))
    assert live.loss.metrics.lines["batch"].points()[0].size == 2
    assert live.loss.plot.isVisible()
    assert live.accuracy.plot.isVisible()
    assert live.histograms.rows.row_words(0).startswith("1 ReLU 100: ")


def test_the_two_plots_stand_side_by_side_on_one_height(live, falling):
    live.set_snapshot(falling())
    live.set_end(50)
    loss, accuracy = live.loss.plot, live.accuracy.plot
    assert loss.mapTo(live, loss.pos()).y() == accuracy.mapTo(live, accuracy.pos()).y()
    assert loss.size().height() == accuracy.size().height()
    assert abs(loss.width() - accuracy.width()) <= 8
    assert live.loss._end.isVisible()
    assert live.accuracy._end.isVisible()


def test_only_the_loss_can_be_logarithmic(live):
    assert live.loss.log_button.isVisible()
    assert not live.accuracy.log_button.isVisible()


def test_clearing_empties_all_three(live, snapshot, relu_layer):
    live.set_snapshot(snapshot([1.0], layers=[relu_layer]))
    live.clear()
    assert not live.loss.plot.isVisible()
    assert not live.accuracy.plot.isVisible()
    assert live.histograms.rows.layers == ()
