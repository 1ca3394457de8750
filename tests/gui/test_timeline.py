"""The line of time in the real window."""

from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from nnlab.training.replay import replay
from nnlab.training.runner import RunState
from tests.gui.driving import field, press, reach, record_of, write
from tests.training.runs import small_spec
from tests.training.trained import trained

LONG = 400
EPOCHS, STEPS = 5, 100
"""Of a run that has finished: digits have twenty steps an epoch."""


@pytest.fixture
def finished(open_window, qtbot):
    bench = open_window()
    bench.draft.edit("training.epochs", EPOCHS)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    return bench


def shown_step(bench) -> int:
    return bench.timeline.moment.picture.step


def test_a_look_back_shows_the_nearest_recorded_step_and_n_returns(finished, qtbot) -> None:
    recorded = [picture.step for picture in finished.timeline.moment.pictures]
    finished.timeline.look_at(53)
    moment = finished.timeline.moment
    assert not moment.is_present
    assert shown_step(finished) == min(recorded, key=lambda step: (abs(step - 53), step))
    note = finished.window.live.histograms.note.text()
    assert f"step {shown_step(finished)}" in note
    assert "53" in note
    qtbot.keyClick(finished.window, Qt.Key.Key_N)
    assert finished.timeline.moment.is_present
    assert shown_step(finished) == STEPS


def test_comma_goes_back_an_epoch_at_a_time(finished, qtbot) -> None:
    steps = []
    for _ in range(3):
        qtbot.keyClick(finished.window, Qt.Key.Key_Comma)
        steps.append(finished.timeline.moment.step)
    assert steps == [80, 60, 40]
    qtbot.keyClick(finished.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ShiftModifier)
    assert finished.timeline.moment.step == 60


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
    finished.timeline.look_at(50)
    kept = finished.timeline.moment.weights.step
    assert 0 < kept < STEPS
    press(finished, "start_here")
    qtbot.waitUntil(lambda: finished.runs.mark.run_id > first)
    reach(qtbot, finished, RunState.FINISHED)
    again = record_of(qtbot, finished).checkpoint
    assert again.step == straight.step
    np.testing.assert_array_equal(again.parameters, straight.parameters)
    np.testing.assert_array_equal(again.history.losses, straight.history.losses)
    assert finished.timeline.moment.is_present


def test_nothing_starts_from_an_earlier_step_of_another_experiment(finished, qtbot) -> None:
    finished.timeline.look_at(50)
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
    qtbot.waitUntil(lambda: other.runs.mark.step == STEPS)
    np.testing.assert_array_equal(
        record_of(qtbot, other).checkpoint.parameters, record_of(qtbot, finished).checkpoint.parameters
    )


def best_marked(bench) -> int | None:
    return bench.window.transport.timeline._best


def test_a_run_that_broke_starts_again_from_before_the_break_and_breaks_again(open_window, qtbot) -> None:
    bench = open_window()
    write(qtbot, field(bench, "Learning rate"), "1e6")
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    straight, first = record_of(qtbot, bench).checkpoint, bench.runs.mark.run_id
    bench.timeline.look_at(straight.step)
    press(bench, "start_here")
    qtbot.waitUntil(lambda: bench.runs.mark.run_id > first)
    reach(qtbot, bench, RunState.FINISHED)
    again = record_of(qtbot, bench).checkpoint
    assert again.first_nonfinite == straight.first_nonfinite
    np.testing.assert_array_equal(again.history.losses, straight.history.losses)


def test_a_run_that_goes_on_keeps_its_epochs_and_its_best_step(finished, qtbot) -> None:
    finished.draft.edit("training.epochs", EPOCHS + 1)
    press(finished, "step_batch")
    reach(qtbot, finished, RunState.PAUSED)
    qtbot.waitUntil(lambda: finished.timeline.moment.last_step == STEPS + 1)
    assert best_marked(finished) == record_of(qtbot, finished).checkpoint.history.best_step
    for step in (100, 80, 60):
        press(finished, "epoch_back")
        assert finished.timeline.moment.step == step


def test_a_run_that_starts_again_keeps_its_epochs_and_its_best_step(finished, qtbot) -> None:
    first = finished.runs.mark.run_id
    finished.window.transport.speed.setValue(0)  # slow, so that no epoch ends
    finished.timeline.look_at(50)
    press(finished, "start_here")
    qtbot.waitUntil(lambda: finished.runs.mark.run_id > first)
    press(finished, "start")
    reach(qtbot, finished, RunState.PAUSED)
    again = record_of(qtbot, finished).checkpoint
    assert best_marked(finished) == again.history.best_step is not None
    press(finished, "epoch_back")
    assert again.step - 20 <= finished.timeline.moment.step < again.step


def test_epochs_end_without_a_validation_part_too(open_window, qtbot) -> None:
    bench = open_window()
    bench.draft.edit("data.split", {"train": 0.8, "validation": 0.0, "test": 0.2})
    bench.draft.edit("training.epochs", 2)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    press(bench, "epoch_back")
    assert bench.timeline.moment.step == bench.timeline.moment.last_step / 2


def test_a_validation_loss_that_is_no_number_is_not_the_best(open_window) -> None:
    bench, record = open_window(), trained(small_spec())
    history = record.checkpoint.history
    first = next(e for e in history.evaluations if e.part == "validation")
    broken = (replace(first, step=1, loss=np.nan), *history.evaluations)
    bench.runs.snapshot_arrived.emit(replace(replay(record), evaluations=broken))
    assert best_marked(bench) == history.best_step


def without_memory(monkeypatch) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=-(10**12)))


def test_a_run_that_cannot_start_again_for_want_of_memory_is_still_there(finished, qtbot, monkeypatch) -> None:
    record, mark = finished.runs.record, finished.runs.mark
    finished.timeline.look_at(50)
    without_memory(monkeypatch)
    press(finished, "start_here")
    qtbot.waitUntil(finished.window.messages.isVisible)
    assert (finished.runs.record, finished.runs.mark) == (record, mark)
    assert finished.runs.state is RunState.FINISHED
    assert finished.timeline.moment.step == 50


def test_the_memory_of_a_run_that_starts_again_counts_as_free(open_window, qtbot, monkeypatch) -> None:
    bench = open_window()
    press(bench, "step_epoch")
    reach(qtbot, bench, RunState.PAUSED)
    asked, first = [], bench.runs.mark.run_id
    monkeypatch.setattr("nnlab.training.runner.check_memory", lambda _, held_bytes: asked.append(held_bytes))
    held = bench.draft.held_bytes
    bench.timeline.look_at(5)
    press(bench, "start_here")
    qtbot.waitUntil(lambda: bench.runs.mark.run_id > first)
    assert asked == [held]
    assert held > 0
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)


def test_a_copy_that_fails_starts_nothing_and_is_told(finished, qtbot, monkeypatch) -> None:
    failed: Future[None] = Future()
    failed.set_exception(MemoryError())
    monkeypatch.setattr(finished.runs, "copy", lambda: (finished.runs.mark.run_id, failed))
    finished.timeline.look_at(50)
    press(finished, "start_here")
    qtbot.waitUntil(finished.window.messages.isVisible)
    assert "could not be copied" in finished.window.messages.text()
    assert finished.timeline.moment.step == 50
