"""Counts of values in equal bins, exact zeros and what is not finite beside them."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.engine.activations.activation import Bounds
from nnlab.engine.array import Array

BINS = 60
LARGEST = 1e300
"""Beyond this, and below its reciprocal, round numbers are not looked for."""
MODERATE = 1e30
"""Ranges below this and above its reciprocal are no trouble for float32."""
ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12)


@dataclass(frozen=True)
class Histogram:
    """Counts of the finite, non-zero values in equal bins from ``low`` to ``high``.

    Exact zeros are counted beside the bins: half the outputs of a healthy ReLU are zero, and one bin that held
    them would flatten all others. Values that are not finite are counted beside them too.

    Attributes
    ----------
    counts : (BINS,) of int
    low, high : float
        The outer edges; ``low < high``.
    zeros, non_finite : int
        How many values are exactly zero, and how many are NaN or infinite.
    """

    counts: NDArray[np.int32]
    low: float
    high: float
    zeros: int
    non_finite: int


def histogram(
    finite: Array, bounds: Bounds, *, non_finite: int = 0, reach: tuple[float, float] | None = None
) -> Histogram:
    """Count finite values in BINS equal bins, exact zeros apart.

    Parameters
    ----------
    finite : (n,)
    bounds : (float or None, float or None)
        Of the activation: a bounded one always shows its whole range.
    non_finite : int
        How many values were left out before.
    reach : (float, float), optional
        `reach_of` the values, where that is known.
    """
    low, high = _range(reach or reach_of(finite), bounds)
    return counted(finite, low, high, non_finite=non_finite)


def counted(finite: Array, low: float, high: float, *, non_finite: int = 0) -> Histogram:
    """Count finite values between given ends, exact zeros apart; what lies beyond them falls into the outer bins.

    Parameters
    ----------
    finite : (n,)
    low, high : float
        ``low < high``.
    non_finite : int
        How many values were left out before.
    """
    counts = np.bincount(_places(finite, low, high), minlength=BINS)
    zeros = finite.size - int(np.count_nonzero(finite))
    if zeros:
        counts[_places(np.zeros(1, finite.dtype), low, high)] -= zeros
    return Histogram(counts.astype(np.int32), low, high, zeros, non_finite)


def _places(finite: Array, low: float, high: float) -> NDArray[np.intp]:
    """Return the (n,) bins of values, worked out in float32 where that loses nothing: it is twice as fast.

    Halves are used, since high - low may be too large for a number.
    """
    width = 0.5 * high - 0.5 * low
    dtype = finite.dtype if 1 / MODERATE < width < MODERATE else np.dtype(np.float64)
    place = np.multiply(finite, 0.5, dtype=dtype)
    place -= 0.5 * low
    place *= BINS / width
    return np.clip(place, 0, BINS - 1, out=place).astype(np.intp)


def reach_of(values: Array) -> tuple[float, float]:
    """Return how far (n,) values reach below and above zero; neither is finite where one of them is NaN."""
    return float(values.min(initial=0)), float(values.max(initial=0))


def _range(reach: tuple[float, float], bounds: Bounds) -> tuple[float, float]:
    """Return round edges around the values, so that axes stand still while the values move a little."""
    low, high = bounds
    if low is None:
        low = 0.0 - round_up(-reach[0])
    if high is None:
        high = round_up(reach[1])
    return (low, high) if low < high else (-1.0, 1.0)


def round_up(value: float) -> float:
    """Return the next of a few round numbers times a power of ten that is not below ``value``; 0 for 0."""
    if value <= 0:
        return 0.0
    if value > LARGEST:
        return sys.float_info.max
    value = max(value, 1 / LARGEST)
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in ROUND if step * power >= value)
