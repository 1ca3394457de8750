"""The axis of values of a strip: wide enough for nearly all of a run, whatever a few of its steps did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.training.histogram import BINS, Histogram, round_up

TAIL: Final = 0.001
"""This share of a histogram's values may lie beyond each end."""
SELDOM: Final = 0.02
"""This share of the recorded steps may reach beyond each end."""
LARGER: Final = 4.0
"""An axis reaches at most so many times as far as the first step and the median of all did, so that a network that
explodes does not press what it did before into a line."""
LIKE: Final = 0.4
"""An axis whose ends are this alike, or more, is made symmetric."""
SHRUNK: Final = 0.5
"""An axis stays as it is until less of it than this is needed."""


@dataclass(frozen=True)
class ValueAxis:
    """Values from ``low`` to ``high``; ``low < high``."""

    low: float
    high: float

    def edges(self, rows: int) -> NDArray[np.float64]:
        """Return the edges of equal parts, (rows + 1,)."""
        shares = np.arange(rows + 1) / rows
        return np.asarray((1 - shares) * self.low + shares * self.high)

    def row_of(self, value: float, rows: int) -> int:
        """Return which of equal parts holds a value, or is nearest to it."""
        share = (0.5 * value - 0.5 * self.low) / (0.5 * self.high - 0.5 * self.low)
        return min(max(int(share * rows), 0), rows - 1)


class Tails:
    """Between which values the histograms of a run lie, and what axis suits them."""

    def __init__(self) -> None:
        self._low, self._high = Reach(), Reach()

    def extend(self, counts: NDArray[np.int32], ends: NDArray[np.float64], zeros: NDArray[np.int64]) -> None:
        """Add later histograms; those without a finite value say nothing.

        Parameters
        ----------
        counts : (k, BINS)
        ends : (k, 2)
        zeros : (k,)
        """
        lows, highs = _reaches(counts, ends, zeros)
        has_some = counts.any(axis=1) | (zeros > 0)
        self._low.extend(lows[has_some].tolist())
        self._high.extend(highs[has_some].tolist())

    def axis(self, before: ValueAxis | None) -> ValueAxis:
        """Return the axis for all so far.

        Parameters
        ----------
        before : ValueAxis or None
            The axis for all but the newest: it stays where it does.
        """
        low, high = self._low.needed(), self._high.needed()
        if before is not None and _still_suits(-before.low, low) and _still_suits(before.high, high):
            return before
        low, high = round_up(low), round_up(high)
        if min(low, high) >= LIKE * max(low, high):
            low = high = max(low, high)
        return ValueAxis(0.0 - low, high) if low or high else ValueAxis(-1.0, 1.0)


class Reach:
    """How far the values at each recorded step lie from zero, on one side of it."""

    def __init__(self) -> None:
        self._first = 0.0
        self._in_order: list[float] = []

    def extend(self, values: Sequence[float]) -> None:
        """Add later steps."""
        self._in_order += values
        if len(values) == len(self._in_order):
            self._first = values[0] if values else 0.0
        self._in_order.sort()  # quick, since all but a few are in order

    def needed(self) -> float:
        """Return how far an axis has to reach for nearly all steps; 0 without any."""
        if not self._in_order:
            return 0.0
        count = len(self._in_order)
        usual = max(self._first, self._in_order[count // 2])
        nearly_all = self._in_order[int((1 - SELDOM) * (count - 1))]
        return min(nearly_all, LARGER * usual) if usual else nearly_all


def _still_suits(end: float, needed: float) -> bool:
    return SHRUNK * end <= needed <= end


def common_axis(histograms: Sequence[Histogram]) -> ValueAxis:
    """Return an axis that holds nearly all values of each of some histograms, and zero."""
    counts = np.array([each.counts for each in histograms])
    ends = np.array([(each.low, each.high) for each in histograms])
    lows, highs = _reaches(counts, ends, np.array([each.zeros for each in histograms]))
    low, high = round_up(float(lows.max())), round_up(float(highs.max()))
    return ValueAxis(0.0 - low, high) if low or high else ValueAxis(-1.0, 1.0)


def _reaches(
    counts: NDArray[np.int32], ends: NDArray[np.float64], zeros: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far below and above zero all but a share TAIL of each histogram's values lie, (k,) each."""
    sums = np.cumsum(counts, axis=1)
    few = TAIL * (sums[:, -1:] + zeros[:, None])
    first = np.argmax(sums > few, axis=1) / BINS
    last = (np.argmax(sums[:, -1:] - sums <= few, axis=1) + 1) / BINS
    is_spread = sums[:, -1] > few[:, 0]  # and not zero almost everywhere
    low, high = ends[:, 0], ends[:, 1]  # whose difference may be too large for a number
    lows = np.where(is_spread, np.maximum(-((1 - first) * low + first * high), 0), 0)
    highs = np.where(is_spread, np.maximum((1 - last) * low + last * high, 0), 0)
    return lows, highs
