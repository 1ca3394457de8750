import numpy as np
import pytest

from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import (
    EPOCHS,
    LAST_BATCH,
    STEPS,
    STEPS_PER_EPOCH,
    assert_same_run,
    small_spec,
    straight_run,
)


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(small_spec(), blas_threads=1)


def test_all_epochs_are_trained_step_by_step(trainer: Trainer) -> None:
    losses = list(train(trainer))
    assert len(losses) == STEPS == trainer.step_count
    assert trainer.is_complete
    assert trainer.recorder.history.losses.since(0).tolist() == losses


def test_the_last_batch_of_an_epoch_is_shorter(trainer: Trainer) -> None:
    sizes = [len(trainer.network.blocks[0].output) for _ in train(trainer)]
    assert sizes == ([16] * (STEPS_PER_EPOCH - 1) + [LAST_BATCH]) * EPOCHS


def test_nothing_happens_before_the_first_step_is_asked_for(trainer: Trainer) -> None:
    train(trainer)
    assert trainer.step_count == 0
    assert trainer.recorder.history.pictures == []


def test_the_start_is_recorded_with_the_first_step(trainer: Trainer) -> None:
    next(iter(train(trainer)))
    assert [picture.step for picture in trainer.recorder.history.pictures] == [0, 1]


@pytest.mark.parametrize("epochs", [1, 2, EPOCHS, EPOCHS + 5])
def test_fewer_epochs_than_the_specs_end_the_run_early(trainer: Trainer, epochs: int) -> None:
    steps = len(list(train(trainer, epochs)))
    assert steps == STEPS_PER_EPOCH * min(epochs, EPOCHS)
    assert trainer.is_complete == (epochs >= EPOCHS)


def test_epochs_count_from_the_start_of_the_run(trainer: Trainer) -> None:
    list(train(trainer, epochs=2))
    assert len(list(train(trainer, epochs=3))) == STEPS_PER_EPOCH
    assert list(train(trainer, epochs=2)) == []


def test_an_early_end_records_no_more_than_the_whole_run_does(trainer: Trainer) -> None:
    list(train(trainer, epochs=2))
    list(train(trainer))
    whole = Trainer(small_spec(), blas_threads=1)
    list(train(whole))
    assert [picture.step for picture in trainer.recorder.history.pictures] == [
        picture.step for picture in whole.recorder.history.pictures
    ]
    assert trainer.recorder.history.evaluations == whole.recorder.history.evaluations


def test_a_loss_that_is_not_finite_is_the_last(trainer: Trainer) -> None:
    steps = train(trainer)
    for _ in range(4):
        next(steps)
    trainer.network.parameters.values[:] = np.nan
    assert np.isnan(next(steps))
    assert list(steps) == []
    assert trainer.step_count == 5
    history = trainer.recorder.history
    assert [picture.step for picture in history.pictures] == [0, 1, 2, 3, 4]  # the last that is whole stays the last
    assert [found.step for found in history.evaluations if found.part == "train"] == [0, 1, 2, 3, 4, 5]


def test_a_broken_run_is_not_gone_on_with(trainer: Trainer) -> None:
    trainer.network.parameters.values[:] = np.nan
    list(train(trainer))
    assert list(train(trainer)) == []


def test_a_start_that_was_recorded_before_the_run_failed_is_not_recorded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    monkeypatch.setattr(Trainer, "step", failing_step)
    with pytest.raises(MemoryError):
        list(train(trainer))
    monkeypatch.undo()
    checkpoint = trainer.checkpoint()
    assert (checkpoint.step, len(checkpoint.history.pictures)) == (0, 1)
    resumed = Trainer(small_spec(), blas_threads=1, checkpoint=checkpoint)
    list(train(resumed))
    assert_same_run(resumed.checkpoint(), straight_run(small_spec()))


def failing_step(trainer: Trainer, *, measured: bool) -> float:
    raise MemoryError
