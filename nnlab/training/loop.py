"""The training loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nnlab.training.trainer import Trainer


def train(
    trainer: Trainer, epochs: int | None = None, is_watched: Callable[[], bool] = lambda: False
) -> Iterator[float]:
    """Train until all epochs are done, or patience or the numbers have run out; yield the loss after each step.

    Parameters
    ----------
    trainer : Trainer
        At its start, or at any step of an earlier run.
    epochs : int, optional
        Epochs in all, counted from the start of the run, if fewer than the spec's.
    is_watched : callable
        Asked before each step whether somebody wants to know what it does to the weights.
    """
    if not trainer.recorder.history.pictures:
        trainer.record()
    while not trainer.has_ended and (epochs is None or trainer.epoch < epochs):
        loss = trainer.step(measured=trainer.will_record() | is_watched())
        trainer.record()
        yield loss
    trainer.record_end()
