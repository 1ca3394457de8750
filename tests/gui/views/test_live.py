"""Loss, accuracy and histograms at one look."""

import pytest
from PySide6.QtWidgets import QToolButton

from nnlab.gui.views.live import LiveView


def click(live, page):
    next(button for button in live.pages.findChildren(QToolButton) if button.text() == page).click()


@pytest.fixture
def live(shown):
    return shown(LiveView(), 948, 700)


def test_one_snapshot_reaches_all_curves_and_a_moment_the_histograms(live, falling, moment, relu_layer):
    live.set_layers(["1 ReLU 100"])
    live.set_snapshot(falling(40))
    live.set_moment(moment((0, 40), [relu_layer]))
    assert live.loss.metrics.lines["batch"].points()[0].size == 40
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


def test_the_page_of_curves_has_the_loss_large_and_accuracy_and_rate_below(live, falling):
    live.set_snapshot(falling(40))
    assert not live.rate.isVisible()
    overview = live.loss.size()
    click(live, "Curves")
    assert live.page == "curves"
    assert not live.histograms.isVisible()
    for panel in live.curves:
        assert panel.isVisible()
    assert live.loss.width() > 1.8 * overview.width()
    assert live.loss.height() > live.accuracy.height() == live.rate.height()
    places = [panel.mapTo(live, panel.rect().topLeft()) for panel in live.curves]
    assert places[0].y() < places[1].y() == places[2].y()
    assert places[0].x() == places[1].x() < places[2].x()


def test_back_on_the_overview_everything_is_as_it_was(live, falling):
    live.set_snapshot(falling(40))
    panels = (live.loss, live.accuracy, live.histograms)
    before = [(panel.mapTo(live, panel.rect().topLeft()), panel.size()) for panel in panels]
    click(live, "Curves")
    live.set_snapshot(falling(20, first_step=40))
    click(live, "Overview")
    assert [(panel.mapTo(live, panel.rect().topLeft()), panel.size()) for panel in panels] == before
    assert live.accuracy.metrics.lines["train"].points()[0].tolist() == [20, 40, 60]
    assert not live.rate.isVisible()


def test_a_page_keeps_the_heights_that_a_person_gave_it(live):
    click(live, "Curves")
    live._whole.moveSplitter(200, 1)
    heights = live._whole.sizes()
    click(live, "Overview")
    click(live, "Curves")
    assert live._whole.sizes() == heights


def test_pages_and_axes_can_be_reached_with_tab(live, falling):
    live.set_snapshot(falling(40))
    live.activateWindow()
    seen = set()
    for _ in range(40):
        live.focusNextChild()
        seen.add(live.focusWidget())
    assert {live.x_log, live.loss.log_button, live.loss.plot} <= seen | {None}
    assert any(button in seen for button in live.pages.findChildren(QToolButton))


def test_clearing_empties_all_three(live, falling, moment, relu_layer):
    live.set_snapshot(falling(40))
    live.set_moment(moment((0, 40), [relu_layer]))
    live.clear()
    assert not live.loss.plot.isVisible()
    assert not live.accuracy.plot.isVisible()
    assert live.histograms.rows.layers == ()
