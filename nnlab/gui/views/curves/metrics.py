"""The numbers behind the curves, growing with the run."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nnlab.training.series import Series
from nnlab.training.snapshot import Evaluation, Part, Snapshot

LARGEST = 1e300
"""Larger numbers count as not finite, since a plot cannot make an axis of them."""
WINDOW = 20
"""Batches that the running mean looks back over at most."""
EARLY_SHARE = 0.1
"""Early in a run it looks back over this share of the steps so far, or it would lag behind the steep fall."""

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


class Times:
    """The time in epochs of each step; they are not in proportion once the batch size has changed."""

    def __init__(self) -> None:
        self._line = Line()
        self._line.add(0, 0)

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        for evaluation in snapshot.evaluations:
            self._line.add(evaluation.step, evaluation.epoch)
        self._line.add(snapshot.progress.step, snapshot.progress.time)

    def at(self, step: float) -> float:
        """Return the time of ``step``, between two known ones in proportion."""
        return float(np.interp(step, *self._line.points()))


class Metrics(Protocol):
    """Lines by name, and which point of the validation line is best.

    Attributes
    ----------
    lines : dict of str to Line
    is_absent : bool
        Whether the run has none of these numbers at all.
    """

    lines: dict[str, Line]
    is_absent: bool

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the best validation so far."""


class LossMetrics:
    """The loss of every batch, its running mean, and the validation loss."""

    is_absent = False

    def __init__(self) -> None:
        self.lines = {name: Line() for name in ("batch", "mean", "validation")}
        self._recent, self._counted = np.empty(0), 0

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
        """Return for each loss the mean of it and those just before.

        Losses are divided before they are added, so that no sum of huge ones overflows.
        """
        known = self._recent.size
        joined = np.concatenate([self._recent, losses])
        windows = np.minimum(np.ceil(EARLY_SHARE * (self._counted + np.arange(1, losses.size + 1))), WINDOW)
        early = int(np.searchsorted(windows, WINDOW))
        means = np.empty(losses.size)
        for place, window in enumerate(windows[:early].astype(int).tolist()):
            means[place] = (joined[known + place + 1 - window : known + place + 1] / window).sum()
        if early < losses.size:
            scaled = joined[known + early + 1 - WINDOW :] / WINDOW
            means[early:] = sum(scaled[start : start + losses.size - early] for start in range(WINDOW))
        self._counted += losses.size
        self._recent = joined[-(WINDOW - 1) :]
        return means


class AccuracyMetrics:
    """Accuracy in percent, on the first training examples and on the validation part; a regression has none."""

    def __init__(self) -> None:
        self.lines = {name: Line() for name in ("train", "validation")}
        self.is_absent = False

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        parts: tuple[Part, ...] = ("train", "validation")
        for part in parts:
            for evaluation in finite_evaluations(snapshot, part):
                self.is_absent = evaluation.accuracy is None
                if evaluation.accuracy is not None:
                    self.lines[part].add(evaluation.step, 100 * evaluation.accuracy)

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the highest validation accuracy."""
        steps, values = self.lines["validation"].points()
        return (float(steps[values.argmax()]), float(values.max())) if values.size else None


def finite_evaluations(snapshot: Snapshot, part: Part) -> list[Evaluation]:
    """Return the news about one part, without what is not finite."""
    return [e for e in snapshot.evaluations if e.part == part and abs(e.loss) <= LARGEST]
