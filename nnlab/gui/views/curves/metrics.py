"""The numbers behind the curves, growing with the run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Protocol

import numpy as np

from nnlab.gui.views.curves.columns import Numbers
from nnlab.gui.views.curves.lines import Drawable, Line, StepLine
from nnlab.gui.views.curves.running_mean import RunningMean
from nnlab.training.snapshot import Evaluation, Part, Snapshot

LARGEST = 1e300
"""Larger numbers count as not finite, since a plot cannot make an axis of them."""
ABOVE = 3.0
"""The loss of a run that diverged is drawn up to so many times its first."""
PARTS: tuple[Part, ...] = ("train", "validation")


class Metrics(Protocol):
    """Lines by name, and which point of the validation line is best.

    Attributes
    ----------
    is_absent : bool
        Whether the run has none of these numbers at all.
    """

    is_absent: bool

    @property
    def lines(self) -> Mapping[str, Drawable]:
        """The lines by name."""

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the best validation so far."""

    def ceiling(self, *, has_diverged: bool) -> float | None:
        """Return how far up a plot from zero should reach; None for one that reaches as far as its lines."""


class LossMetrics:
    """The loss of every batch, its running mean, and the validation loss."""

    is_absent = False

    def __init__(self) -> None:
        self.batch, self.mean, self.validation = StepLine(), StepLine(is_smooth=True), Line()
        self.lines: Mapping[str, Drawable] = {"batch": self.batch, "mean": self.mean, "validation": self.validation}
        self._running = RunningMean()

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run; of steps that nobody told of, the loss is not known."""
        self.extend(np.full(max(snapshot.first_step - len(self.batch), 0), np.nan))
        self.extend(snapshot.losses[max(len(self.batch) - snapshot.first_step, 0) :])
        for evaluation in finite_evaluations(snapshot.evaluations, "validation"):
            self.validation.add(evaluation.step, evaluation.loss)

    def extend(self, losses: Numbers) -> None:
        """Add the losses of the next steps."""
        known = finite(losses)
        self.batch.extend(known)
        self.mean.extend(self._running.extend(known))

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the lowest validation loss."""
        steps, values = self.validation.points()
        return (float(steps[values.argmin()]), float(values.min())) if values.size else None

    def ceiling(self, *, has_diverged: bool) -> float | None:
        """Return a few times the first loss, for a run that diverged: all of its way would flatten what was before."""
        if not has_diverged:
            return None
        losses = self.batch.points()[1]
        known = losses[np.isfinite(losses)]
        limit = min(ABOVE * float(known[0]), float(known.max())) if known.size else 0.0
        return limit if limit > 0 else None


class AccuracyMetrics:
    """Accuracy in percent, on the first training examples and on the validation part; a regression has none."""

    def __init__(self) -> None:
        self._parts: dict[str, Line] = {part: Line() for part in PARTS}
        self.lines: Mapping[str, Drawable] = self._parts
        self.is_absent = False

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        self.extend(snapshot.evaluations)

    def extend(self, evaluations: tuple[Evaluation, ...]) -> None:
        """Take in evaluations."""
        for part in PARTS:
            for evaluation in finite_evaluations(evaluations, part):
                self.is_absent = evaluation.accuracy is None
                if evaluation.accuracy is not None:
                    self._parts[part].add(evaluation.step, 100 * evaluation.accuracy)

    def best(self) -> tuple[float, float] | None:
        """Return step and value of the highest validation accuracy."""
        steps, values = self._parts["validation"].points()
        return (float(steps[values.argmax()]), float(values.max())) if values.size else None

    def ceiling(self, *, has_diverged: bool) -> None:
        """Return None: there are limits already."""


class RateMetrics:
    """The learning rate of the steps at which the layers were pictured; while it stays, its two ends are kept."""

    is_absent = False

    def __init__(self) -> None:
        self._rate = Line()
        self.lines: Mapping[str, Drawable] = {"rate": self._rate}

    def add(self, snapshot: Snapshot) -> None:
        """Take in the news of a run."""
        known = bisect_right(snapshot.pictures, self._rate.last_step() or 0, key=lambda picture: picture.step)
        for picture in (*snapshot.pictures[known:], snapshot.picture):
            if picture.learning_rate is not None:
                self._add(picture.step, picture.learning_rate)

    def best(self) -> None:
        """Return None: no rate is best by itself."""

    def ceiling(self, *, has_diverged: bool) -> float | None:
        """Return the highest rate, so that a rate that hardly changes is not drawn as if it did."""
        rates = self._rate.points()[1]
        return float(rates.max()) or None if rates.size else None

    def _add(self, step: int, rate: float) -> None:
        steps, rates = self._rate.points()
        if steps.size and step <= steps[-1]:
            return
        if steps.size > 1 and rates[-1] == rates[-2] == rate:
            self._rate.move_last(step)
        else:
            self._rate.add(step, rate)


def finite(values: Numbers) -> Numbers:
    """Return (n,) values with NaN for what is not finite."""
    return np.where(np.abs(values) <= LARGEST, values, np.nan)


def finite_evaluations(evaluations: tuple[Evaluation, ...], part: Part) -> list[Evaluation]:
    """Return what was measured on one part, without what is not finite."""
    return [e for e in evaluations if e.part == part and abs(e.loss) <= LARGEST]
