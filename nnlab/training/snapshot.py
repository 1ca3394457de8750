"""What leaves the compute thread while a run goes on: frozen, copied, and merged where one was not fetched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnlab.spec.live import Change
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.layer_picture import LayerPicture

Part = Literal["train", "validation", "test"]
PARTS: tuple[Part, ...] = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)  # one or two for every epoch
class Evaluation:
    """Loss (without penalty) and accuracy of one part of the data after ``step`` steps, in evaluation mode.

    ``epoch`` is the time in epochs, with the part of the present one that is done. ``train`` is measured on the probe
    set, the first 1,000 training examples.
    """

    step: int
    epoch: float
    part: Part
    loss: float
    accuracy: float | None


@dataclass(frozen=True)
class Progress:
    """How far a run is.

    Attributes
    ----------
    step, steps : int
        Steps done, and steps in all at the present batch size.
    time : float
        In epochs, with the part of the present one that is done.
    epochs : int
        In all.
    seconds : float
        Time spent in training steps, without evaluation.
    steps_per_second : float
        Over the last second or so of stepping; 0 before the first step.
    """

    step: int
    steps: int
    time: float
    epochs: int
    seconds: float
    steps_per_second: float

    @property
    def epoch(self) -> int:
        """Epochs completed."""
        return int(self.time)


@dataclass(frozen=True)
class Snapshot:
    """The news of a run since the snapshot before.

    Attributes
    ----------
    run_id : int
        Which run; what arrives from an older run is dropped.
    progress : Progress
    first_step : int
        ``losses[0]`` is the batch loss of step ``first_step + 1``.
    losses : (n,) of float64
        The loss of every step since the last snapshot, before that step's update.
    evaluations : tuple of Evaluation
        All since the last snapshot, oldest first.
    changes : tuple of Change
        All that were made in mid-run, oldest first; few enough to be told each time.
    picture : LayerPicture
        The latest of every layer from the input up, the output last; without layers before the first.
    pictures : tuple of LayerPicture
        All that are recorded so far.
    keyframes : tuple of Keyframe
        All that are kept so far.
    weights : Weights or None
        The parameters after the last step, for whoever asked for them.
    """

    run_id: int
    progress: Progress
    first_step: int
    losses: NDArray[np.float64]
    evaluations: tuple[Evaluation, ...]
    changes: tuple[Change, ...]
    picture: LayerPicture
    pictures: tuple[LayerPicture, ...] = ()
    keyframes: tuple[Keyframe, ...] = ()
    weights: Weights | None = None


def merge(older: Snapshot, newer: Snapshot) -> Snapshot:
    """Join two snapshots of one run: metrics are kept, of pictures only the latest; another run replaces all."""
    if older.run_id != newer.run_id:
        return newer
    return replace(
        newer,
        weights=newer.weights or older.weights,
        first_step=older.first_step,
        losses=np.concatenate([older.losses, newer.losses]),
        evaluations=older.evaluations + newer.evaluations,
    )
