"""What is said about a layer's outputs: histogram, mean, spread, and silent or saturated shares."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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

    counts: NDArray[np.int64]
    low: float
    high: float
    zeros: int
    non_finite: int


@dataclass(frozen=True)
class LayerStatistics:
    """The outputs of one layer on the probe set, in evaluation mode.

    Attributes
    ----------
    histogram : Histogram
    mean, std : float
        Over all finite outputs; NaN where there is none.
    zero_share : float
        Share of outputs that are exactly zero.
    saturated_share : float or None
        Share of outputs where a saturating activation is within 1 % of its bounds; None where it has none.
    dead_share : float or None
        Share of units without a gradient on every example of the probe set; None where that cannot be.
    """

    histogram: Histogram
    mean: float
    std: float
    zero_share: float
    saturated_share: float | None
    dead_share: float | None


@np.errstate(all="ignore")  # a sum that overflows is how values that are not finite are noticed
def layer_statistics(
    output: Array, bounds: tuple[float | None, float | None] = (None, None), *, can_die: bool = False
) -> LayerStatistics:
    """Describe the outputs of a layer.

    Parameters
    ----------
    output : (n, units)
    bounds : (float or None, float or None)
        Where its activation saturates.
    can_die : bool
        Whether an exact zero means that no gradient passes.
    """
    values = output.ravel()
    are_finite = math.isfinite(values.min(initial=0)) and math.isfinite(values.max(initial=0))
    finite = values if are_finite else values[np.isfinite(values)]
    mean, std = _moments(finite)
    return LayerStatistics(
        histogram=histogram(finite, bounds, non_finite=values.size - finite.size),
        mean=mean,
        std=std,
        zero_share=1 - int(np.count_nonzero(values)) / values.size,
        saturated_share=_saturated_share(finite, bounds),
        dead_share=float(np.mean(~output.any(axis=0))) if can_die else None,
    )


def histogram(finite: Array, bounds: tuple[float | None, float | None], *, non_finite: int = 0) -> Histogram:
    """Count finite values in BINS equal bins, exact zeros apart.

    Parameters
    ----------
    finite : (n,)
    bounds : (float or None, float or None)
        Of the activation: a bounded one always shows its whole range.
    non_finite : int
        How many values were left out before.
    """
    low, high = _range(finite, bounds)
    counts = np.bincount(_places(finite, low, high), minlength=BINS)
    zeros = finite.size - int(np.count_nonzero(finite))
    if zeros:
        counts[_places(np.zeros(1, finite.dtype), low, high)] -= zeros
    return Histogram(counts, low, high, zeros, non_finite)


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


def _range(finite: Array, bounds: tuple[float | None, float | None]) -> tuple[float, float]:
    """Return round edges around the values, so that axes stand still while the values move a little."""
    low, high = bounds
    if low is None:
        low = 0.0 - round_up(-float(min(finite.min(initial=0), 0)))
    if high is None:
        high = round_up(float(max(finite.max(initial=0), 0)))
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


def _moments(finite: Array) -> tuple[float, float]:
    """Return mean and standard deviation; NaN where there is nothing.

    Numbers whose squares are too large or too small for float64 are brought near one first.
    """
    if not finite.size:
        return math.nan, math.nan
    size = float(max(finite.max(), -finite.min()))
    scale = 1.0 if size == 0 or 1e-100 < size < 1e100 else size
    near_one = finite if scale == 1 else finite / scale
    return scale * float(near_one.mean(dtype=np.float64)), scale * float(near_one.std(dtype=np.float64))


def _saturated_share(finite: Array, bounds: tuple[float | None, float | None]) -> float | None:
    """Return the share of values within 1 % of the bounds' distance from a bound."""
    low, high = bounds
    if low is None or high is None or not finite.size:
        return None
    margin = 0.01 * (high - low)
    return float(np.mean((finite < low + margin) | (finite > high - margin)))
