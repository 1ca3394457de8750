import dataclasses
from concurrent.futures import Future
from functools import reduce

import numpy as np
import pytest

from nnlab.errors import InvalidSpecError
from nnlab.jobs import ComputeThread
from nnlab.training import publisher
from nnlab.training.checkpoint import Checkpoint, Finish, RunRecord
from nnlab.training.runner import Runner, RunState
from nnlab.training.snapshot import merge
from nnlab.training.trainer import Trainer
from tests.training.runs import (
    SOON,
    STEPS,
    STEPS_PER_EPOCH,
    assert_same_run,
    finished,
    rest,
    settled,
    small_spec,
    spec_with,
    steps_done,
    straight_run,
)

SPEC = small_spec()


@pytest.fixture(scope="module")
def straight() -> Checkpoint:
    return straight_run(SPEC)


@pytest.fixture
def runner(thread: ComputeThread) -> Runner:
    return Runner(thread, SPEC)


def answer(future: Future[RunRecord | None]) -> RunRecord:
    record = future.result(SOON)
    assert record is not None
    return record


def test_a_run_goes_through_its_states(thread: ComputeThread, runner: Runner) -> None:
    assert (runner.state, runner.finish) == (RunState.IDLE, None)
    runner.set_pace(1e-6)
    runner.start()
    assert runner.state is RunState.RUNNING
    runner.pause()
    rest(thread, runner)
    assert (runner.state, runner.finish) == (RunState.PAUSED, None)
    runner.set_pace(None)
    runner.start()
    assert runner.wait(SOON)
    assert (runner.state, runner.finish) == (RunState.FINISHED, Finish.COMPLETED)
    assert runner.error is None


def test_a_run_that_was_let_alone_is_the_straight_run(runner: Runner, straight: Checkpoint) -> None:
    runner.start()
    assert_same_run(finished(runner), straight)


def test_a_watched_run_is_the_straight_run(
    runner: Runner, straight: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "INTERVAL", 0.0)
    monkeypatch.setattr(publisher, "SHARE_OF_TIME", float("inf"))
    fetched = []
    runner.start()
    while not runner.wait(0.0):
        fetched.append(runner.mailbox.take())
    fetched.append(runner.mailbox.take())
    assert_same_run(finished(runner), straight)
    whole = reduce(merge, [snapshot for snapshot in fetched if snapshot])
    assert whole.losses.tolist() == straight.history.losses.tolist()
    assert whole.evaluations == straight.history.evaluations
    assert whole.progress.step == STEPS


def test_news_that_nobody_fetched_wait_for_the_end(runner: Runner, straight: Checkpoint) -> None:
    runner.start()
    assert runner.wait(SOON)
    snapshot = runner.mailbox.take()
    assert snapshot is not None
    assert snapshot.run_id == runner.run_id
    assert snapshot.losses.tolist() == straight.history.losses.tolist()
    assert snapshot.picture.step == STEPS


def test_a_run_stepped_batch_by_batch_is_the_straight_run(
    thread: ComputeThread, runner: Runner, straight: Checkpoint
) -> None:
    for step in range(1, STEPS + 1):
        runner.step_batch()
        assert rest(thread, runner) == step
    runner.start()
    assert_same_run(finished(runner), straight)
    assert runner.finish is Finish.COMPLETED


def test_a_run_stepped_epoch_by_epoch_is_the_straight_run(
    thread: ComputeThread, runner: Runner, straight: Checkpoint
) -> None:
    runner.step_batch()
    rest(thread, runner)
    for epoch in range(1, 4):
        runner.step_epoch()
        assert rest(thread, runner) == epoch * STEPS_PER_EPOCH
    runner.start()
    assert_same_run(finished(runner), straight)


def test_a_paused_and_paced_run_is_the_straight_run(
    thread: ComputeThread, runner: Runner, straight: Checkpoint
) -> None:
    runner.set_pace(5000.0)
    done = 0
    while done < STEPS:
        runner.start()
        while steps_done(runner) == done:
            pass
        runner.pause()
        assert settled(thread, lambda: runner.state is not RunState.RUNNING)
        done = steps_done(runner)
    runner.start()
    assert_same_run(finished(runner), straight)


def test_two_runs_in_lock_step_are_each_the_straight_run(thread: ComputeThread, straight: Checkpoint) -> None:
    others = small_spec(seed=1)
    here, there = Runner(thread, SPEC), Runner(thread, others)
    here.start()
    there.start()
    assert_same_run(finished(here), straight)
    assert_same_run(finished(there), straight_run(others))


@pytest.mark.parametrize("epochs", [1, 3])
def test_a_run_that_ends_early_and_is_resumed_is_the_straight_run(
    thread: ComputeThread, straight: Checkpoint, epochs: int
) -> None:
    early = Runner(thread, SPEC, epochs=epochs)
    early.start()
    assert finished(early).step == epochs * STEPS_PER_EPOCH
    assert early.finish is Finish.STOPPED
    assert set(early.results) == {"train", "validation", "test"}
    later = Runner(thread, SPEC, record=answer(early.record()))
    later.start()
    assert_same_run(finished(later), straight)
    assert later.finish is Finish.COMPLETED


def test_a_stopped_run_that_is_resumed_is_the_straight_run(
    thread: ComputeThread, runner: Runner, straight: Checkpoint
) -> None:
    for _ in range(10):
        runner.step_batch()
        rest(thread, runner)
    runner.stop()
    assert finished(runner).step == 10
    later = Runner(thread, SPEC, record=answer(runner.record()))
    later.start()
    assert_same_run(finished(later), straight)


def test_more_epochs_than_the_specs_complete_it(thread: ComputeThread) -> None:
    runner = Runner(thread, SPEC, epochs=1000)
    runner.start()
    assert finished(runner).step == STEPS
    assert runner.finish is Finish.COMPLETED


def test_stopping_ends_the_run_with_results(thread: ComputeThread, runner: Runner) -> None:
    runner.set_pace(1e-6)
    runner.start()
    while steps_done(runner) == 0:
        pass
    runner.stop()
    assert finished(runner).step == 1
    assert (runner.state, runner.finish) == (RunState.FINISHED, Finish.STOPPED)
    assert {part: found is not None for part, found in runner.results.items()} == {
        "train": True,
        "validation": True,
        "test": True,
    }


def test_stopping_a_paused_run_takes_no_further_step(thread: ComputeThread, runner: Runner) -> None:
    runner.step_batch()
    rest(thread, runner)
    runner.stop()
    assert finished(runner).step == 1
    assert runner.results


def test_stopping_a_run_that_never_started_takes_no_step(runner: Runner) -> None:
    runner.stop()
    assert runner.wait(SOON)
    record = runner.record().result(SOON)
    assert runner.finish is Finish.STOPPED
    assert record is None or record.checkpoint.step == 0


def test_a_discarded_run_has_no_results(thread: ComputeThread, runner: Runner) -> None:
    runner.step_batch()
    rest(thread, runner)
    runner.discard()
    assert finished(runner).step == 1
    assert (runner.finish, dict(runner.results)) == (Finish.STOPPED, {})


def test_a_finished_run_stays_finished(runner: Runner) -> None:
    runner.start()
    assert runner.wait(SOON)
    for request in (runner.start, runner.pause, runner.step_batch, runner.step_epoch, runner.stop, runner.discard):
        request()
    assert (runner.state, runner.finish) == (RunState.FINISHED, Finish.COMPLETED)
    assert finished(runner).step == STEPS


@pytest.mark.parametrize(
    ("rate", "activation", "precision"),
    [(1e6, "relu", "float32"), (1e6, "relu", "float64"), (1e5, "tanh", "float64"), (1e7, "tanh", "float64")],
)
def test_a_huge_rate_diverges(thread: ComputeThread, rate: float, activation: str, precision: str) -> None:
    changes = {"training__learning_rate": rate, "network__layers__0__activation": activation}
    runner = Runner(thread, spec_with(precision=precision, **changes))
    runner.start()
    checkpoint = finished(runner)
    assert runner.finish is Finish.DIVERGED
    assert checkpoint.first_nonfinite is not None
    assert all(found is not None for found in runner.results.values())
    snapshot = runner.mailbox.take()
    assert snapshot is not None
    assert len(snapshot.losses) == checkpoint.step
    assert np.isfinite(checkpoint.parameters).all()
    whole = checkpoint.history.pictures[-1]
    assert whole.is_finite
    assert checkpoint.step - 3 <= whole.step <= snapshot.picture.step <= checkpoint.step
    assert not any(layer.output.histogram.non_finite for layer in snapshot.picture.layers)


def test_a_diverged_run_that_is_resumed_is_still_diverged(thread: ComputeThread) -> None:
    spec = small_spec(training__learning_rate=1e30)
    first = Runner(thread, spec)
    first.start()
    checkpoint = finished(first)
    later = Runner(thread, spec, record=answer(first.record()))
    later.start()
    assert later.wait(SOON)
    assert later.finish is Finish.DIVERGED
    assert_same_run(finished(later), checkpoint)


def test_changed_data_fail_with_their_sentence(thread: ComputeThread, straight: Checkpoint) -> None:
    changed = dataclasses.replace(straight, step=3, data=dataclasses.replace(straight.data, fingerprint="0" * 64))
    runner = Runner(thread, SPEC, record=RunRecord(SPEC, changed, None, {}))
    runner.start()
    assert runner.wait(SOON)
    assert runner.finish is Finish.FAILED
    assert str(runner.error).startswith("The data have changed since this run was saved")
    assert dict(runner.results) == {}


def test_an_error_that_nobody_can_act_on_is_not_shown(
    thread: ComputeThread, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_step(self: Trainer) -> float:
        raise ZeroDivisionError

    runner.step_batch()
    rest(thread, runner)
    monkeypatch.setattr(Trainer, "step", broken_step)
    runner.start()
    assert runner.wait(SOON)
    assert (runner.finish, runner.error) == (Finish.FAILED, None)
    assert answer(runner.record()).checkpoint.step == 1


def test_what_does_not_fit_is_refused_before_anything_starts(thread: ComputeThread) -> None:
    with pytest.raises(InvalidSpecError, match=r"^training\.batch_size: "):
        Runner(thread, spec_with(training__batch_size=5000))


def test_every_run_has_an_id_of_its_own(thread: ComputeThread) -> None:
    ids = [Runner(thread, SPEC).run_id for _ in range(3)]
    assert sorted(set(ids)) == ids


def test_a_run_that_was_not_built_has_no_record(runner: Runner) -> None:
    assert runner.record().result(SOON) is None


def test_a_resumed_run_that_was_not_built_has_its_earlier_record(thread: ComputeThread, straight: Checkpoint) -> None:
    record = RunRecord(SPEC, straight, Finish.COMPLETED, {})
    assert Runner(thread, SPEC, record=record).record().result(SOON) is record


def test_a_record_of_a_finished_run_says_how_it_ended(runner: Runner) -> None:
    runner.start()
    assert runner.wait(SOON)
    record = answer(runner.record())
    assert record.spec is SPEC
    assert record.finish is Finish.COMPLETED
    assert record.results == runner.results


def test_a_record_of_a_run_that_goes_on_has_no_end(thread: ComputeThread, runner: Runner) -> None:
    runner.step_batch()
    rest(thread, runner)
    record = answer(runner.record())
    assert (record.finish, dict(record.results)) == (None, {})


def test_a_resting_run_shows_the_step_it_rests_at(thread: ComputeThread, runner: Runner) -> None:
    for step in (1, 2, 3):
        runner.step_batch()
        rest(thread, runner)
        snapshot = runner.mailbox.take()
        assert snapshot is not None
        assert (snapshot.progress.step, snapshot.picture.step, len(snapshot.losses)) == (step, step, 1)


def test_a_resumed_run_keeps_the_recorded_number_of_blas_threads(thread: ComputeThread, straight: Checkpoint) -> None:
    early = dataclasses.replace(straight, blas_threads=2)
    runner = Runner(thread, SPEC, record=RunRecord(SPEC, early, None, {}))
    runner.start()
    assert finished(runner).blas_threads == 2


def test_a_large_net_trains_with_the_threads_of_the_rule(
    thread: ComputeThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    runner = Runner(thread, spec_with(network__layers__0__units=3000, training__batch_size=100))
    runner.step_batch()
    rest(thread, runner)
    assert answer(runner.record()).checkpoint.blas_threads == 2


def test_a_run_takes_its_time_when_it_is_told_to(thread: ComputeThread, runner: Runner) -> None:
    runner.set_pace(1e-6)
    runner.start()
    while steps_done(runner) == 0:
        pass
    assert {steps_done(runner) for _ in range(20)} == {1}
    assert runner.state is RunState.RUNNING
    runner.pause()
    assert rest(thread, runner) == 1


def test_closing_the_thread_ends_its_runs(thread: ComputeThread) -> None:
    runners = [Runner(thread, SPEC) for _ in range(3)]
    runners[0].set_pace(1e-6)
    runners[0].start()
    runners[1].step_batch()
    thread.close()
    assert [runner.finish for runner in runners] == [Finish.STOPPED] * 3
