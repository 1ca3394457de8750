"""What of a long line a plot can show: all that falls on one column of pixels is drawn as its peaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.training.series import Series

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
BLOCK = 64
"""Peaks and sums of so many values each are kept, so that a million need not be gone through again."""


@dataclass(frozen=True)
class Columns:
    """The columns of pixels of a plot.

    Attributes
    ----------
    edges : (columns + 1,)
        In steps, ascending.
    """

    edges: Numbers

    @property
    def most(self) -> int:
        """How many points are drawn as they are, as they are no more than their peaks would be."""
        return 2 * (self.edges.size - 1)


class Blocks:
    """The reductions of every `BLOCK` values of a series that grows.

    Parameters
    ----------
    *reductions : ufunc
        Of two arguments, as ``np.fmin``.
    """

    def __init__(self, *reductions: np.ufunc) -> None:
        self._reduced = {reduction: Series() for reduction in reductions}
        self._count = 0

    def extend(self, values: Numbers) -> None:
        """Take in all values, of which only the new ones are looked at."""
        count = values.size // BLOCK
        if count > self._count:
            fresh = values[self._count * BLOCK : count * BLOCK].reshape(-1, BLOCK)
            for reduction, series in self._reduced.items():
                series.extend(reduction.reduce(fresh, axis=1))
            self._count = count

    def reduce(self, reduction: np.ufunc, values: Numbers, bounds: Bounds) -> Numbers:
        """Return the reduction of each stretch of ``values`` between two of the bounds."""
        fine, coarse, end = bounds.fine, bounds.coarse, bounds.end
        parts = []
        if fine.size > 1:
            parts.append(reduction.reduceat(values[: fine[-1]], fine[:-1]))
        if coarse.size > 1:
            parts.append(reduction.reduceat(self._reduced[reduction].view()[: coarse[-1]], coarse[:-1]))
            if coarse[-1] * BLOCK < end:
                parts.append(reduction.reduce(values[coarse[-1] * BLOCK : end], keepdims=True))
        return np.concatenate(parts)


@dataclass(frozen=True)
class Bounds:
    """Where a series is cut into stretches: first between values, then between blocks, and the rest.

    Attributes
    ----------
    fine : (n,) of int
        Numbers of values, ascending.
    coarse : (m,) of int
        Numbers of blocks, going on where ``fine`` ends; empty where all stretches are short.
    end : int
        Where the last stretch ends.
    """

    fine: Places
    coarse: Places
    end: int

    def all(self) -> Places:
        """Return the bounds of all stretches as numbers of values."""
        rest = [self.end] if self.coarse.size and self.coarse[-1] * BLOCK < self.end else []
        return np.concatenate([self.fine, self.coarse[1:] * BLOCK, np.array(rest, np.int64)])


def bounds_of(places: Places) -> Bounds:
    """Return the bounds nearest to ``places`` that let wide stretches be made of whole blocks."""
    end = int(places[-1])
    wide = np.flatnonzero(np.diff(places) >= 2 * BLOCK)
    start = -int(-places[wide[0]] // BLOCK) if wide.size else 0
    if not wide.size or start >= end // BLOCK:
        return Bounds(places, np.empty(0, np.int64), end)
    inner = places[wide[0] + 1 : -1] // BLOCK
    coarse = np.unique(np.concatenate([[start], inner, [end // BLOCK]]))
    return Bounds(np.unique(np.append(places[: wide[0] + 1], start * BLOCK)), coarse, end)
