from math import inf, nan

import pytest

from nnlab.jobs import ComputeThread
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.early_stopping import EarlyStopping
from nnlab.training.loop import train
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer
from tests.training.runs import EPOCHS, SOON, STEPS_PER_EPOCH, assert_same_run, finished, small_spec, straight_run


def epochs_until_due(patience: int | None, losses: list[float]) -> int | None:
    """Return after which of the losses, counted from 1, the run ends."""
    stopping = EarlyStopping(patience)
    for epoch, loss in enumerate(losses, start=1):
        assert not stopping.is_due
        stopping.observe(loss)
        if stopping.is_due:
            return epoch
    return None


@pytest.mark.parametrize(
    ("patience", "losses", "expected"),
    [
        (1, [3.0, 2.0, 1.0], None),
        (1, [3.0, 3.0], 2),
        (1, [3.0, 2.0, 2.5], 3),
        (2, [3.0, 2.0, 2.5, 1.9, 2.0, 1.9], 6),
        (3, [1.0, 1.1, 1.2, 0.9, 1.0, 1.0, 0.9], 7),  # equal is not lower
        (2, [1.0, nan, nan], 3),
        (2, [nan, nan], 2),
        (2, [nan, 1.0, nan, 0.5, inf, nan], 6),
        (2, [inf, inf], 2),
        (None, [1.0] * 50, None),
    ],
)
def test_a_run_waits_as_long_as_it_has_patience(
    patience: int | None, losses: list[float], expected: int | None
) -> None:
    assert epochs_until_due(patience, losses) == expected


@pytest.mark.parametrize("cut", range(6))
def test_the_waiting_goes_on_where_an_earlier_run_was(cut: int) -> None:
    losses = [3.0, 2.0, 2.5, 2.4, nan, 1.9]
    stopping = EarlyStopping(3, losses[:cut])
    for epoch, loss in enumerate(losses[cut:], start=cut + 1):
        stopping.observe(loss)
        assert stopping.is_due == (epoch == 5)


@pytest.mark.parametrize("patience", [1, 2, 3, 4])
def test_a_run_that_does_not_get_better_stops_after_its_patience(patience: int) -> None:
    """A rate of next to nothing leaves the validation loss as it is: the first epoch has the lowest."""
    spec = small_spec(training__learning_rate=1e-30, training__early_stopping={"patience": patience})
    trainer = Trainer(spec, blas_threads=1)
    assert len(list(train(trainer))) == (1 + patience) * STEPS_PER_EPOCH
    assert trainer.has_ended
    assert trainer.recorder.has_stopped_early
    assert list(train(trainer)) == []


def test_a_run_without_early_stopping_goes_to_its_end() -> None:
    trainer = Trainer(small_spec(training__learning_rate=1e-30), blas_threads=1)
    assert len(list(train(trainer))) == EPOCHS * STEPS_PER_EPOCH


def test_stopping_early_is_a_reason_of_its_own(thread: ComputeThread) -> None:
    spec = small_spec(training__learning_rate=1e-30, training__early_stopping={"patience": 2})
    runner = Runner(thread, spec)
    runner.start()
    checkpoint = finished(runner)
    assert runner.finish is Finish.EARLY_STOPPED
    assert checkpoint.step == 3 * STEPS_PER_EPOCH
    assert set(runner.results) == {"train", "validation", "test"}
    assert_same_run(checkpoint, straight_run(spec))


@pytest.mark.parametrize("patience", [EPOCHS - 1, EPOCHS])
def test_a_run_that_did_all_its_epochs_is_complete(thread: ComputeThread, patience: int) -> None:
    spec = small_spec(training__learning_rate=1e-30, training__early_stopping={"patience": patience})
    runner = Runner(thread, spec)
    runner.start()
    assert finished(runner).step == EPOCHS * STEPS_PER_EPOCH
    assert runner.finish is Finish.COMPLETED


def test_a_run_that_stopped_early_is_not_gone_on_with(thread: ComputeThread) -> None:
    spec = small_spec(training__learning_rate=1e-30, training__early_stopping={"patience": 1})
    checkpoint = straight_run(spec)
    later = Runner(thread, spec, record=RunRecord(spec, checkpoint, Finish.EARLY_STOPPED, {}))
    later.start()
    assert later.wait(SOON)
    assert later.finish is Finish.EARLY_STOPPED
    assert_same_run(finished(later), checkpoint)


def test_patience_counts_epochs_and_not_batches() -> None:
    """Whatever the batch size becomes on the way."""
    spec = small_spec(training__learning_rate=1e-30, training__early_stopping={"patience": 3})
    trainer = Trainer(spec, blas_threads=1)
    for step, _ in enumerate(train(trainer), start=1):
        if step == STEPS_PER_EPOCH + 2:
            trainer.change(
                small_spec(
                    training__learning_rate=1e-30, training__early_stopping={"patience": 3}, training__batch_size=50
                )
            )
    assert trainer.epoch == 4
    assert trainer.recorder.has_stopped_early
