"""How the values of features are distributed: found in two passes over blocks, so that nothing large is made."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 32
"""At most; it divides the 256 values of a byte."""
FEW = 12
"""Up to so many distinct values are counted."""
LARGEST_WHOLE = 2.0**53
"""Beyond this, every float64 is a whole number."""

Values = NDArray[np.float64]
Blocks = Callable[[], Iterator[NDArray[Any]]]
"""Starts a walk over the examples: (features, n) values at a time."""


@dataclass(frozen=True)
class Distribution:
    """Counts of values in equal bins, and their moments.

    Attributes
    ----------
    low, high : float
        The outer edges of the bins; equal where all values are.
    counts : (bins,) of int
        Whole numbers have bins of equally many of them, each in the middle of its share.
    mean, std : float
        Of these values; the 1/n deviation. NaN where there are none.
    """

    low: float
    high: float
    counts: NDArray[np.intp]
    mean: float
    std: float


@dataclass(frozen=True)
class Ranges:
    """What the first pass finds.

    Attributes
    ----------
    low, high, mean : (features,)
    are_whole : (features,) of bool
    distinct : tuple of int or None
        How many different values there are, where that is few.
    """

    low: Values
    high: Values
    mean: Values
    are_whole: NDArray[np.bool_]
    distinct: tuple[int | None, ...]

    @property
    def half_width(self) -> Values:
        """Half of what the values span, (features,); it is finite where the whole is not."""
        return 0.5 * self.high - 0.5 * self.low


def find_ranges(blocks: Blocks, count: int) -> Generator[float, None, Ranges]:
    """Find the range of each feature, yielding the share that is done.

    Parameters
    ----------
    blocks : callable
        Of finite values.
    count : int
        How many there are of each feature; at least one.
    """
    done, parts = 0, []
    different: list[set[float] | None] = []
    for block in blocks():
        values = np.asarray(block, np.float64)
        different = different or [set() for _ in values]
        different = [_joined(known, row) for known, row in zip(different, values, strict=True)]
        is_whole = (np.floor(values) == values).all(axis=1)
        parts.append((values.min(axis=1), values.max(axis=1), (values * (1 / count)).sum(axis=1), is_whole))
        done += values.shape[1]
        yield done / count
    lows, highs, means, whole = (np.array(part) for part in zip(*parts, strict=True))
    low, high = lows.min(axis=0), highs.max(axis=0)
    are_whole = whole.all(axis=0) & (np.maximum(-low, high) < LARGEST_WHOLE)
    distinct = tuple(len(known) if known is not None else None for known in different)
    return Ranges(low, high, np.clip(means.sum(axis=0), low, high), are_whole, distinct)


def distribute(blocks: Blocks, count: int, ranges: Ranges) -> Generator[float, None, tuple[Distribution, ...]]:
    """Count values in the bins that ``ranges`` give, yielding the share that is done.

    Parameters
    ----------
    blocks : callable
        Of values within the ranges.
    count : int
        How many there are of each feature.
    ranges : Ranges
        Of these values, or of more.
    """
    low, high, bins = _edges(ranges)
    counts = np.zeros((len(bins), BINS), np.intp)
    sums, squares, done = np.zeros(len(bins)), np.zeros(len(bins)), 0
    half = np.where(ranges.half_width > 0, ranges.half_width, 1.0)[:, np.newaxis]
    for block in blocks():
        values = np.asarray(block, np.float64)
        counts += _counted(values, low, high, bins)
        away = (0.5 * values - 0.5 * ranges.mean[:, np.newaxis]) / half
        sums += away.sum(axis=1)
        squares += np.einsum("ij,ij->i", away, away)
        done += values.shape[1]
        yield done / count
    mean = sums / count if count else np.full(len(bins), np.nan)
    std = np.sqrt(np.maximum(squares / max(count, 1) - mean**2, 0.0))
    means, stds = ranges.mean + half[:, 0] * (2 * mean), half[:, 0] * (2 * std)
    return tuple(
        Distribution(float(low[i]), float(high[i]), counts[i, : bins[i]], float(means[i]), float(stds[i]))
        for i in range(len(bins))
    )


def _joined(known: set[float] | None, row: Values) -> set[float] | None:
    """Return the different values so far, or None once there are many."""
    if known is None:
        return None
    for value in known:
        row = row[row != value]
    known = known | set(np.unique(row)[: FEW + 1].tolist())
    return known if len(known) <= FEW else None


def _edges(ranges: Ranges) -> tuple[Values, Values, NDArray[np.intp]]:
    """Return the outer edges of the bins, and how many bins there are, each (features,)."""
    whole = 2 * np.where(ranges.are_whole, ranges.half_width, 0.0) + 1  # how many numbers there are
    width = np.maximum(np.ceil(whole / BINS), 1.0)
    bins = np.where(ranges.are_whole, np.ceil(whole / width), np.where(ranges.half_width > 0, BINS, 1)).astype(np.intp)
    low = np.where(ranges.are_whole, ranges.low - 0.5, ranges.low)
    high = np.where(ranges.are_whole, ranges.low - 0.5 + width * bins, ranges.high)
    return low, high, bins


def _counted(values: Values, low: Values, high: Values, bins: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return (features, BINS) counts of (features, n) values; halves, since high - low may be no number."""
    start, half = 0.5 * low, 0.5 * high - 0.5 * low
    shares = (0.5 * values - start[:, np.newaxis]) / np.where(half > 0, half, 1.0)[:, np.newaxis]
    places = (shares * bins[:, np.newaxis]).astype(np.intp)
    np.minimum(places, bins[:, np.newaxis] - 1, out=places)
    places += BINS * np.arange(len(bins))[:, np.newaxis]
    return np.bincount(places.ravel(), minlength=BINS * len(bins)).reshape(len(bins), BINS)
