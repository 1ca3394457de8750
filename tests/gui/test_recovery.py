"""What a window keeps for after a crash, and offers the next time, through the whole window."""

from pathlib import Path

import numpy as np
import pytest

from nnlab.gui.views.dialogs import Answer
from nnlab.store import atomic
from nnlab.store.experiment_file import open_experiment
from nnlab.store.recovery import journal as journal_module
from nnlab.store.recovery.journal import cut_off
from nnlab.training.runner import RunState
from tests.gui.conftest import FakeDialogs
from tests.gui.driving import press, reach, record_of


@pytest.fixture(autouse=True)
def own_place(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def keep(qtbot, bench):
    """Let the window look, as it does every few seconds, and wait until all is written."""
    bench.recovery.look()
    qtbot.waitUntil(lambda: not bench.recovery.is_busy, timeout=5000)


def crash(bench):
    """Let go of what a window holds as the system does when its process dies; the window may be used no more."""
    bench.recovery._journal.leave().result()
    bench.recovery._kept = None
    bench.recovery._timer.stop()


def kept():
    """Return what is kept, and leave it there."""
    entries = cut_off()
    for entry in entries:
        entry.release()
    return entries


def train_a_while(qtbot, bench):
    """Take a few steps and pause."""
    bench.draft.edit("training.epochs", 2)
    press(bench, "step_epoch")
    reach(qtbot, bench, RunState.PAUSED)


def offered(qtbot, bench):
    bench.recovery.offer()
    qtbot.waitUntil(lambda: "was cut off" in bench.window.messages.text(), timeout=5000)


def test_nothing_is_kept_of_what_nobody_would_miss(qtbot, open_window):
    keep(qtbot, open_window())
    assert kept() == []


def test_a_run_is_offered_after_a_crash_and_goes_on_to_the_same_bits(qtbot, open_window):
    first = open_window()
    train_a_while(qtbot, first)
    keep(qtbot, first)
    crash(first)
    press(first, "start")
    reach(qtbot, first, RunState.FINISHED)
    expected = record_of(qtbot, first)

    second = open_window()
    offered(qtbot, second)
    assert "20 steps into its run" in second.window.messages.text()
    second.window.messages.choose(0)
    assert second.files.is_unsaved
    assert second.draft.document["training"]["epochs"] == 2
    press(second, "start")
    reach(qtbot, second, RunState.FINISHED)
    found = record_of(qtbot, second)
    assert np.array_equal(found.checkpoint.parameters, expected.checkpoint.parameters)
    assert np.array_equal(found.checkpoint.history.losses, expected.checkpoint.history.losses)
    assert found.results == expected.results


def test_what_was_opened_is_kept_until_it_is_saved(qtbot, open_window, tmp_path):
    first = open_window()
    train_a_while(qtbot, first)
    keep(qtbot, first)
    crash(first)
    path = tmp_path / "saved.nnlab"
    second = open_window(FakeDialogs(path))
    offered(qtbot, second)
    second.window.messages.choose(0)
    crash(second)
    assert len(kept()) == 1
    third = open_window(FakeDialogs(path))
    offered(qtbot, third)
    third.window.messages.choose(0)
    press(third, "save")
    qtbot.waitUntil(lambda: not third.files.is_unsaved, timeout=5000)
    keep(qtbot, third)
    third.close()
    assert kept() == []
    assert open_experiment(path).record.checkpoint.step == 20


def test_it_goes_back_to_its_own_file(qtbot, open_window, tmp_path):
    path = tmp_path / "mine.nnlab"
    first = open_window(FakeDialogs(path))
    press(first, "save")
    qtbot.waitUntil(path.exists, timeout=5000)
    train_a_while(qtbot, first)
    keep(qtbot, first)
    crash(first)
    second = open_window()
    offered(qtbot, second)
    second.window.messages.choose(0)
    assert second.files.path == path
    press(second, "save")
    qtbot.waitUntil(lambda: not second.files.is_unsaved, timeout=5000)
    assert open_experiment(path).record.checkpoint.step == 20


def test_an_edit_alone_is_kept_too(qtbot, open_window):
    first = open_window()
    first.draft.edit("name", "Edited")
    keep(qtbot, first)
    crash(first)
    second = open_window()
    offered(qtbot, second)
    assert second.window.messages.text().startswith("?  “Edited” was cut off before it was saved (")
    second.window.messages.choose(0)
    assert second.draft.document["name"] == "Edited"


def test_two_windows_are_kept_apart_and_offered_one_after_the_other(qtbot, open_window):
    for name in ("One", "Two"):
        bench = open_window()
        bench.draft.edit("name", name)
        keep(qtbot, bench)
        other = open_window()
        other.recovery.offer()
        qtbot.waitUntil(lambda other=other: not other.recovery.is_busy, timeout=5000)
        assert other.window.messages.text() == "" or name == "Two"
        other.close()
        if name == "One":
            one = bench
    assert kept() == []  # both are alive
    crash(one)
    crash(bench)
    third = open_window()
    offered(qtbot, third)
    first = third.window.messages.text()
    third.window.messages.choose(1)
    second = third.window.messages.text()
    assert {first.split()[1], second.split()[1]} == {"“One”", "“Two”"}
    third.window.messages.choose(1)
    assert third.window.messages.text() == ""
    third.close()
    assert kept() == []


def test_what_was_not_answered_is_offered_again(qtbot, open_window):
    first = open_window()
    first.draft.edit("name", "Edited")
    keep(qtbot, first)
    crash(first)
    for _ in range(2):
        bench = open_window()
        offered(qtbot, bench)
        bench.close()
    assert len(kept()) == 1


def test_the_offer_is_still_there_when_somebody_trained_first(qtbot, open_window):
    first = open_window()
    first.draft.edit("name", "Mine")
    keep(qtbot, first)
    crash(first)
    second = open_window()
    offered(qtbot, second)
    train_a_while(qtbot, second)
    assert "was cut off" in second.window.messages.text()
    second.files.open_example("spirals")
    assert "was cut off" in second.window.messages.text()
    second.window.messages.choose(0)
    assert second.draft.document["name"] == "Mine"
    assert second.window.messages.text() == ""


def test_opening_it_asks_before_another_experiment_is_lost(qtbot, open_window):
    first = open_window()
    first.draft.edit("name", "Edited")
    keep(qtbot, first)
    crash(first)
    second = open_window(FakeDialogs(answer=Answer.CANCEL))
    second.draft.edit("name", "Other")
    offered(qtbot, second)
    second.window.messages.choose(0)
    assert second.draft.document["name"] == "Other"
    assert "“Edited” was cut off" in second.window.messages.text()
    second.close()
    assert len(kept()) == 1


def test_opening_it_after_saving_the_other_takes_the_question_back(qtbot, open_window, tmp_path):
    first = open_window()
    first.draft.edit("name", "Edited")
    keep(qtbot, first)
    crash(first)
    second = open_window(FakeDialogs(answer=Answer.SAVE, path=tmp_path / "other.nnlab"))
    second.draft.edit("name", "Other")
    offered(qtbot, second)
    second.window.messages.choose(0)
    qtbot.waitUntil(lambda: second.draft.document["name"] == "Edited", timeout=5000)
    assert open_experiment(tmp_path / "other.nnlab").spec.name == "Other"
    assert "was cut off" not in second.window.messages.text()
    second.window.messages.clear()
    assert second.window.messages.text() == ""


def test_closing_a_window_leaves_nothing(qtbot, open_window):
    bench = open_window()
    bench.draft.edit("name", "Edited")
    keep(qtbot, bench)
    bench.close()
    assert kept() == []


def test_what_cannot_be_read_is_said_and_can_be_dropped(qtbot, open_window):
    first = open_window()
    first.draft.edit("name", "Edited")
    keep(qtbot, first)
    crash(first)
    (entry,) = kept()
    path = entry.path / "experiment.nnlab"
    path.write_bytes(path.read_bytes()[:-40])
    second = open_window()
    second.recovery.offer()
    qtbot.waitUntil(lambda: "cannot be read" in second.window.messages.text(), timeout=5000)
    second.window.messages.choose(0)
    second.close()
    assert kept() == []


def test_a_full_disk_is_told_once_and_nothing_else_happens(qtbot, open_window, monkeypatch):
    def no_room(_descriptor):
        raise OSError(28, "No space left on device")

    bench = open_window()
    monkeypatch.setattr(atomic.os, "fsync", no_room)
    for name in ("One", "Two"):
        bench.draft.edit("name", name)
        keep(qtbot, bench)
        if name == "One":
            assert "No space left on device" in bench.window.messages.text()
            bench.window.messages.hide()
    assert bench.window.messages.text() == ""
    assert bench.draft.document["name"] == "Two"


def test_a_form_that_is_half_edited_does_not_cost_the_run(qtbot, open_window):
    bench = open_window()
    train_a_while(qtbot, bench)
    bench.draft.edit("training.batch_size", 0)
    assert bench.draft.spec is None
    keep(qtbot, bench)
    crash(bench)
    (entry,) = kept()
    assert entry.read().record.checkpoint.step == 20


def test_the_interval_leaves_time_to_write():
    assert journal_module.INTERVAL_S <= 3
    assert isinstance(journal_module.recovery_folder(), Path)
