"""The numbers behind the curves, growing with the run."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nnlab.training.series import Series
from nnlab.training.snapshot import Evaluation, Part, Snapshot

LARGEST = 1e300
"""Larger numbers count as not finite, since a plot cannot make an axis of them."""
WINDOW = 20
"""Batches that the running mean looks back over."""

Numbers = NDArray[np.float64]


class Line:
    """Values at steps, in the order of the steps."""

    def __init__(self) -> None:
        self._steps, self._values = Series(), Series()

    def add(self, step: float, value: float) -> None:
        """Add one value."""
        self._steps.append(step)
        self._values.append(value)

    def extend(self, steps: Numbers, values: Numbers) -> None:
        """Add several values."""
        self._steps.extend(steps)
        self._values.extend(values)

    def points(self) -> tuple[Numbers, Numbers]:
        """Return steps and values; views, valid until more is added."""
        return self._steps.view(), self._values.view()

    def at(self, step: float) -> float | None:
        """Return the value at ``step``, or the last before it."""
        steps, values = self.points()
        place = int(np.searchsorted(steps, step, side="right")) - 1
        return float(values[place]) if place >= 0 else None


class Metrics(Protocol):
    """Lines by name, and which point of the validation line is best."""

    lines: dict[str, Line]

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the best validation so far."""


class LossMetrics:
    """The loss of every batch, its running mean, and the validation loss."""

    def __init__(self) -> None:
        self.lines = {name: Line() for name in ("batch", "mean", "validation")}
        self._recent = np.empty(0)

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        steps = np.arange(snapshot.first_step + 1, snapshot.first_step + 1 + len(snapshot.losses), dtype=np.float64)
        finite = np.abs(snapshot.losses) <= LARGEST
        self.lines["batch"].extend(steps, np.where(finite, snapshot.losses, np.nan))
        self.lines["mean"].extend(steps[finite], self._running_mean(snapshot.losses[finite]))
        for evaluation in finite_evaluations(snapshot, "validation"):
            self.lines["validation"].add(evaluation.step, evaluation.loss)

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the lowest validation loss."""
        steps, values = self.lines["validation"].points()
        return (float(steps[values.argmin()]), float(values.min())) if values.size else None

    def _running_mean(self, losses: Numbers) -> Numbers:
        """Return for each loss the mean of it and the ones before, WINDOW in all or as many as there are."""
        if not losses.size:
            return losses
        joined = np.concatenate([self._recent, losses])
        new = np.arange(self._recent.size, joined.size)
        counts = np.minimum(new + 1, WINDOW)
        padded = np.concatenate([np.zeros(WINDOW - 1), joined])
        means = sliding_window_view(padded, WINDOW)[self._recent.size :].sum(axis=1) / counts
        self._recent = joined[-(WINDOW - 1) :]
        return np.asarray(means)


class AccuracyMetrics:
    """Accuracy in percent, on the first training examples and on the validation part."""

    def __init__(self) -> None:
        self.lines = {name: Line() for name in ("train", "validation")}

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        parts: tuple[Part, ...] = ("train", "validation")
        for part in parts:
            for evaluation in finite_evaluations(snapshot, part):
                if evaluation.accuracy is not None:
                    self.lines[part].add(evaluation.step, 100 * evaluation.accuracy)

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the highest validation accuracy."""
        steps, values = self.lines["validation"].points()
        return (float(steps[values.argmax()]), float(values.max())) if values.size else None


def finite_evaluations(snapshot: Snapshot, part: Part) -> list[Evaluation]:
    """Return the news about one part, without what is not finite."""
    return [e for e in snapshot.evaluations if e.part == part and abs(e.loss) <= LARGEST]
