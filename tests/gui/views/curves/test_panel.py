"""A panel of curves: what it shows, and what it says about it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.curves.curve import FEW
from nnlab.gui.views.curves.metrics import LossMetrics
from nnlab.gui.views.curves.panels import LEAST_ACCURACY_RANGE
from nnlab.gui.views.live import LiveView
from nnlab.spec.live import Change
from nnlab.training.layer_picture import LayerPicture
from tests.gui.views.news import evaluation


@pytest.fixture
def live(shown):
    return shown(LiveView(), 948, 700)


def drawn(panel, name):
    """Return what pyqtgraph was given to draw."""
    return panel._curves[name].getData()


def x_range(plot):
    return plot.getPlotItem().viewRange()[0]


def test_before_a_run_a_panel_says_what_will_appear(live):
    assert live.loss._promise.isVisible()
    assert "once training starts" in live.loss._promise.text()
    assert not live.loss.plot.isVisible()
    assert live.loss.readout.text() == ""


def test_the_curves_grow_with_the_run(live, falling):
    live.set_snapshot(falling(40))
    live.set_snapshot(falling(30, first_step=40))
    assert live.loss.plot.isVisible()
    steps, values = drawn(live.loss, "batch")
    np.testing.assert_array_equal(steps, np.arange(1, 71))
    np.testing.assert_allclose(values, 2.3 * np.exp(-np.arange(70) / 100))
    np.testing.assert_array_equal(drawn(live.loss, "validation")[0], [20, 40, 60])
    np.testing.assert_array_equal(drawn(live.accuracy, "train")[0], [20, 40, 60])


def test_clearing_leaves_only_the_promise(live, falling):
    live.set_snapshot(falling())
    live.set_end(50)
    live.clear()
    assert live.loss._promise.isVisible()
    assert live.loss.readout.text() == ""
    assert live.loss.metrics.lines["batch"].points()[0].size == 0
    assert not live.loss._end.isVisible()


def test_every_plot_counts_steps_from_zero(live, falling):
    live.set_snapshot(falling(60))
    for plot in (live.loss.plot, live.accuracy.plot):
        assert x_range(plot) == pytest.approx([0, 60], abs=4)


def test_at_rest_the_readout_tells_the_latest_values_and_the_best(live, falling):
    live.set_snapshot(falling(60))
    loss = 2.3 * np.exp(-59 / 100)
    assert live.loss.readout.text().startswith(f"batch {loss:.2f} · mean ")
    assert live.loss.readout.text().endswith(f"validation {2.3 * np.exp(-0.6) + 0.2:.2f} · ★ best 1.46, epoch 3")
    assert live.accuracy.readout.text() == "train 69.9 % · validation 67.9 % · ★ best 67.9 %, epoch 3"


def test_a_pointed_step_is_told_with_its_values_until_the_mouse_leaves(live, falling):
    live.set_snapshot(falling(60))
    at_rest = live.loss.readout.text()
    live.loss.plot.point_at(30.2)
    assert live.loss.readout.text().startswith("step 30 · epoch 1.5 · batch 1.72 · mean ")
    assert "validation 2.08" in live.loss.readout.text()
    live.loss.plot.point_at(40)
    assert live.loss.readout.text().startswith("step 40 · epoch 2 · ")
    live.loss.plot.point_at(None)
    assert live.loss.readout.text() == at_rest


def test_a_step_that_is_pointed_at_in_one_plot_is_told_by_both(live, falling):
    live.set_snapshot(falling(60))
    live.accuracy.plot.point_at(40)
    assert live.loss.readout.text().startswith("step 40 · epoch 2 · ")
    assert live.loss.plot._pointer.isVisible()
    live.loss.plot.point_at(None)
    assert live.accuracy.readout.text().startswith("train ")
    assert not live.accuracy.plot._pointer.isVisible()


def test_beside_the_run_the_pointer_tells_its_first_or_last_step(live, falling):
    live.set_snapshot(falling(60))
    live.loss.plot.point_at(1000)
    assert live.loss.readout.text().startswith("step 60 · ")
    live.loss.plot.point_at(-3)
    assert live.loss.readout.text().startswith("step 0 · ")


def test_the_axis_of_steps_has_no_half_steps(live, snapshot):
    live.set_snapshot(snapshot([2.3, 1e9, np.nan]))
    axis = live.loss.plot._axes["bottom"]
    ticks = [tick for _, places in axis.tickValues(-0.1, 3.1, 400) for tick in places]
    assert sorted(ticks) == [0, 1, 2, 3]
    assert axis.tickStrings([0, 1200], 1, 1) == ["0", "1,200"]


def test_the_noise_of_an_untrained_network_does_not_fill_the_plot(live, snapshot):
    shares = [0.102, 0.100, 0.098]
    live.set_snapshot(snapshot([2.3] * 3, evaluations=[evaluation(i, "train", 2.3, a) for i, a in enumerate(shares)]))
    low, high = live.accuracy.plot.getPlotItem().viewRange()[1]
    assert high - low >= LEAST_ACCURACY_RANGE
    live.set_snapshot(snapshot([0.1], 3, evaluations=[evaluation(4, "train", 0.1, 1.0)]))
    low, high = live.accuracy.plot.getPlotItem().viewRange()[1]
    assert -5 < low < high < 105


def test_a_regression_is_told_to_have_no_accuracy(live, snapshot):
    live.set_snapshot(snapshot([1.0], evaluations=[evaluation(1, "train", 1.0, None)]))
    assert not live.accuracy.plot.isVisible()
    assert live.accuracy._promise.text().startswith("There is no accuracy here")
    assert live.loss.plot.isVisible()
    live.clear()
    assert "once training starts" in live.accuracy._promise.text()


def test_a_plot_without_a_point_still_says_what_will_appear(live, snapshot):
    live.set_snapshot(snapshot([2.3]))
    assert live.loss.plot.isVisible()
    assert not live.accuracy.plot.isVisible()
    assert "once training starts" in live.accuracy._promise.text()


@pytest.fixture
def in_type(qapp, in_theme):
    """Change the size of type, and go back at the end."""
    in_theme("light")
    ordinary = qapp.font()

    def change(points):
        qapp.setFont(theme.resized(ordinary, points))
        in_theme("light")

    yield change
    qapp.setFont(ordinary)


def test_the_plots_follow_the_size_of_type(qtbot, in_type, shown, falling):
    live = shown(LiveView(), 948, 700)
    live.set_snapshot(falling())
    axis = live.loss.plot._axes["left"]
    before = axis.width()
    in_type(20)
    qtbot.waitUntil(lambda: axis.width() > 1.5 * before)


def test_a_long_readout_ends_in_an_ellipsis_and_stays_whole_for_a_screen_reader(live, falling):
    live.set_snapshot(falling(60))
    live.loss.readout.resize(100, 20)
    assert live.loss.readout.shown_text().endswith("…")
    assert "best" in live.loss.readout.text()
    assert live.loss.readout.minimumSizeHint().width() == 0


def test_a_logarithmic_axis_leaves_out_what_has_no_logarithm(live, snapshot):
    live.set_snapshot(snapshot([100.0, 0.0, np.nan, np.inf, -1.0, 0.01]))
    live.loss.log_button.click()
    np.testing.assert_allclose(drawn(live.loss, "batch")[1], [2, np.nan, np.nan, np.nan, np.nan, -2])
    live.grab()  # a warning would fail this test
    live.loss.log_button.click()
    np.testing.assert_array_equal(drawn(live.loss, "batch")[1], [100, 0, np.nan, np.nan, -1, 0.01])


def test_the_last_bits_of_a_loss_that_stays_do_not_fill_the_plot(live, snapshot):
    live.set_snapshot(snapshot([0.7] * 300))
    low, high = live.loss.plot.getPlotItem().viewRange()[1]
    assert high - low > 1e-6
    assert low < 0.7 < high


@pytest.mark.parametrize("losses", [[0.0] * 5, [np.nan] * 5, [1e300, 1e-300], [1e308, 1.7e308], [5.0]])
@pytest.mark.parametrize("log", [False, True])
def test_strange_losses_are_drawn_without_a_warning(live, snapshot, losses, log):
    live.loss.log_button.setChecked(log)
    live.set_snapshot(snapshot(losses))
    assert not live.grab().isNull()  # painting raises where a number spoils the axes
    assert drawn(live.loss, "batch")[1].size == len(losses)


def test_the_end_of_a_diverged_run_is_marked_and_told(live, snapshot):
    live.set_snapshot(snapshot([2.3, 1e9, np.nan]))
    live.set_end(3)
    assert live.loss._end.isVisible()
    assert live.loss._end.value() == 3
    assert live.loss._end.label.format == "✕ not a number from step 3"
    assert live.loss.readout.text().startswith("batch NaN")
    live.set_end(None)
    assert not live.loss._end.isVisible()


def test_a_look_beside_the_end_finds_its_mark_at_the_edge(live, snapshot):
    live.set_snapshot(snapshot([2.0] * 99 + [np.nan]))
    live.set_end(100)
    live.loss.plot.set_zoom((10.0, 50.0))
    assert live.loss._end.value() == 50
    assert live.loss._end.label.format == "✕ not a number from step 100 →"
    live.loss.plot.set_zoom((120.0, 150.0))
    assert live.loss._end.value() == 120
    assert live.loss._end.label.format == "← ✕ not a number from step 100"
    live.loss.plot.set_zoom(None)
    assert live.loss._end.value() == 100


def test_what_was_before_a_divergence_can_still_be_seen(live, snapshot):
    live.set_snapshot(snapshot([2.0, 1.5, 1.0, 1e9, 1e300, np.nan]))
    live.set_end(6)
    low, high = live.loss.plot.getPlotItem().viewRange()[1]
    assert (low, high) == (pytest.approx(0, abs=0.5), pytest.approx(6, abs=0.5))
    assert drawn(live.loss, "batch")[1][:5].tolist() == [2, 1.5, 1, 60, 60]  # huge numbers cannot be painted
    live.loss.log_button.click()
    assert drawn(live.loss, "batch")[1][4] == 300
    assert live.loss.plot.getPlotItem().viewRange()[1][1] > 300


def test_on_a_logarithmic_axis_of_steps_everything_has_its_place_in_all_plots(live, snapshot):
    live.show_page("curves")
    changes = (Change(10, "training.learning_rate", 0.05),)
    at = [evaluation(step, "validation", 1.0, 0.5) for step in (0, 100)]
    live.set_snapshot(snapshot([2.0] * 999 + [np.nan], evaluations=at, changes=changes))
    live.set_end(1000)
    live.x_log.click()
    np.testing.assert_allclose(drawn(live.loss, "batch")[0][[0, -1]], [0, 3])
    np.testing.assert_array_equal(drawn(live.loss, "validation")[0], [np.nan, 2])  # step 0 has no logarithm
    assert live.loss._end.value() == pytest.approx(3)
    assert live.loss._changes._lines[10].value() == pytest.approx(1)
    assert [spot.pos().x() for spot in live.loss._best.points()] == []
    for panel in live.curves:
        assert x_range(panel.plot) == pytest.approx([0, 3], abs=0.2)
        assert panel.plot.getPlotItem().getAxis("bottom").tickStrings([0, 3], 1, 1) == ["1", "1,000"]
    live.loss.plot.point_at(100)
    assert live.loss.plot._pointer.value() == pytest.approx(2)
    assert live.loss.readout.text().startswith("step 100 · ")
    live.grab()
    live.x_log.click()
    assert x_range(live.rate.plot) == pytest.approx([0, 1000], abs=50)
    assert live.loss.plot._pointer.value() == 100


def test_a_zoom_shows_the_same_steps_on_either_axis(live, falling):
    live.set_snapshot(falling(400))
    live.loss.plot.set_zoom((40.0, 100.0))
    live.x_log.click()
    assert live.loss.plot.scale.part() == pytest.approx((40, 100))
    live.x_log.click()
    assert x_range(live.loss.plot) == pytest.approx([40, 100])


def test_a_look_back_is_marked_in_every_plot_and_its_values_are_told(live, falling, moment):
    live.show_page("curves")
    live.set_snapshot(falling(60))
    live.set_moment(moment((0, 20, 40, 60), at=40))
    for panel in live.curves:
        assert panel.plot._shown.isVisible()
        assert panel.plot._shown.value() == 40
    assert live.loss.plot._shown.label.format == "step 40"
    assert live.loss.readout.text().startswith("step 40 · epoch 2 · ")
    live.loss.plot.point_at(50)
    assert live.loss.readout.text().startswith("step 50 · ")
    live.set_moment(moment((0, 20, 40, 60)))
    live.loss.plot.point_at(None)
    assert not live.loss.plot._shown.isVisible()
    assert live.loss.readout.text().startswith("batch ")


def test_a_click_points_out_a_step(qtbot, live, falling):
    live.set_snapshot(falling(60))
    live.grab()
    plot = live.accuracy.plot
    box = plot.getPlotItem().vb
    place = plot.mapFromScene(box.mapViewToScene(QPointF(30, 50)))
    with qtbot.waitSignal(live.step_pointed) as told:
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert abs(told.args[0] - 30) <= 1


def test_a_double_click_in_a_zoomed_plot_points_out_no_step(qtbot, live, falling):
    live.set_snapshot(falling(60))
    live.loss.plot.set_zoom((10.0, 50.0))
    live.grab()
    plot = live.loss.plot
    place = plot.mapFromScene(plot.getPlotItem().vb.mapViewToScene(QPointF(30, 1)))
    with qtbot.assertNotEmitted(live.step_pointed):
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert not plot._click.isActive()
    assert x_range(plot) == pytest.approx([0, 60], abs=4)


def test_what_a_plot_shows_is_told_to_a_screen_reader(live, falling):
    live.set_snapshot(falling(60))
    assert live.loss.plot.accessibleDescription() == live.loss.readout.text()


def test_a_rate_that_hardly_changes_is_drawn_from_zero(live, snapshot):
    pictures = tuple(LayerPicture(step, step / 20, (), 0.1 - step / 1e6) for step in range(1, 50))
    live.show_page("curves")
    live.set_snapshot(replace(snapshot([1.0] * 50), pictures=pictures))
    low, high = live.rate.plot.getPlotItem().viewRange()[1]
    assert (low, high) == (pytest.approx(0, abs=0.01), pytest.approx(0.1, abs=0.01))
    assert live.rate.readout.text() == "rate 0.100"
    live.rate.log_button.click()
    assert drawn(live.rate, "rate")[1][0] == pytest.approx(-1, abs=0.01)


def test_what_nobody_sees_is_drawn_only_once_it_is_shown(live, falling):
    live.hide()
    live.set_snapshot(falling(40))
    assert drawn(live.loss, "batch")[0] is None or drawn(live.loss, "batch")[0].size == 0
    live.show()
    assert drawn(live.loss, "batch")[0].size == 40


def test_a_new_theme_recolours_lines_and_ground(live, falling, in_theme):
    live.set_snapshot(falling())
    for choice in ("light", "dark"):
        colours = in_theme(choice)
        assert live.loss._curves["mean"].opts["pen"].color().name() == colours.train
        assert live.loss._curves["validation"].opts["pen"].color().name() == colours.validation
        assert live.loss.plot.backgroundBrush().color().name() == colours.raised


def test_the_lines_of_the_parts_differ_in_style_too(live, falling):
    live.set_snapshot(falling())
    for panel, name in ((live.loss, "mean"), (live.accuracy, "train")):
        assert panel._curves[name].opts["pen"].style() is theme.PART_LINES["train"]
        assert panel._curves["validation"].opts["pen"].style() is theme.PART_LINES["validation"]


def test_a_line_of_many_points_is_as_thick_but_drawn_in_another_way_that_stays_quick(live, snapshot):
    live.set_snapshot(snapshot([1.0] * FEW))
    mean, batch = live.loss._curves["mean"], live.loss._curves["batch"]
    assert (mean.opts["pen"].widthF(), mean.opts["antialias"], mean.is_thick) == (2, True, False)
    assert (batch.opts["pen"].widthF(), batch.opts["antialias"], batch.is_thick) == (1, False, False)
    live.set_snapshot(snapshot([1.0], FEW))
    assert (mean.opts["pen"].widthF(), mean.opts["antialias"], mean.is_thick) == (1, False, True)
    assert not batch.is_thick


@pytest.mark.parametrize("steps", [FEW // 2, FEW * 2])
def test_a_thick_line_covers_two_pixels_however_many_points_it_has(live, snapshot, steps):
    live.set_snapshot(snapshot(np.linspace(1, 1.2, steps)))
    image = live.loss.plot.grab().toImage()
    column = [QColor(image.pixel(image.width() // 2, y)) for y in range(image.height())]
    assert sum(colour.saturation() > 60 for colour in column) >= 2


def test_of_a_million_steps_no_more_is_drawn_than_can_be_seen_and_no_peak_is_lost(live, snapshot):
    losses = np.random.default_rng(0).random(1_000_000)
    losses[[123_456, 777_777]] = 3, -2
    live.set_snapshot(snapshot(losses))
    live.grab()
    steps, values = drawn(live.loss, "batch")
    assert steps.size <= 3 * live.loss.plot.width()
    assert (values.max(), values.min()) == (3, -2)
    assert (steps[-1], values[-1]) == (1_000_000, losses[-1])
    assert live.loss.metrics.lines["batch"].points()[1].size == 1_000_000
    live.loss.plot.set_zoom((123_400.0, 123_500.0))
    assert 3 in drawn(live.loss, "batch")[1]
    assert drawn(live.loss, "batch")[0].size <= 110


def test_the_best_point_is_drawn_however_many_others_share_its_pixels(live, snapshot):
    evaluations = [evaluation(step, "validation", 1.0 - (step == 5013) / 10, 0.5) for step in range(1, 20_001)]
    live.set_snapshot(snapshot(np.ones(20_000), evaluations=evaluations))
    assert drawn(live.loss, "validation")[0].size < 2000
    assert 0.9 in drawn(live.loss, "validation")[1]
    star = live.loss._best
    assert [(spot.pos().x(), spot.pos().y()) for spot in star.points()] == [(5013, 0.9)]


def test_points_are_marked_one_by_one_only_where_they_are_few(live, falling, snapshot):
    live.set_snapshot(falling(60))
    assert len(live.loss._curves["validation"].dots.points()) == 3
    many = [evaluation(61 + step, "validation", 1.0, 0.5) for step in range(200)]
    live.set_snapshot(snapshot([1.0] * 200, 60, many))
    assert len(live.loss._curves["validation"].dots.points()) == 0


def test_a_zoom_holds_for_both_plots_while_the_run_goes_on_until_a_double_click(qtbot, live, falling):
    live.set_snapshot(falling(60))
    live.accuracy.plot.getPlotItem().vb.scaleBy(x=0.5)
    live.accuracy.plot.getPlotItem().vb.sigRangeChangedManually.emit([True, False])
    live.set_snapshot(falling(20, first_step=60))
    for plot in (live.loss.plot, live.accuracy.plot):
        assert x_range(plot) == pytest.approx([15, 45], abs=4)
    qtbot.mouseDClick(live.loss.plot.viewport(), Qt.MouseButton.LeftButton)
    for plot in (live.loss.plot, live.accuracy.plot):
        assert x_range(plot) == pytest.approx([0, 80], abs=4)


def test_a_new_run_forgets_the_zoom(live, falling):
    live.set_snapshot(falling(60))
    live.loss.plot.set_zoom((10.0, 20.0))
    live.clear()
    live.set_snapshot(falling(40))
    assert x_range(live.loss.plot) == pytest.approx([0, 40], abs=4)


def test_the_panel_starts_with_an_empty_set_of_metrics(live):
    assert isinstance(live.loss.metrics, LossMetrics)
    assert live.loss.readout_at(None) == ""
