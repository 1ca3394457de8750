"""What a run remembers: the loss of every step, evaluations, and pictures of its layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.training.series import Series
from nnlab.training.snapshot import Evaluation
from nnlab.training.statistics import LayerStatistics


@dataclass(frozen=True)
class LayerPicture:
    """The statistics of every layer after ``step`` steps, the output last.

    A sketch is of a sample of the last batch; all others, and the shares of a sketch too, are of the probe set.
    """

    step: int
    layers: tuple[LayerStatistics, ...]
    is_sketch: bool = False

    @property
    def is_finite(self) -> bool:
        """Whether no layer gave a number that is not finite."""
        return not any(layer.histogram.non_finite for layer in self.layers)


@dataclass(frozen=True)
class HistoryRecord:
    """A history that no longer grows.

    Attributes
    ----------
    losses : (steps,) of float64
    evaluations : tuple of Evaluation
    pictures : tuple of LayerPicture
    """

    losses: NDArray[np.float64]
    evaluations: tuple[Evaluation, ...]
    pictures: tuple[LayerPicture, ...]


class History:
    """Grows with the run; what falls on which step is decided in ``recording``.

    Parameters
    ----------
    record : HistoryRecord, optional
        To go on from.
    """

    def __init__(self, record: HistoryRecord | None = None) -> None:
        self.losses = Series(record.losses if record else None)
        self.evaluations: list[Evaluation] = list(record.evaluations) if record else []
        self.pictures: list[LayerPicture] = list(record.pictures) if record else []

    def record(self) -> HistoryRecord:
        """Return a copy of all that is remembered."""
        return HistoryRecord(self.losses.since(0), tuple(self.evaluations), tuple(self.pictures))
