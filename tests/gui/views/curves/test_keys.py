"""The values at a step can be read with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from nnlab.gui import theme
from nnlab.gui.views.live import LiveView

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def live(shown, falling):
    view = shown(LiveView(), 948, 700)
    view.set_snapshot(falling(400))
    view.activateWindow()
    view.loss.plot.setFocus(Qt.FocusReason.TabFocusReason)
    return view


def test_left_and_right_move_the_pointer_with_shift_by_one_step(qtbot, live):
    plot = live.loss.plot
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert 390 < plot.pointed_at < 399
    qtbot.keyClick(plot, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(plot, Qt.Key.Key_Right, SHIFT)
    assert plot.pointed_at == round(plot.pointed_at)
    assert live.loss.readout.text().startswith(f"step {plot.pointed_at:.0f} · ")
    assert live.accuracy.readout.text().startswith(f"step {plot.pointed_at:.0f} · ")


def test_home_and_end_take_it_to_the_ends_of_the_run_and_no_further(qtbot, live):
    plot = live.loss.plot
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.pointed_at == 0
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.pointed_at == 0
    qtbot.keyClick(plot, Qt.Key.Key_End)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.pointed_at == 400


def test_a_key_moves_by_a_step_at_least_also_where_steps_are_logarithmic(qtbot, live):
    live.x_log.click()
    plot = live.loss.plot
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    for expected in (1, 2, 3):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
        assert plot.pointed_at == expected


def test_plus_and_minus_zoom_around_the_pointer_in_all_plots(qtbot, live):
    plot = live.loss.plot
    plot.point_at(100)
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    low, high = live.accuracy.plot.scale.part()
    assert high - low < 360
    assert low < 100 < high
    qtbot.keyClick(plot, Qt.Key.Key_Minus)
    assert plot.scale.part()[1] == pytest.approx(416, abs=4)


def test_return_points_out_the_step(qtbot, live):
    live.loss.plot.point_at(120.4)
    with qtbot.waitSignal(live.step_pointed) as told:
        qtbot.keyClick(live.loss.plot, Qt.Key.Key_Return)
    assert told.args == [120]


def test_without_a_pointer_return_is_left_to_others(qtbot, live):
    with qtbot.assertNotEmitted(live.step_pointed):
        qtbot.keyClick(live.loss.plot, Qt.Key.Key_Return)


def test_the_focus_is_seen_and_takes_the_pointer_with_it_when_it_goes(qtbot, live):
    plot = live.loss.plot
    qtbot.waitUntil(plot.hasFocus)
    axis = plot.getPlotItem().getAxis("left")
    assert axis.pen().color().name() == theme.current().accent
    plot.point_at(10)
    live.x_log.setFocus()
    assert axis.pen().color().name() == theme.current().border
    assert plot.pointed_at is None
