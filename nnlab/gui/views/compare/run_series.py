"""The numbers behind the curves of several runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.gui.views.curves.metrics import finite
from nnlab.gui.views.curves.running_mean import WINDOW, RunningMean
from nnlab.training.compared_run import ComparedRun
from nnlab.training.snapshot import Part

Numbers = NDArray[np.float64]
MOST_POINTS: Final = 10_000
"""Longer runs are drawn by the means of a few batches each: there are no more pixels."""


class Source(Enum):
    """Where the loss of a curve comes from."""

    VALIDATION = "validation"
    TRAIN = "train"
    BATCHES = "batches"

    @property
    def part(self) -> Part:
        """The part of the data that is evaluated; of batches there is no other accuracy than that on examples."""
        return "validation" if self is Source.VALIDATION else "train"


class Unit(Enum):
    """What the x axis counts."""

    STEPS = "steps"
    EPOCHS = "epochs"


@dataclass(frozen=True)
class RunSeries:
    """One line.

    Attributes
    ----------
    x, y : (n,)
        NaN where a value is not finite.
    """

    x: Numbers
    y: Numbers

    def at(self, x: float) -> float | None:
        """Return the value at ``x``, or the last before it; None beyond either end."""
        if not self.x.size or x > self.x[-1]:
            return None
        place = int(np.searchsorted(self.x, x, side="right")) - 1
        return float(self.y[place]) if place >= 0 and np.isfinite(self.y[place]) else None


def loss_of(run: ComparedRun, source: Source, unit: Unit) -> RunSeries:
    """Return the loss of a run: of every batch as a running mean, or as evaluated."""
    if source is Source.BATCHES:
        length = max(run.history.losses.size // MOST_POINTS, 1)
        losses = finite(run.history.losses)
        if length < WINDOW:  # longer blocks are smooth by themselves
            losses = RunningMean().extend(losses)
        means = _block_means(losses, length)
        steps = np.minimum(np.arange(1, means.size + 1, dtype=np.float64) * length, run.history.losses.size)
        return RunSeries(_in_unit(steps, run, unit), means)
    chosen = [e for e in run.history.evaluations if e.part == source.part]
    x = [float(e.step) if unit is Unit.STEPS else e.epoch for e in chosen]
    return RunSeries(np.array(x), finite(np.array([e.loss for e in chosen])))


def accuracy_of(run: ComparedRun, source: Source, unit: Unit) -> RunSeries:
    """Return the accuracy of a run in percent, as evaluated; nothing where numbers are to be met."""
    chosen = [(e, e.accuracy) for e in run.history.evaluations if e.part == source.part and e.accuracy is not None]
    x = [float(e.step) if unit is Unit.STEPS else e.epoch for e, _ in chosen]
    return RunSeries(np.array(x), np.array([100 * accuracy for _, accuracy in chosen]))


def _block_means(values: Numbers, length: int) -> Numbers:
    """Return the mean of every ``length`` of (n,) values, the last ones in a block of their own."""
    if length == 1:
        return values
    whole = values.size // length * length
    scaled = values / length
    means = scaled[:whole].reshape(-1, length).sum(axis=1)
    return means if whole == values.size else np.append(means, scaled[whole:].sum() * length / (values.size - whole))


def _in_unit(steps: Numbers, run: ComparedRun, unit: Unit) -> Numbers:
    """Return steps, or when they were in epochs, between two known times in proportion."""
    if unit is Unit.STEPS or not run.step:
        return steps
    known = [(float(e.step), e.epoch) for e in run.history.evaluations] + [(float(run.step), run.epochs)]
    at, times = (np.array(values) for values in zip((0.0, 0.0), *known, strict=True))
    result: Numbers = np.interp(steps, at, times)
    return result
