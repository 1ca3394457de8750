"""Turns the state of a trainer into snapshots, as often as the eye can use and the training can spare."""

from __future__ import annotations

from time import monotonic

from nnlab.jobs import Mailbox
from nnlab.training.keyframe import Weights
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.snapshot import Progress, Snapshot
from nnlab.training.trainer import Trainer

INTERVAL = 0.1
"""Seconds between snapshots: ten a second are enough for the eye."""
SHARE_OF_TIME = 0.02
"""The share of the time that pictures on the probe set may take, for the window alone; sketches take a third of it."""


class Publisher:
    """Puts the news of one run into its mailbox.

    Parameters
    ----------
    run_id : int
    trainer : Trainer
    mailbox : Mailbox of Snapshot
    epochs : int, optional
        Where the run will end, if before the last epoch of its spec.

    Attributes
    ----------
    tells_weights : bool
        Whether somebody wants the parameters too.
    """

    def __init__(self, run_id: int, trainer: Trainer, mailbox: Mailbox[Snapshot], epochs: int | None = None) -> None:
        self._run_id, self._trainer, self._mailbox = run_id, trainer, mailbox
        self._epochs = epochs
        self._losses_sent = trainer.step_count
        self._evaluations_sent = len(trainer.recorder.history.evaluations)
        self._last = self._next_probe = self._next_weights = monotonic()
        self._is_due = False
        self._probed: LayerPicture | None = None
        self._rate = Rate()
        self.tells_weights = False

    def is_due(self) -> bool:
        """Return whether the step to come will be published: when the last time was long enough ago."""
        self._is_due = monotonic() - self._last >= INTERVAL
        return self._is_due

    def publish_if_due(self) -> None:
        """Publish the step that was announced."""
        if self._is_due:
            self.publish()

    def publish(self, *, at_rest: bool = False) -> None:
        """Put all that is new into the mailbox; ``at_rest``, with a picture of this very step."""
        trainer, history = self._trainer, self._trainer.recorder.history
        picture = self._picture(fresh=at_rest)
        self._mailbox.put(
            Snapshot(
                run_id=self._run_id,
                progress=self._progress(),
                first_step=self._losses_sent,
                losses=history.losses.since(self._losses_sent),
                evaluations=tuple(history.evaluations[self._evaluations_sent :]),
                changes=trainer.changes,
                picture=picture,
                pictures=tuple(history.pictures),
                keyframes=history.keyframes.record(),
                weights=self._weights(fresh=at_rest),
            )
        )
        self._losses_sent, self._evaluations_sent = trainer.step_count, len(history.evaluations)
        self._last = monotonic()

    def _picture(self, *, fresh: bool) -> LayerPicture:
        """Return how the layers are: on the probe set where that is asked for or can be spared, else a sketch.

        Of a run that diverged the last picture stays that is still whole.
        """
        trainer, recorded = self._trainer, self._trainer.recorder.history.pictures[-1]
        if self._probed is None or self._probed.step < recorded.step:
            self._probed = recorded
        now = monotonic()
        if self._probed.step < trainer.step_count and (fresh or now >= self._next_probe):
            picture = trainer.picture()
            self._probed = picture if picture.is_finite else self._probed
            self._next_probe = monotonic() + (monotonic() - now) / SHARE_OF_TIME
        if fresh or self._probed.step == trainer.step_count:
            return self._probed
        sketch = trainer.sketch(self._probed)
        return sketch if sketch.is_finite else self._probed

    def _weights(self, *, fresh: bool) -> Weights | None:
        """Return the parameters, where somebody wants them and copying them can be spared."""
        now = monotonic()
        if not self.tells_weights or (now < self._next_weights and not fresh):
            return None
        weights = self._trainer.weights()
        self._next_weights = monotonic() + (monotonic() - now) / SHARE_OF_TIME
        return weights

    def _progress(self) -> Progress:
        trainer, epochs = self._trainer, self._trainer.spec.training.epochs
        epochs = min(self._epochs or epochs, epochs)
        return Progress(
            step=trainer.step_count,
            steps=trainer.step_count + trainer.steps_left(epochs),
            time=trainer.time,
            epochs=epochs,
            seconds=trainer.seconds,
            steps_per_second=self._rate.update(trainer.step_count, trainer.seconds),
        )


class Rate:
    """Steps per second of stepping, smoothed over the last few snapshots."""

    def __init__(self) -> None:
        self._step, self._seconds, self._rate = 0, 0.0, 0.0

    def update(self, step: int, seconds: float) -> float:
        """Take in how far the run is, and return its present rate."""
        if seconds > self._seconds and step > self._step:
            rate = (step - self._step) / (seconds - self._seconds)
            self._rate = rate if self._rate == 0 else 0.5 * self._rate + 0.5 * rate
        self._step, self._seconds = step, seconds
        return self._rate
