"""What may change while a run goes on is changed through its runner."""

from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, with_changes
from nnlab.training.checkpoint import Checkpoint, Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.memory import check_memory
from nnlab.training.outline import Outline
from nnlab.training.runner import Runner, RunState
from nnlab.training.trainer import Trainer
from tests.training.runs import (
    SOON,
    STEPS,
    STEPS_PER_EPOCH,
    assert_same_run,
    finished,
    plain,
    rest,
    small_spec,
    steps_done,
    straight_run,
)

SPEC = small_spec()
OTHER = small_spec(training__learning_rate=0.2, training__batch_size=40, network__layers__0__dropout=0.5)


@pytest.fixture
def runner(thread: ComputeThread) -> Runner:
    return Runner(thread, SPEC)


def answer(future: Future[RunRecord | None]) -> RunRecord:
    record = future.result(SOON)
    assert record is not None
    return record


def changed_run(at: int, wanted: ExperimentSpec = OTHER, spec: ExperimentSpec = SPEC) -> Checkpoint:
    """Train to the end with neither thread nor pause, changed once after ``at`` steps."""
    trainer = Trainer(spec, blas_threads=1)
    steps = train(trainer)
    for _ in range(at):
        next(steps)
    trainer.change(wanted)
    list(steps)
    return trainer.checkpoint()


def test_a_change_before_the_start_holds_from_the_first_step(runner: Runner) -> None:
    runner.change(OTHER)
    assert runner.spec == OTHER
    runner.start()
    checkpoint = finished(runner)
    assert {change.step for change in checkpoint.changes} == {0}
    assert_same_run(checkpoint, changed_run(0))
    assert plain(checkpoint.history) == plain(straight_run(OTHER).history)


def test_of_several_changes_before_the_start_the_last_holds(runner: Runner) -> None:
    runner.change(small_spec(training__l2=5.0, training__epochs=99))
    runner.change(OTHER)
    runner.start()
    assert_same_run(finished(runner), changed_run(0))


@pytest.mark.parametrize("at", [1, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 3])
def test_a_change_while_it_rests_holds_from_the_next_step(thread: ComputeThread, runner: Runner, at: int) -> None:
    for _ in range(at):
        runner.step_batch()
        rest(thread, runner)
    runner.change(OTHER)
    assert runner.state is RunState.PAUSED
    assert answer(runner.record()).present_spec == OTHER
    assert steps_done(runner) == at
    runner.start()
    checkpoint = finished(runner)
    assert {change.step for change in checkpoint.changes} == {at}
    assert_same_run(checkpoint, changed_run(at))


def test_a_change_while_it_runs_holds_from_the_step_it_was_recorded_with(runner: Runner) -> None:
    runner.set_pace(5000.0)
    runner.start()
    while steps_done(runner) < 5:
        pass
    runner.change(OTHER)
    runner.set_pace(None)
    checkpoint = finished(runner)
    (at,) = {change.step for change in checkpoint.changes}
    assert at >= 5
    assert_same_run(checkpoint, changed_run(at))


def test_many_changes_while_it_runs_can_be_repeated(runner: Runner) -> None:
    runner.set_pace(5000.0)
    runner.start()
    for size in (3, 50, 106, 7, 16, 30):
        done = steps_done(runner)
        runner.change(small_spec(training__batch_size=size, training__l2=size / 100, training__epochs=4))
        while steps_done(runner) == done and runner.state is RunState.RUNNING:
            pass
    runner.set_pace(None)
    checkpoint = finished(runner)
    trainer = Trainer(SPEC, blas_threads=1)
    steps = train(trainer)
    for change in checkpoint.changes:
        while trainer.step_count < change.step:
            next(steps)
        trainer.change(with_changes(trainer.spec, [change]))
    list(steps)
    assert_same_run(trainer.checkpoint(), checkpoint)
    assert RunRecord(SPEC, checkpoint, None, {}).present_spec == trainer.spec


def test_more_epochs_for_a_run_that_is_complete_are_recorded_where_it_goes_on(thread: ComputeThread) -> None:
    longer = small_spec(training__epochs=8)
    record = RunRecord(SPEC, straight_run(SPEC), Finish.COMPLETED, {})
    runner = Runner(thread, SPEC, record)
    runner.change(longer)
    runner.start()
    checkpoint = finished(runner)
    assert runner.finish is Finish.COMPLETED
    assert checkpoint.changes == (Change(STEPS, "training.epochs", 8),)
    assert checkpoint.parameters.tobytes() == straight_run(longer).parameters.tobytes()
    assert answer(runner.record()).present_spec == longer
    assert answer(runner.record()).spec == SPEC


def test_a_changed_run_that_is_resumed_keeps_its_changes(thread: ComputeThread, runner: Runner) -> None:
    for _ in range(9):
        runner.step_batch()
        rest(thread, runner)
    runner.change(OTHER)
    runner.stop()
    finished(runner)
    later = Runner(thread, SPEC, record=answer(runner.record()))
    assert later.spec == OTHER
    later.start()
    assert_same_run(finished(later), changed_run(9))


def test_fewer_epochs_than_are_done_complete_the_run(thread: ComputeThread, runner: Runner) -> None:
    for _ in range(STEPS_PER_EPOCH + 2):
        runner.step_batch()
        rest(thread, runner)
    runner.change(small_spec(training__epochs=1))
    runner.start()
    assert finished(runner).step == STEPS_PER_EPOCH + 2
    assert runner.finish is Finish.COMPLETED


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"training__optimizer": "adam"}, "training.optimizer"),
        ({"seed": 3}, "seed"),
        ({"network__layers__0__units": 5}, "network.layers.0.units"),
        ({"training__batch_size": 107}, "training.batch_size"),  # of 106 examples
    ],
)
def test_what_cannot_change_is_refused_and_the_run_goes_on_as_it_was(
    thread: ComputeThread, runner: Runner, changes: dict[str, object], path: str
) -> None:
    for _ in range(3):
        runner.step_batch()
        rest(thread, runner)
    with pytest.raises(InvalidSpecError) as caught:
        runner.change(small_spec(**changes, training__l2=0.5))
    assert [problem.path for problem in caught.value.problems] == [path]
    assert runner.spec == SPEC
    runner.start()
    assert_same_run(finished(runner), straight_run(SPEC))


def test_a_batch_for_which_there_is_no_memory_is_refused(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def no_memory(outline: Outline, held_bytes: int = 0) -> None:
        seen.append((outline.steps_per_epoch, held_bytes > 0))
        monkeypatch.undo()
        check_memory(outline, -(10**18))

    monkeypatch.setattr("nnlab.training.runner.check_memory", no_memory)
    with pytest.raises(InvalidSpecError, match="GB of memory"):
        runner.change(small_spec(training__batch_size=53))
    assert seen == [(2, True)]
    assert runner.spec == SPEC


def test_what_takes_no_room_changes_however_little_memory_is_free(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=-(10**18)))
    wanted = small_spec(training__learning_rate=0.5)
    runner.change(wanted)
    assert runner.spec == wanted


@pytest.mark.parametrize("changes", [{"training__epochs": 10}, {"training__learning_rate": 0.5}])
def test_a_finished_run_stays_as_it_was(runner: Runner, changes: dict[str, float]) -> None:
    runner.start()
    before = finished(runner)
    runner.change(small_spec(**changes))
    record = answer(runner.record())
    assert runner.spec == record.present_spec == SPEC
    assert (runner.finish, record.finish) == (Finish.COMPLETED, Finish.COMPLETED)
    assert_same_run(record.checkpoint, before)


def test_a_change_that_arrives_just_after_the_end_leaves_the_run_as_it_was(runner: Runner) -> None:
    runner.start()
    before = finished(runner)
    runner._change(small_spec(training__epochs=10))  # asked for while it ran, taken when it had ended
    assert runner.finish is Finish.COMPLETED
    assert_same_run(answer(runner.record()).checkpoint, before)


def test_the_window_is_told_of_changes_at_the_next_rest(thread: ComputeThread, runner: Runner) -> None:
    runner.step_batch()
    rest(thread, runner)
    runner.mailbox.take()
    runner.change(small_spec(training__l2=0.5, training__epochs=9))
    runner.step_batch()
    rest(thread, runner)
    snapshot = runner.mailbox.take()
    assert snapshot is not None
    assert snapshot.changes == (Change(1, "training.l2", 0.5), Change(1, "training.epochs", 9))
    assert snapshot.progress.steps == 9 * STEPS_PER_EPOCH


def test_two_runs_are_changed_each_for_itself(thread: ComputeThread, runner: Runner) -> None:
    other = Runner(thread, SPEC)
    runner.change(OTHER)
    for one in (runner, other):
        one.start()
    assert_same_run(finished(runner), changed_run(0))
    assert_same_run(finished(other), straight_run(SPEC))
