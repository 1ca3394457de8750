"""The training loop."""

from __future__ import annotations

from collections.abc import Iterator

from nnlab.training.trainer import Trainer


def train(trainer: Trainer, epochs: int | None = None) -> Iterator[float]:
    """Train until all epochs are done or the loss is not finite; yield the loss after each step.

    Parameters
    ----------
    trainer : Trainer
        At its start, or at any step of an earlier run.
    epochs : int, optional
        Epochs in all, counted from the start of the run, if fewer than the spec's.
    """
    asked = trainer.spec.training.epochs
    last = trainer.steps_per_epoch * (asked if epochs is None else min(epochs, asked))
    if trainer.step_count == 0:
        trainer.record()
    while trainer.step_count < last and trainer.first_nonfinite is None:
        loss = trainer.step()
        trainer.record()
        yield loss
