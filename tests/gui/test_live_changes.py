"""What happens to a run when its experiment is edited meanwhile."""

import numpy as np
import pytest

from nnlab.jobs import ComputeThread
from nnlab.spec.document import from_document, set_at, to_document
from nnlab.spec.live import Change
from nnlab.training.checkpoint import Finish
from nnlab.training.runner import Runner, RunState
from tests.gui.driving import field, press, reach, record_of, write


@pytest.fixture
def bench(qtbot, open_window):
    """Return a window whose run of two epochs rests after its first step."""
    bench = open_window()
    bench.draft.edit("training.epochs", 2)
    press(bench, "step_batch")
    reach(qtbot, bench, RunState.PAUSED)
    return bench


def finish(qtbot, bench):
    press(bench, "start")
    reach(qtbot, bench, RunState.FINISHED)
    return record_of(qtbot, bench)


def test_a_typed_rate_reaches_the_run_once_and_is_recorded_with_its_step(qtbot, bench):
    write(qtbot, field(bench, "Learning rate"), "0.025")
    record = finish(qtbot, bench)
    assert record.checkpoint.changes == (Change(1, "training.learning_rate", 0.025),)
    assert record.spec.training.learning_rate == 0.01
    assert record.present_spec == bench.draft.spec


def test_the_run_is_that_of_the_same_change_without_a_window(qtbot, bench):
    first = record_of(qtbot, bench).spec
    bench.draft.edit("network.layers.1.dropout", 0.3)
    bench.draft.edit("training.batch_size", 100)
    seen = finish(qtbot, bench).checkpoint
    thread = ComputeThread()
    try:
        runner = Runner(thread, first)
        runner.step_batch()
        qtbot.waitUntil(lambda: runner.state is RunState.PAUSED, timeout=5000)
        runner.change(bench.draft.spec)
        runner.start()
        assert runner.wait(30)
        alone = runner.record().result().checkpoint
    finally:
        thread.close()
    np.testing.assert_array_equal(seen.parameters, alone.parameters)
    np.testing.assert_array_equal(seen.history.losses, alone.history.losses)


def test_undo_takes_the_change_back_in_the_run_too(qtbot, bench):
    bench.draft.edit("training.l2", 0.5)
    press(bench, "step_batch")
    qtbot.waitUntil(lambda: bench.runs.mark.step == 2, timeout=5000)
    reach(qtbot, bench, RunState.PAUSED)
    bench.draft.undo_stack.undo()
    changes = record_of(qtbot, bench).checkpoint.changes
    assert changes == (Change(1, "training.l2", 0.5), Change(2, "training.l2", 0.0001))


def test_what_is_taken_back_before_it_acted_is_no_change(qtbot, bench):
    bench.draft.edit("training.l2", 0.5)
    bench.draft.undo_stack.undo()
    assert record_of(qtbot, bench).checkpoint.changes == ()


def test_only_what_may_change_reaches_the_run(qtbot, bench):
    bench.draft.edit("network.layers.0.units", 7)
    bench.draft.edit("training.learning_rate", 0.5)
    bench.draft.edit("network.layers.0.dropout", 0.5)  # of another layer than the one in training
    record = record_of(qtbot, bench)
    assert [change.path for change in record.checkpoint.changes] == ["training.learning_rate"]


def test_opening_another_experiment_changes_nothing_in_the_run(qtbot, bench):
    runner = bench.runs._runner
    document = set_at(to_document(bench.draft.spec), "training.learning_rate", 0.5)
    bench.draft.open(from_document(document))
    assert runner.record().result(5).checkpoint.changes == ()


def test_a_run_that_is_done_goes_on_when_it_gets_more_epochs(qtbot, bench):
    done = finish(qtbot, bench)
    assert done.finish is Finish.COMPLETED
    bench.draft.edit("training.epochs", 3)
    assert bench.window.actions_.start.text() == "Go on"
    record = finish(qtbot, bench)
    assert record.checkpoint.step == 60
    np.testing.assert_array_equal(record.checkpoint.history.losses[:40], done.checkpoint.history.losses)
    assert record.checkpoint.changes == (Change(40, "training.epochs", 3),)


def test_a_run_that_is_done_starts_anew_for_any_other_edit(qtbot, bench):
    finish(qtbot, bench)
    bench.draft.edit("training.epochs", 3)
    bench.draft.edit("training.learning_rate", 0.5)
    assert bench.window.actions_.start.text() == "Start"


def test_the_curves_mark_the_change(qtbot, bench):
    bench.draft.edit("training.learning_rate", 0.5)
    press(bench, "step_batch")
    marks = bench.window.live.loss._changes
    qtbot.waitUntil(lambda: marks._words == {1: "rate 0.5"}, timeout=5000)


def test_dropout_is_marked_as_acting_at_once_only_while_the_layers_are_the_same(bench):
    acts = bench.runs._acts_at_once
    assert acts("network.layers.0.dropout")
    bench.draft.edit("network.layers.1.units", 7)
    assert not acts("network.layers.0.dropout")
    assert acts("training.learning_rate")
    assert not acts("network.layers.0.units")
