"""Lines over the steps of a run, growing with it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from nnlab.gui.views.curves.columns import Blocks, Bounds, Columns, Numbers, bounds_of
from nnlab.training.series import Series


class Drawable(Protocol):
    """Values at steps, in the order of the steps."""

    def points(self) -> tuple[Numbers, Numbers]:
        """Return steps and values."""

    def at(self, step: float) -> float | None:
        """Return the value at ``step``, or the last before it."""

    def drawn(self, columns: Columns) -> tuple[Numbers, Numbers]:
        """Return steps and values of what is to be drawn: all points, or the peaks of each column, and the last."""

    def last_step(self) -> float | None:
        """Return the step of the last value."""


class Line:
    """Values at some of the steps."""

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

    def move_last(self, step: float) -> None:
        """Let the last value be that of a later step."""
        self._steps.view()[-1] = step

    def points(self) -> tuple[Numbers, Numbers]:
        """Return steps and values; views, valid until more is added."""
        return self._steps.view(), self._values.view()

    def at(self, step: float) -> float | None:
        """Return the value at ``step``, or the last before it."""
        steps, values = self.points()
        place = int(np.searchsorted(steps, step, side="right")) - 1
        return float(values[place]) if place >= 0 else None

    def last_step(self) -> float | None:
        """Return the step of the last value."""
        return self._steps.last if len(self._steps) else None

    def drawn(self, columns: Columns) -> tuple[Numbers, Numbers]:
        """Return steps and values of what is to be drawn: all points, or the peaks of each column, and the last."""
        steps, values = self.points()
        first = max(int(np.searchsorted(steps, columns.edges[0])) - 1, 0)
        end = min(int(np.searchsorted(steps, columns.edges[-1])) + 1, steps.size)
        if end - first <= columns.most:
            return steps[first:end], values[first:end]
        inner = np.clip(np.searchsorted(steps, columns.edges), first, end)
        starts = np.unique(np.concatenate([[first], inner, [end]]))[:-1]
        low, high = (reduction.reduceat(values[:end], starts) for reduction in (np.fmin, np.fmax))
        return _with_last(np.repeat(steps[starts], 2), _in_turn(low, high), steps[end - 1], values[end - 1])


class StepLine:
    """A value for every step from the first on; of which step each is needs no room.

    Parameters
    ----------
    is_smooth : bool
        Whether the mean of each column is drawn, rather than its peaks.
    """

    def __init__(self, *, is_smooth: bool = False) -> None:
        self._values = Series()
        self._reductions = (np.add,) if is_smooth else (np.fmin, np.fmax)
        self._blocks = Blocks(*self._reductions)

    def __len__(self) -> int:
        return len(self._values)

    def extend(self, values: Numbers) -> None:
        """Add the values of the next steps; NaN where there is none."""
        self._values.extend(values)
        self._blocks.extend(self._values.view())

    def points(self) -> tuple[Numbers, Numbers]:
        """Return steps and values."""
        return np.arange(1.0, len(self) + 1), self._values.view()

    def at(self, step: float) -> float | None:
        """Return the value at ``step``, or the last before it."""
        place = min(int(step), len(self))
        return float(self._values.view()[place - 1]) if place >= 1 else None

    def last_step(self) -> float | None:
        """Return the step of the last value."""
        return float(len(self)) if len(self) else None

    def drawn(self, columns: Columns) -> tuple[Numbers, Numbers]:
        """Return steps and values of what is to be drawn: all points, or the peaks of each column, and the last."""
        first = int(np.clip(np.floor(columns.edges[0]) - 2, 0, len(self)))
        end = int(np.clip(np.ceil(columns.edges[-1]) + 1, first, len(self)))
        values = self._values.view()
        if end - first <= columns.most:
            return np.arange(first + 1.0, end + 1), values[first:end]
        inner = np.clip(np.ceil(columns.edges) - 1, first, end).astype(np.int64)
        bounds = bounds_of(np.unique(np.concatenate([[first], inner, [end]])))
        steps, heights = self._reduced(bounds)
        return _with_last(steps, heights, float(end), values[end - 1])

    def _reduced(self, bounds: Bounds) -> tuple[Numbers, Numbers]:
        """Return a point or two for each stretch, in its middle."""
        ends = bounds.all()
        middles = (ends[:-1] + ends[1:] + 1) / 2  # the value at place 0 is that of step 1
        reduced = [self._blocks.reduce(reduction, self._values.view(), bounds) for reduction in self._reductions]
        if len(reduced) == 1:
            return middles, reduced[0] / np.diff(ends)
        return np.repeat(middles, 2), _in_turn(*reduced)


def _in_turn(low: Numbers, high: Numbers) -> Numbers:
    """Return the lows and highs of (n,) columns as (2 n,) heights."""
    return np.stack([low, high], axis=1).ravel()


def _with_last(steps: Numbers, values: Numbers, last: float, value: float) -> tuple[Numbers, Numbers]:
    return np.append(steps, last), np.append(values, value)
