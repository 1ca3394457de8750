"""Questions of the view in front, and their answers."""

from nnlab.training.runner import RunState
from tests.gui.driving import field, press, reach, write


def test_an_answer_that_came_while_another_tab_was_in_front_is_asked_for_again(qtbot, open_window) -> None:
    bench = open_window()
    write(qtbot, field(bench, "Epochs"), "1")
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    tabs = bench.window.tabs
    tabs.show_view("network")
    assert bench.asking.is_busy
    canvas = tabs.front.canvas
    tabs.show_view("live")
    qtbot.waitUntil(lambda: not bench.asking.is_busy)
    assert canvas.drawing is None
    tabs.show_view("network")
    qtbot.waitUntil(lambda: canvas.drawing is not None)
