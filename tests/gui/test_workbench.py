"""The whole window, driven as a person drives it."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnlab.gui.views.dialogs import Answer
from nnlab.jobs import ComputeThread
from nnlab.search.search import Search
from nnlab.spec.document import get_at
from nnlab.store.experiment_file import Experiment, find, open_experiment, save
from nnlab.training.checkpoint import Finish
from nnlab.training.runner import Runner, RunState
from tests.gui.driving import curve, field, press, reach, record_of, write
from tests.search.searching import SMALL, Here, ended, search_of


def trained_alone(spec):
    """Return the parameters that the same spec gives without a window."""
    thread = ComputeThread()
    try:
        runner = Runner(thread, spec)
        runner.start()
        assert runner.wait(30)
        return runner.record().result().checkpoint
    finally:
        thread.close()


def test_the_whole_path_from_form_to_file_and_back(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "mine.nnlab"
    bench = open_window(fake_dialogs(path))
    live = bench.window.live
    write(qtbot, field(bench, "Layer 1: units"), "50")
    write(qtbot, field(bench, "Epochs"), "6")
    assert bench.draft.spec.network.layers[0].units == 50

    bench.window.transport.speed.setValue(12)  # slow enough to be caught in mid-run
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step >= 3, timeout=10_000)
    assert curve(bench, "batch").size >= 3
    assert len(live.histograms.rows.layers) == 3
    press(bench, "start")  # the same button pauses
    reach(qtbot, bench, RunState.PAUSED)
    before = record_of(qtbot, bench).checkpoint.step

    press(bench, "step_batch")
    qtbot.waitUntil(lambda: bench.runs.mark.step == before + 1, timeout=5000)
    reach(qtbot, bench, RunState.PAUSED)
    assert record_of(qtbot, bench).checkpoint.step == before + 1
    assert curve(bench, "batch").size == before + 1

    bench.window.transport.speed.setValue(bench.window.transport.speed.maximum())
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step > before + 1, timeout=5000)
    if bench.runs.state is RunState.RUNNING:
        press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)

    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)
    saved = record_of(qtbot, bench)

    other = open_window()
    other.open(path)
    shown = record_of(qtbot, other)
    np.testing.assert_array_equal(shown.checkpoint.parameters, saved.checkpoint.parameters)
    for name in ("batch", "mean", "validation"):
        np.testing.assert_allclose(curve(other, name), curve(bench, name), rtol=1e-12)
    for mine, theirs in zip(live.histograms.rows.layers, other.window.live.histograms.rows.layers, strict=True):
        np.testing.assert_array_equal(mine.output.histogram.counts, theirs.output.histogram.counts)
    assert other.draft.spec.network.layers[0].units == 50


def test_watched_paused_and_stepped_gives_the_same_bits_as_without_a_window(qtbot, open_window):
    bench = open_window()
    bench.draft.edit("training.epochs", 3)
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    press(bench, "step_epoch")
    qtbot.waitUntil(lambda: bench.runs.mark.step == 20, timeout=5000)
    reach(qtbot, bench, RunState.PAUSED)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    seen, alone = record_of(qtbot, bench).checkpoint, trained_alone(bench.draft.spec)
    np.testing.assert_array_equal(seen.parameters, alone.parameters)
    np.testing.assert_array_equal(seen.history.losses, alone.history.losses)


def test_a_stopped_run_goes_on_from_its_file_to_the_same_bits(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "stopped.nnlab"
    bench = open_window(fake_dialogs(path))
    bench.draft.edit("training.epochs", 4)
    press(bench, "step_epoch")
    reach(qtbot, bench, RunState.PAUSED)
    press(bench, "step_batch")
    qtbot.waitUntil(lambda: bench.runs.mark.step == 21, timeout=5000)
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)

    other = open_window()
    other.open(path)
    assert other.window.actions_.start.text() == "Go on"
    press(other, "start")
    reach(qtbot, other, RunState.FINISHED)
    checkpoint = record_of(qtbot, other).checkpoint
    assert checkpoint.step == 80
    np.testing.assert_array_equal(checkpoint.parameters, trained_alone(bench.draft.spec).parameters)
    assert curve(other, "batch").size == 80


def test_a_rate_of_a_million_ends_as_diverged_and_the_window_stays_usable(qtbot, open_window):
    bench = open_window()
    write(qtbot, field(bench, "Learning rate"), "1e6")
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    assert record_of(qtbot, bench).finish is Finish.DIVERGED
    assert "Diverged" in bench.window.transport.state.text()
    write(qtbot, field(bench, "Learning rate"), "0.01")
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    assert record_of(qtbot, bench).finish is Finish.COMPLETED


@pytest.mark.parametrize(
    ("name", "text", "path"),
    [
        ("Layer 1: units", "0", "network.layers.0.units"),
        ("Layer 1: units", "many", "network.layers.0.units"),
        ("Learning rate", "-0.1", "training.learning_rate"),
        ("Batch size", "5000", "training.batch_size"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field_and_keeps_start_disabled(qtbot, open_window, name, text, path):
    bench = open_window()
    write(qtbot, field(bench, name), text)
    assert field(bench, name).text() == text
    assert path in bench.draft.problems
    assert not bench.window.actions_.start.isEnabled()
    assert f"“{name}”" in bench.window.transport.state.text()
    press(bench, "undo")
    assert bench.draft.problems == {}
    assert bench.window.actions_.start.isEnabled()


def test_undo_from_the_keyboard_works_inside_a_field(qtbot, open_window):
    bench = open_window()
    write(qtbot, field(bench, "Layer 2: units"), "33")
    qtbot.keyClick(field(bench, "Layer 2: units"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert get_at(bench.draft.document, "network.layers.1.units") == 100
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field(bench, "Layer 2: units"), Qt.Key.Key_Z, shift)
    assert get_at(bench.draft.document, "network.layers.1.units") == 33


def test_space_starts_at_once_and_letters_in_a_field_start_nothing(qtbot, open_window):
    bench = open_window()
    name = field(bench, "Name")
    name.setFocus()
    qtbot.keyClicks(name, "r. ")
    assert bench.runs.state is RunState.IDLE
    bench.window.transport.focus_start()
    qtbot.keyClick(bench.window.focusWidget(), Qt.Key.Key_Space)
    reach(qtbot, bench, RunState.FINISHED)


def test_restart_gives_the_same_weights_and_a_new_seed_others(qtbot, open_window):
    bench = open_window()
    bench.draft.edit("training.epochs", 1)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    first = record_of(qtbot, bench).checkpoint.parameters
    press(bench, "restart")
    qtbot.waitUntil(lambda: bench.runs.state is RunState.FINISHED and bench.runs.mark.step == 20, timeout=5000)
    np.testing.assert_array_equal(record_of(qtbot, bench).checkpoint.parameters, first)
    press(bench, "new_seed")
    qtbot.waitUntil(lambda: bench.runs.state is RunState.FINISHED and bench.runs.mark.step == 20, timeout=5000)
    assert bench.draft.spec.seed != 0
    assert not np.array_equal(record_of(qtbot, bench).checkpoint.parameters, first)


def test_edits_during_a_run_wait_for_the_next_one(qtbot, open_window):
    bench = open_window()
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    bench.draft.edit("network.layers.0.units", 7)
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)
    assert record_of(qtbot, bench).spec.network.layers[0].units == 100
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    assert record_of(qtbot, bench).spec.network.layers[0].units == 7


def test_unsaved_changes_show_an_asterisk_and_closing_asks(qtbot, open_window, fake_dialogs):
    dialogs = fake_dialogs(answer=Answer.CANCEL)
    bench = open_window(dialogs)
    assert not bench.window.isWindowModified()
    bench.draft.edit("name", "Mine")
    assert bench.window.isWindowModified()
    assert "Mine" in bench.window.windowTitle()
    assert not bench.window.close()
    assert dialogs.asked == ["Mine"]
    dialogs.answer = Answer.DISCARD
    assert bench.window.close()


def test_closing_with_save_writes_the_file_and_closes(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "kept.nnlab"
    bench = open_window(fake_dialogs(path, Answer.SAVE))
    bench.draft.edit("name", "Kept")
    assert not bench.window.close()
    qtbot.waitUntil(lambda: not bench.window.isVisible(), timeout=5000)
    assert open_experiment(path).spec.name == "Kept"


def test_a_run_that_is_not_saved_is_asked_about_too(qtbot, open_window, fake_dialogs):
    bench = open_window(fake_dialogs(answer=Answer.CANCEL))
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    assert bench.files.is_unsaved
    assert not bench.window.close()


def test_saving_in_mid_run_keeps_the_run_going(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "mid.nnlab"
    bench = open_window(fake_dialogs(path))
    bench.window.transport.speed.setValue(12)
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step >= 2, timeout=5000)
    press(bench, "save")
    qtbot.waitUntil(path.exists, timeout=5000)
    assert bench.runs.state is RunState.RUNNING
    assert open_experiment(path).record.checkpoint.step >= 2


def test_a_file_that_is_no_experiment_is_refused_with_a_sentence_and_nothing_changes(
    qtbot, open_window, fake_dialogs, tmp_path
):
    path = tmp_path / "holiday.nnlab"
    path.write_bytes(b"not an experiment")
    bench = open_window(fake_dialogs(path))
    before = bench.draft.spec
    press(bench, "open")
    assert "holiday.nnlab" in bench.window.messages.text()
    assert bench.draft.spec == before
    assert bench.files.path is None


def test_a_cancelled_file_dialog_does_nothing(qtbot, open_window, fake_dialogs):
    bench = open_window(fake_dialogs(path=None))
    bench.draft.edit("name", "x")
    press(bench, "save")
    press(bench, "open")
    assert bench.files.is_unsaved
    assert bench.window.messages.text() == ""


def test_saving_where_it_cannot_be_written_says_so(qtbot, open_window, fake_dialogs, tmp_path):
    bench = open_window(fake_dialogs(tmp_path / "nowhere" / "x.nnlab"))
    press(bench, "save")
    qtbot.waitUntil(lambda: "cannot be written" in bench.window.messages.text(), timeout=5000)
    assert bench.files.path is None


def test_a_wrong_experiment_is_not_saved(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "x.nnlab"
    bench = open_window(fake_dialogs(path))
    bench.draft.edit("network.layers", [])
    press(bench, "save")
    assert "Not saved: “The network” must have" in bench.window.messages.text()
    assert not path.exists()


def test_new_begins_with_the_default_experiment(qtbot, open_window):
    bench = open_window()
    bench.draft.edit("training.epochs", 2)
    press(bench, "new")
    assert bench.draft.spec.training.epochs == 20
    assert not bench.files.is_unsaved


def test_recent_files_are_offered_and_opened(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "recent.nnlab"
    bench = open_window(fake_dialogs(path))
    bench.draft.edit("name", "Recent one")
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)
    other = open_window()
    other.window.recent_file_chosen.emit(str(path))
    assert other.draft.spec.name == "Recent one"


def test_the_first_window_shows_the_digits_example_ready_to_start(open_window):
    bench = open_window()
    assert bench.draft.spec == find("digits").spec
    assert bench.window.actions_.start.isEnabled()
    assert bench.window.transport.state.text() == "Ready"


def test_closing_in_mid_run_joins_every_thread(qtbot, open_window):
    bench = open_window()  # the fixture that looks for threads fails this test otherwise
    bench.draft.edit("training.epochs", 100_000)
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step > 0, timeout=5000)
    assert bench.window.close()


def test_a_file_written_late_does_not_take_over_the_next_experiment(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "late.nnlab"
    bench = open_window(fake_dialogs(path))
    bench.draft.edit("name", "Late")
    press(bench, "save")
    press(bench, "new")  # before the file is there
    qtbot.waitUntil(lambda: "Saved" in bench.window.messages.text(), timeout=5000)
    assert bench.files.path is None
    assert open_experiment(path).spec.name == "Late"


def test_another_edit_at_the_same_depth_of_undo_is_not_saved(qtbot, open_window, fake_dialogs, tmp_path):
    bench = open_window(fake_dialogs(tmp_path / "one.nnlab"))
    bench.draft.edit("name", "one")
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)
    press(bench, "undo")
    bench.draft.edit("name", "two")
    assert bench.files.is_unsaved


def test_the_results_of_a_run_saved_while_it_was_paused_are_asked_about(qtbot, open_window, fake_dialogs, tmp_path):
    bench = open_window(fake_dialogs(tmp_path / "paused.nnlab"))
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    press(bench, "save")
    qtbot.waitUntil(lambda: not bench.files.is_unsaved, timeout=5000)
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)
    assert bench.files.is_unsaved


def test_closing_right_after_save_waits_for_the_file(qtbot, open_window, fake_dialogs, tmp_path):
    path = tmp_path / "quick.nnlab"
    bench = open_window(fake_dialogs(path))
    press(bench, "save_as")
    assert not bench.window.close()
    qtbot.waitUntil(lambda: not bench.window.isVisible(), timeout=5000)
    assert path.exists()


def test_an_edit_while_a_run_holds_most_of_the_memory_is_no_problem(qtbot, open_window, monkeypatch):
    bench = open_window()
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=3_000_000))
    bench.draft.edit("training.epochs", 5)
    assert bench.draft.problems == {}
    press(bench, "restart")
    reach(qtbot, bench, RunState.FINISHED)


def test_pausing_shows_the_layers_of_that_very_step(qtbot, open_window):
    bench = open_window()
    bench.draft.edit("training.epochs", 100_000)
    press(bench, "start")
    qtbot.waitUntil(lambda: bench.runs.mark.step > 2000, timeout=20_000)
    press(bench, "start")
    reach(qtbot, bench, RunState.PAUSED)
    assert f"step {bench.runs.mark.step:,}" in bench.window.live.histograms.note.accessibleName() + full_note(bench)


def full_note(bench) -> str:
    note = bench.window.live.histograms.note
    return note.full_text() if hasattr(note, "full_text") else note.text()


def test_shipped_examples_are_offered_by_name_and_opened_without_becoming_the_file(qtbot, open_window):
    bench = open_window()
    titles = [action.text() for action in bench.window._examples.actions()]
    assert "Three spirals" in titles
    bench.window._examples.actions()[titles.index("Three spirals")].trigger()
    assert bench.draft.spec == find("spirals").spec
    assert bench.files.path is None
    assert not bench.files.is_unsaved


def out_of_memory(self):
    raise MemoryError


def test_a_run_that_cannot_be_copied_at_its_end_is_told_and_gone(qtbot, open_window, monkeypatch):
    bench, shown = open_window(), []
    bench.draft.edit("training.epochs", 1)
    bench.runs.run_shown.connect(shown.append)
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    monkeypatch.setattr(Runner, "_record", out_of_memory)
    press(bench, "stop")
    reach(qtbot, bench, RunState.IDLE)
    assert "unexpected reason" in bench.window.messages.text()
    assert shown[-1] is None
    assert bench.timeline.moment is None


def test_what_a_run_that_cannot_be_copied_went_on_from_is_shown_again(qtbot, open_window, monkeypatch):
    bench = open_window()
    bench.draft.edit("training.epochs", 1)
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    record = bench.runs.record
    bench.draft.edit("training.epochs", 2)
    with monkeypatch.context() as patched:
        patched.setattr(Runner, "_record", out_of_memory)
        press(bench, "start")
        qtbot.waitUntil(bench.window.messages.isVisible)
    assert bench.runs.state is RunState.FINISHED
    assert bench.runs.record is record
    assert bench.timeline.moment.last_step == 20


def test_a_restart_without_memory_leaves_the_run_at_work(qtbot, open_window, monkeypatch):
    bench = open_window()
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    mark = bench.runs.mark
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=-(10**12)))
    press(bench, "restart")
    assert bench.window.messages.isVisible()
    assert (bench.runs.state, bench.runs.mark) == (RunState.PAUSED, mark)
    assert bench.timeline.moment.last_step == 1
    press(bench, "stop")
    reach(qtbot, bench, RunState.FINISHED)


def test_a_search_in_a_file_is_kept_when_the_window_saves_it(qtbot, open_window, tmp_path):
    path = tmp_path / "searched.nnlab"
    found = ended(Search(SMALL, search_of(), Here()))
    save(path, Experiment(SMALL, search=found))
    bench = open_window()
    bench.open(path)
    bench.draft.edit("training.epochs", 3)
    with qtbot.waitSignal(bench.files.saved):
        press(bench, "save")
    held = open_experiment(path)
    assert held.search == found
    assert held.spec.training.epochs == 3
    bench.files.open_example("digits")
    assert bench.files.search is None
