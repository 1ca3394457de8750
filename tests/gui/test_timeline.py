"""The line of time in the real window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from nnlab.training.runner import RunState
from tests.gui.driving import field, press, reach, record_of, write

LONG = 400


@pytest.fixture
def finished(open_window, qtbot):
    bench = open_window()
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    return bench


def shown_step(bench) -> int:
    return bench.timeline.moment.picture.step


def test_a_look_back_shows_the_nearest_recorded_step_and_n_returns(finished, qtbot) -> None:
    recorded = [picture.step for picture in finished.timeline.moment.pictures]
    finished.timeline.look_at(203)
    moment = finished.timeline.moment
    assert not moment.is_present
    assert shown_step(finished) == min(recorded, key=lambda step: (abs(step - 203), step))
    note = finished.window.live.histograms.note.text()
    assert f"step {shown_step(finished)}" in note
    assert "203" in note
    qtbot.keyClick(finished.window, Qt.Key.Key_N)
    assert finished.timeline.moment.is_present
    assert shown_step(finished) == 400


def test_comma_goes_back_an_epoch_at_a_time(finished, qtbot) -> None:
    steps = []
    for _ in range(3):
        qtbot.keyClick(finished.window, Qt.Key.Key_Comma)
        steps.append(finished.timeline.moment.step)
    assert steps == [380, 360, 340]
    qtbot.keyClick(finished.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ShiftModifier)
    assert finished.timeline.moment.step == 360


@pytest.mark.parametrize("key", ["activations", "gradients", "decision", "network"])
def test_every_view_goes_back_together(finished, qtbot, key) -> None:
    finished.timeline.look_at(40)
    finished.window.tabs.show_view(key)
    view = finished.window.tabs.view(key)
    qtbot.waitUntil(lambda: any("step 40" in label.text() for label in view.findChildren(QLabel)))


def test_training_goes_on_while_somebody_looks_back(open_window, qtbot) -> None:
    bench = open_window()
    write(qtbot, field(bench, "Epochs"), str(LONG))
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.timeline.moment is not None and bench.timeline.moment.last_step > 200)
    bench.timeline.look_at(5)
    before = bench.timeline.moment.last_step
    qtbot.waitUntil(lambda: bench.timeline.moment.last_step > before + 200)
    assert (bench.timeline.moment.step, shown_step(bench)) == (5, 5)
    assert bench.window.live.histograms.rows.layers is bench.timeline.moment.picture.layers
    press(bench, "now")
    assert bench.timeline.moment.step >= before + 200
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)


def test_a_run_starts_again_from_a_recorded_step_and_gives_the_same_bits(finished, qtbot) -> None:
    straight = record_of(qtbot, finished).checkpoint
    first = finished.runs.mark.run_id
    finished.timeline.look_at(200)
    kept = finished.timeline.moment.weights.step
    assert 0 < kept < 400
    press(finished, "start_here")
    qtbot.waitUntil(lambda: finished.runs.mark.run_id > first)
    reach(qtbot, finished, RunState.FINISHED)
    again = record_of(qtbot, finished).checkpoint
    assert again.step == straight.step
    np.testing.assert_array_equal(again.parameters, straight.parameters)
    np.testing.assert_array_equal(again.history.losses, straight.history.losses)
    assert finished.timeline.moment.is_present


def test_nothing_starts_from_an_earlier_step_of_another_experiment(finished, qtbot) -> None:
    finished.timeline.look_at(200)
    finished.draft.edit("network.layers.0.units", 50)
    first = finished.runs.mark.run_id
    press(finished, "start_here")
    qtbot.waitUntil(finished.window.messages.isVisible)
    assert finished.runs.mark.run_id == first
    assert finished.runs.state is RunState.FINISHED


def test_without_a_run_there_is_no_time_to_go_back_in(open_window) -> None:
    bench = open_window()
    assert not bench.window.transport.timeline.isEnabled()
    for name in ("now", "epoch_back", "epoch_forward", "start_here"):
        assert not getattr(bench.window.actions_, name).isEnabled()
    bench.timeline.look_at(5)
    assert bench.timeline.moment is None


def test_a_new_run_is_shown_at_its_present(finished, qtbot) -> None:
    finished.timeline.look_at(3)
    press(finished, "restart")
    reach(qtbot, finished, RunState.FINISHED)
    assert finished.timeline.moment.is_present
    assert finished.window.transport.timeline.shown is None


def test_a_file_brings_its_time_along(finished, open_window, fake_dialogs, qtbot, tmp_path) -> None:
    finished.files._dialogs.path = path = tmp_path / "run.nnlab"
    press(finished, "save_as")
    qtbot.waitUntil(lambda: path.exists() and not finished.window.isWindowModified())
    other = open_window()
    other.open(path)
    qtbot.waitUntil(lambda: other.timeline.moment is not None)
    other.timeline.look_at(40)
    assert shown_step(other) == 40
    mine, theirs = finished.timeline.moment, other.timeline.moment
    kept = {frame.step: frame for frame in mine.keyframes}
    np.testing.assert_array_equal(theirs.weights.parameters, kept[theirs.weights.step].parameters)
    press(other, "start_here")
    reach(qtbot, other, RunState.FINISHED)
    qtbot.waitUntil(lambda: other.runs.mark.step == 400)
    np.testing.assert_array_equal(
        record_of(qtbot, other).checkpoint.parameters, record_of(qtbot, finished).checkpoint.parameters
    )
