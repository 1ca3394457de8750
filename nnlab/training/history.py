"""What a run remembers: the loss of every step, evaluations, and pictures of its layers."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from nnlab.training.keyframe import Keyframe
from nnlab.training.keyframes import Keyframes
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.series import Series
from nnlab.training.snapshot import Evaluation


@dataclass(frozen=True)
class HistoryRecord:
    """A history that no longer grows.

    Attributes
    ----------
    losses : (steps,) of float64
    evaluations : tuple of Evaluation
    pictures : tuple of LayerPicture
    keyframes : tuple of Keyframe
    dead_at_start : tuple of (units,) of bool
        For each layer, which units were dead before the first step; empty where that cannot be.
    """

    losses: NDArray[np.float64]
    evaluations: tuple[Evaluation, ...]
    pictures: tuple[LayerPicture, ...]
    keyframes: tuple[Keyframe, ...] = ()
    dead_at_start: tuple[NDArray[np.bool_], ...] = ()

    @property
    def best_step(self) -> int | None:
        """The first step with the lowest validation loss; None before any was measured."""
        measured = [e for e in self.evaluations if e.part == "validation" and isfinite(e.loss)]
        return min(measured, key=lambda e: e.loss).step if measured else None


class History:
    """Grows with the run; what falls on which step is decided in ``recording``.

    Parameters
    ----------
    record : HistoryRecord, optional
        To go on from.
    """

    def __init__(self, record: HistoryRecord | None = None) -> None:
        record = record or HistoryRecord(np.empty(0), (), ())
        self.losses = Series(record.losses)
        self.evaluations: list[Evaluation] = list(record.evaluations)
        self.pictures: list[LayerPicture] = list(record.pictures)
        self.keyframes = Keyframes(record.keyframes, [picture.step for picture in record.pictures], record.best_step)
        self.dead_at_start = record.dead_at_start

    def record(self) -> HistoryRecord:
        """Return a copy of all that is remembered."""
        return HistoryRecord(
            self.losses.since(0),
            tuple(self.evaluations),
            tuple(self.pictures),
            self.keyframes.record(),
            self.dead_at_start,
        )
