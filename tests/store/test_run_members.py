"""Whatever a runner can hand out comes back from a file bit for bit."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nnlab.engine.network import Network
from nnlab.jobs import ComputeThread
from nnlab.spec.live import with_changes
from nnlab.store.experiment_file import Experiment, open_experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer
from tests.store.files import bits
from tests.store.variety import BN_AND_DROPOUT, CHANGES, EARLY_STOPPED, NETWORKS, OPTIMIZERS, SCHEDULES
from tests.training.runs import SOON, STEPS_PER_EPOCH, rest, small_spec, steps_done

Make = Callable[[ComputeThread], RunRecord]
FULL = {**BN_AND_DROPOUT, "training__optimizer": "adam", "training__schedule": {"kind": "cosine", "warmup": 1.0}}
STEEP = [{"kind": "dense", "units": 8, "activation": {"kind": "linear"}, "init": {"kind": "normal", "std": 1000}}] * 4
"""Layers whose outputs are a thousand times larger, one after the other."""
NO_OTHER_PARTS = {"train": 1.0, "validation": 0.0, "test": 0.0}


@pytest.fixture
def thread() -> Iterator[ComputeThread]:
    thread = ComputeThread()
    yield thread
    thread.close()


def run_for(steps: int, **changes: Any) -> Make:
    """Step a run so often, and copy it where it rests."""

    def make(thread: ComputeThread) -> RunRecord:
        runner = Runner(thread, small_spec(**changes))
        for _ in range(steps):
            runner.step_batch()
            rest(thread, runner)
        return handed_out(runner)

    return make


def run_to_the_end(epochs: int | None = None, **changes: Any) -> Make:
    def make(thread: ComputeThread) -> RunRecord:
        runner = Runner(thread, small_spec(**changes), epochs=epochs)
        runner.start()
        assert runner.wait(SOON)
        return handed_out(runner)

    return make


def changed_on_the_way(**changes: Any) -> Make:
    """Change a run wherever CHANGES say, as a person in front of it would."""

    def make(thread: ComputeThread) -> RunRecord:
        runner = Runner(thread, small_spec(**changes))
        for change in CHANGES:
            while steps_done(runner) < change.step:
                runner.step_batch()
                rest(thread, runner)
            runner.change(with_changes(runner.spec, [change]))
        runner.start()
        assert runner.wait(SOON)
        record = handed_out(runner)
        assert record.checkpoint.changes == CHANGES
        return record

    return make


def handed_out(runner: Runner) -> RunRecord:
    record = runner.record().result(SOON)
    assert record is not None
    return record


RECORDS: dict[str, tuple[Make, Finish | None]] = {
    "after the first step": (run_for(1), None),
    "in the middle of an epoch": (run_for(STEPS_PER_EPOCH + 3), None),
    "at the end of an epoch": (run_for(STEPS_PER_EPOCH), None),
    "completed": (run_to_the_end(), Finish.COMPLETED),
    "ended early": (run_to_the_end(epochs=2), Finish.STOPPED),
    "diverged": (run_to_the_end(training__learning_rate=1e6), Finish.DIVERGED),
    "diverged in the first step": (
        run_to_the_end(
            network__layers=[{"kind": "dense", "units": 100, "init": {"kind": "normal", "std": 1000}}] * 16,
        ),
        Finish.DIVERGED,
    ),
    "diverged in double precision": (
        run_to_the_end(training__learning_rate=1e100, precision="float64"),
        Finish.DIVERGED,
    ),
    "diverged by way of the largest numbers there are": (
        run_to_the_end(training__learning_rate=1e64, precision="float64", network__layers__1__activation="relu"),
        Finish.DIVERGED,
    ),
    "of gradients whose squares overflow": (
        run_to_the_end(network__layers=STEEP, training__loss="mse", training__optimizer="adam"),
        Finish.COMPLETED,
    ),
    "of next to nothing": (
        run_to_the_end(network__layers__0__init={"kind": "normal", "std": 1e-310}, precision="float64"),
        Finish.COMPLETED,
    ),
    "in double precision": (run_to_the_end(precision="float64"), Finish.COMPLETED),
    "without a memory of the optimiser": (run_to_the_end(training__optimizer="sgd"), Finish.COMPLETED),
    "without preprocessing": (run_to_the_end(preprocessing=[]), Finish.COMPLETED),
    "without validation and test": (run_to_the_end(data__split=NO_OTHER_PARTS), Finish.COMPLETED),
    "of images, with a mean of one number": (
        run_to_the_end(
            data__source="digits",
            data__limit=200,
            training__epochs=1,
            preprocessing=[{"kind": "center", "mean": "all"}, {"kind": "normalize", "by": "range"}],
        ),
        Finish.COMPLETED,
    ),
    "of saturated units": (run_to_the_end(network__layers__0__activation="sigmoid"), Finish.COMPLETED),
    "of units that are all alike": (run_to_the_end(network__layers__0__init="zeros"), Finish.COMPLETED),
    "early stopped": (run_to_the_end(**EARLY_STOPPED), Finish.EARLY_STOPPED),
    "changed on the way": (changed_on_the_way(), Finish.COMPLETED),
    "changed on the way, with all that a run remembers": (changed_on_the_way(**FULL), Finish.COMPLETED),
    "diverged with batch norm": (
        run_to_the_end(training__learning_rate=1e300, precision="float64", **BN_AND_DROPOUT),
        Finish.DIVERGED,
    ),
    **{
        f"of {kind}": (run_to_the_end(training__optimizer=options), Finish.COMPLETED)
        for kind, options in OPTIMIZERS.items()
    },
    **{
        f"in the middle of an epoch of {kind}": (run_for(STEPS_PER_EPOCH + 3, training__optimizer=options), None)
        for kind, options in OPTIMIZERS.items()
    },
    **{f"with {what}": (run_to_the_end(**changes), Finish.COMPLETED) for what, changes in NETWORKS.items()},
    **{f"with {what}": (run_to_the_end(**changes), Finish.COMPLETED) for what, changes in SCHEDULES.items()},
}


@pytest.mark.parametrize(("make", "finish"), RECORDS.values(), ids=list(RECORDS))
def test_a_run_comes_back_bit_for_bit(make: Make, finish: Finish | None, thread: ComputeThread, path: Path) -> None:
    record = make(thread)
    assert record.finish is finish
    save(path, Experiment(record.spec, record))
    found = open_experiment(path)
    assert found.spec == record.spec
    assert found.record is not None
    assert bits(found.record) == bits(record)
    assert found.record.present_spec == record.present_spec


@pytest.mark.parametrize("method", ["record", "step"])
@pytest.mark.parametrize("at", [0, 5])
def test_a_run_that_failed_can_be_saved(
    method: str, at: int, thread: ComputeThread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = getattr(Trainer, method)

    def fail(trainer: Trainer, **how: bool) -> Any:
        if trainer.step_count == at:
            raise MemoryError
        return works(trainer, **how)

    monkeypatch.setattr(Trainer, method, fail)
    runner = Runner(thread, small_spec())
    runner.start()
    assert runner.wait(SOON)
    record = handed_out(runner)
    assert (record.finish, record.checkpoint.step) == (Finish.FAILED, at)
    save(path, Experiment(record.spec, record))
    found = open_experiment(path).record
    assert found is not None
    assert bits(found) == bits(record)


def test_a_run_that_was_opened_and_not_gone_on_with_is_saved_again(thread: ComputeThread, path: Path) -> None:
    content = path.read_bytes()
    found = open_experiment(path)
    runner = Runner(thread, found.spec, found.record)
    save(path, Experiment(found.spec, handed_out(runner)))
    assert path.read_bytes() == content


def test_a_whole_number_that_was_changed_comes_back_as_one(thread: ComputeThread, path: Path) -> None:
    record = changed_on_the_way()(thread)
    save(path, Experiment(record.spec, record))
    found = open_experiment(path).record
    assert found is not None
    assert [type(change.value) for change in found.checkpoint.changes] == [type(change.value) for change in CHANGES]


def test_a_run_that_failed_in_the_middle_of_a_step_can_be_opened(
    thread: ComputeThread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forward = Network.forward

    def fail(network: Network, x: Any, *, training: bool) -> Any:
        if training and steps.pop() == 0:
            raise MemoryError
        return forward(network, x, training=training)

    steps = list(range(STEPS_PER_EPOCH + 3))
    monkeypatch.setattr(Network, "forward", fail)
    runner = Runner(thread, small_spec())
    runner.start()
    assert runner.wait(SOON)
    record = handed_out(runner)
    assert (record.finish, record.checkpoint.step) == (Finish.FAILED, STEPS_PER_EPOCH + 2)
    save(path, Experiment(record.spec, record))
    found = open_experiment(path).record
    assert found is not None
    assert bits(found) == bits(record)


def test_counts_up_to_the_largest_that_the_file_holds_survive(record: RunRecord, path: Path) -> None:
    counts = record.checkpoint.history.pictures[-1].layers[0].output.histogram.counts
    before = counts.copy()
    counts[:2] = 2**31 - 1, 0
    try:
        save(path, Experiment(record.spec, record))
    finally:
        counts[...] = before
    found = open_experiment(path).record
    assert found is not None
    assert found.checkpoint.history.pictures[-1].layers[0].output.histogram.counts[:2].tolist() == [2**31 - 1, 0]
