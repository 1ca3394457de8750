"""A layer's histograms side by side over the steps of a run, as the pixels of one picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1, log1p
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nnlab.training.histogram import BINS, Histogram
from nnlab.training.inside.strip_axis import Tails, ValueAxis

LEVELS: Final = 250
"""The darkest level of a density; 0 is nothing at all."""
BEYOND: Final = 254
"""The level of values above or below the axis, in its outermost rows."""
BROKEN: Final = 255
"""The level of values that are not finite, as stripes."""
CONTRAST: Final = 50.0
"""Levels turn from linear to logarithmic where there is 1 / CONTRAST of what a row had if all had the same."""
NOTICEABLE: Final = 1e-3
"""From this share on, values beyond the axis are marked."""
ROUNDING: Final = 1e-6
"""By so much of itself the step of a column may be too small."""
STRIPES: Final = 4
MARK_ROWS: Final = 2


class Strip:
    """The histograms of one layer at the recorded steps so far, on one common axis of values.

    Parameters
    ----------
    has_bounds : bool
        Whether the axis is that of the first histogram: of a bounded activation it is the whole range.
    """

    def __init__(self, *, has_bounds: bool = False) -> None:
        self._has_bounds = has_bounds
        self._count = 0
        self._counts = np.zeros((0, BINS), np.int32)
        self._ends = np.zeros((0, 2))
        self._apart = np.zeros((0, 2), np.int64)
        self._tails = Tails()
        self._levels = np.zeros((0, 0), np.uint8)
        self._drawn = 0
        self._drawn_as: tuple[int, ValueAxis] | None = None
        self.axis = ValueAxis(-1.0, 1.0)

    def __len__(self) -> int:
        """Return how many histograms there are."""
        return self._count

    def extend(self, histograms: Sequence[Histogram]) -> None:
        """Add the histograms of later steps."""
        if not histograms:
            return
        first, self._count = self._count, self._count + len(histograms)
        self._grow()
        new = slice(first, self._count)
        self._counts[new] = np.concatenate([each.counts for each in histograms]).reshape(-1, BINS)
        self._ends[new] = [(each.low, each.high) for each in histograms]
        self._apart[new] = [(each.zeros, each.non_finite) for each in histograms]
        self._tails.extend(self._counts[new], self._ends[new], self._apart[new, 0])
        if self._has_bounds:
            self.axis = self.axis if first else ValueAxis(histograms[0].low, histograms[0].high)
        else:
            self.axis = self._tails.axis(self.axis if first else None)

    def _grow(self) -> None:
        if self._count > len(self._counts):
            room = max(64, 2 * self._count)
            self._counts = _enlarged(self._counts, room)
            self._ends = _enlarged(self._ends, room)
            self._apart = _enlarged(self._apart, room)

    def missing(self, rows: int, axis: ValueAxis | None = None) -> int:
        """Return how many columns of the picture have to be worked out first; see `levels`."""
        return self._count - (self._drawn if self._drawn_as == (rows, axis or self.axis) else 0)

    def levels(self, rows: int, axis: ValueAxis | None = None) -> NDArray[np.uint8]:
        """Return the picture with one column for each histogram: (rows, count) of uint8, the largest values first.

        Parameters
        ----------
        rows : int
            Into how many equal parts the axis is cut.
        axis : ValueAxis, optional
            Another than the strip's own.
        """
        drawn_as = (rows, axis or self.axis)
        if self._drawn_as != drawn_as:
            self._drawn_as, self._drawn = drawn_as, 0
            self._levels = np.zeros((rows, 0), np.uint8)
        if self._levels.shape[1] < len(self._counts):
            wider = np.zeros((rows, len(self._counts)), np.uint8)
            wider[:, : self._drawn] = self._levels[:, : self._drawn]
            self._levels = wider
        if self._drawn < self._count:
            new = slice(self._drawn, self._count)
            self._levels[:, new] = self._levels_of(new, rows, axis or self.axis).T
            self._drawn = self._count
        return self._levels[:, : self._count]

    def _levels_of(self, which: slice, rows: int, axis: ValueAxis) -> NDArray[np.uint8]:
        inner, below, above = self.shares(which, rows, axis)
        inner *= CONTRAST * rows
        levels = np.log1p(inner[:, ::-1])
        levels *= LEVELS / log1p(CONTRAST * rows)
        result = np.ceil(levels).astype(np.uint8)
        marks = min(MARK_ROWS, rows)
        result[above > NOTICEABLE, :marks] = BEYOND
        result[below > NOTICEABLE, rows - marks :] = BEYOND
        broken = self._apart[which, 1] > 0
        if broken.any():
            places = np.arange(which.start, which.stop)[:, None] + np.arange(rows)
            result[broken[:, None] & (places % STRIPES == 0)] = BROKEN
        return result

    def shares(
        self, which: slice, rows: int, axis: ValueAxis
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Return how the finite values of some histograms are spread over an axis.

        A bin that two rows share is divided in proportion; exact zeros count where zero is.

        Parameters
        ----------
        which : slice
            Of the histograms, with a start and a stop.
        rows : int
        axis : ValueAxis
            With a zero.

        Returns
        -------
        inner : (k, rows)
            The share of values in each row, the smallest values first.
        below, above : (k,)
            The shares beyond the axis.
        """
        counts, zeros = self._counts[which], self._apart[which, 0]
        sums = np.zeros((len(counts), BINS + 1))
        np.cumsum(counts, axis=1, out=sums[:, 1:])
        scale = 1 / np.maximum(sums[:, -1] + zeros, 1)
        up_to = _sums_up_to(sums, self._ends[which], axis.edges(rows))
        inner = np.diff(up_to, axis=1)
        inner[:, axis.row_of(0.0, rows)] += zeros
        inner *= scale[:, None]
        return inner, up_to[:, 0] * scale, (sums[:, -1] - up_to[:, -1]) * scale

    def non_finite(self, place: int) -> int:
        """Return how many values of one histogram are not finite."""
        return int(self._apart[place, 1])


@np.errstate(over="ignore")  # an edge far beyond a histogram may be too large for a number of its bins
def _sums_up_to(
    sums: NDArray[np.float64], ends: NDArray[np.float64], edges: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how many values lie below each edge: (k, edges).

    Parameters
    ----------
    sums : (k, BINS + 1)
        Of the counts of all bins before each edge of a bin.
    ends : (k, 2)
    edges : (edges,)
    """
    half = 0.5 * ends  # since high - low may be too large for a number
    places = (0.5 * edges - half[:, :1]) * (BINS / (half[:, 1:] - half[:, :1]))
    np.clip(places, 0, BINS, out=places)
    bins = np.minimum(places.astype(np.intp), BINS - 1)
    places -= bins
    flat = bins + (BINS + 1) * np.arange(len(sums))[:, None]
    before = sums.ravel()[flat]
    return np.asarray(before + places * (sums.ravel()[flat + 1] - before))


def _enlarged(array: NDArray[Any], room: int) -> NDArray[Any]:
    result = np.zeros((room, *array.shape[1:]), array.dtype)
    result[: len(array)] = array
    return result


def columns_at(steps: NDArray[np.int64], last_step: int, width: int, *, is_log: bool = False) -> NDArray[np.intp]:
    """Return which recorded step each column of a picture shows: the nearest at or before it; -1 for none.

    Parameters
    ----------
    steps : (n,)
        The recorded steps, in order.
    last_step : int
        Of the last column; the first one is that of step 0.
    width : int
        How many columns.
    is_log : bool
        Whether steps are spread as log(1 + step).
    """
    shares = np.arange(width) / max(width - 1, 1)
    shown = np.expm1(shares * np.log1p(last_step)) if is_log else shares * last_step
    return np.asarray(np.searchsorted(steps, shown + ROUNDING * (1 + shown), side="right") - 1, np.intp)


def step_at(share: float, last_step: int, *, is_log: bool = False) -> float:
    """Return the step at a share, between 0 and 1, of the width of a picture."""
    return expm1(share * log1p(last_step)) if is_log else share * last_step


def share_of(step: float, last_step: int, *, is_log: bool = False) -> float:
    """Return where a step stands, as a share of the width of a picture."""
    if last_step <= 0:
        return 1.0
    share = log1p(max(step, 0)) / log1p(last_step) if is_log else step / last_step
    return min(max(share, 0.0), 1.0)
