"""What is said of a layer: how its outputs, weights and gradients are distributed, and which units are silent."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.engine.activations.activation import Bounds
from nnlab.engine.array import Array
from nnlab.training.histogram import Histogram, counted, histogram, reach_of

UNBOUNDED: Bounds = (None, None)
OFTEN = 0.95
"""A unit is often silent when it lets no gradient through on this share of the examples, but on some."""


@dataclass(frozen=True)
class Distribution:
    """How the numbers of one array are distributed.

    Attributes
    ----------
    histogram : Histogram
    mean, std : float
        Over all finite numbers; NaN where there is none.
    """

    histogram: Histogram
    mean: float
    std: float

    @property
    def rms(self) -> float:
        """The root mean square of all finite numbers."""
        return math.hypot(self.mean, self.std)


@dataclass(frozen=True)
class UnitShares:
    """Shares of a layer's outputs and units on the probe set, in evaluation mode.

    Attributes
    ----------
    zero : float
        Share of outputs that are exactly zero.
    saturated : float or None
        Share of outputs where a saturating activation is within 1 % of its bounds; None where it has none.
    dead : float or None
        Share of units without a gradient on every example of the probe set; None where that cannot be.
    dead_at_start : float or None
        Share of units that are dead, and were so before the first step. The other dead ones died in training.
    often_silent : float or None
        Share of units that are not dead, but without a gradient on 95 % of the probe set or more.
    """

    zero: float
    saturated: float | None
    dead: float | None
    dead_at_start: float | None
    often_silent: float | None

    @property
    def died(self) -> float | None:
        """Share of units that are dead and were not before the first step."""
        return None if self.dead is None or self.dead_at_start is None else self.dead - self.dead_at_start


@dataclass(frozen=True)
class NormStatistics:
    """Batch normalisation, unit by unit; of a large layer at most 64 units, evenly spread.

    Attributes
    ----------
    units : (k,) of intp
        Which units these are.
    gamma, beta : (k,) of float32
    batch_mean, batch_var : (k,) of float32
        Of the batch of the last step; NaN before the first one, or the first at another batch size.
    running_mean, running_var : (k,) of float32
    """

    units: NDArray[np.intp]
    gamma: NDArray[np.float32]
    beta: NDArray[np.float32]
    batch_mean: NDArray[np.float32]
    batch_var: NDArray[np.float32]
    running_mean: NDArray[np.float32]
    running_var: NDArray[np.float32]


@dataclass(frozen=True)
class WeightStatistics:
    """What a layer has learned, and how it learns.

    Attributes
    ----------
    weight : Distribution
        Of the weights, without biases.
    gradient : Distribution or None
        dL/d weight of the last measured step, without penalty and before clipping; None before the first one.
    update_ratio : float or None
        RMS of that step's change of the weights over the RMS of the weights before it; None where these are all zero.
    norm : NormStatistics or None
        None without batch normalisation.
    slopes : (k,) of float32 or None
        The slopes that a PReLU has learned, of at most 64 units; None for other activations.
    """

    weight: Distribution
    gradient: Distribution | None = None
    update_ratio: float | None = None
    norm: NormStatistics | None = None
    slopes: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class LayerStatistics:
    """One layer at one time.

    Attributes
    ----------
    output, preactivation : Distribution
        What the activation gave, and what it was given.
    shares : UnitShares
    weights : WeightStatistics
    """

    output: Distribution
    preactivation: Distribution
    shares: UnitShares
    weights: WeightStatistics

    @property
    def is_finite(self) -> bool:
        """Whether every output is a finite number."""
        return not self.output.histogram.non_finite


@np.errstate(all="ignore")  # a sum that overflows is how values that are not finite are noticed
def distribution(array: Array, bounds: Bounds = UNBOUNDED, *, ends: tuple[float, float] | None = None) -> Distribution:
    """Describe the numbers of an array of any shape.

    Parameters
    ----------
    array : any shape
    bounds : (float or None, float or None)
        Ends that the axis always shows.
    ends : (float, float), optional
        Those of the axis, where they are settled; values beyond them fall into the outer bins.
    """
    values = array.ravel()
    finite, reach = _finite(values)
    mean, std = _moments(finite, max(-reach[0], reach[1]))
    lost = values.size - finite.size
    found = counted(finite, *ends, non_finite=lost) if ends else histogram(finite, bounds, non_finite=lost, reach=reach)
    return Distribution(found, mean, std)


@np.errstate(all="ignore")
def unit_shares(
    output: Array, bounds: Bounds = UNBOUNDED, *, can_die: bool = False, dead_before: NDArray[np.bool_] | None = None
) -> UnitShares:
    """Count what is silent or saturated among (n, units) outputs.

    Parameters
    ----------
    output : (n, units)
    bounds : (float or None, float or None)
        Where the activation saturates.
    can_die : bool
        Whether an exact zero means that no gradient passes.
    dead_before : (units,) of bool, optional
        Which units were dead before the first step; this is that moment, where it is left out.
    """
    active = np.count_nonzero(output, axis=0)
    zero = 1 - int(active.sum()) / output.size
    saturated = _saturated_share(_finite(output.ravel())[0], bounds)
    if not can_die:
        return UnitShares(zero, saturated, None, None, None)
    dead = active == 0
    from_start = dead if dead_before is None else dead & dead_before
    often = ~dead & (active <= (1 - OFTEN) * len(output))
    return UnitShares(zero, saturated, *(float(which.mean()) for which in (dead, from_start, often)))


def dead_units(output: Array) -> NDArray[np.bool_]:
    """Return which units gave exactly zero on all of (n, units) outputs, (units,)."""
    return np.asarray(~output.any(axis=0))


def _finite(values: Array) -> tuple[Array, tuple[float, float]]:
    """Return the finite ones of (n,) values, without a copy where all are, and how far they reach."""
    reach = reach_of(values)
    if all(map(math.isfinite, reach)):
        return values, reach
    finite = values[np.isfinite(values)]
    return finite, reach_of(finite)


def _moments(finite: Array, largest: float) -> tuple[float, float]:
    """Return mean and standard deviation; NaN where there is nothing.

    Numbers whose squares are too large or too small for float64 are brought near one first. The sums are NumPy's,
    not those of BLAS, whose last bits depend on its threads.
    """
    if not finite.size:
        return math.nan, math.nan
    scale = 1.0 if largest == 0 or 1e-100 < largest < 1e100 else largest
    deviations = np.divide(finite, scale, dtype=np.float64) if scale != 1 else finite.astype(np.float64)
    mean = float(deviations.sum()) / finite.size
    deviations -= mean
    variance = float(np.square(deviations, out=deviations).sum()) / finite.size
    return scale * mean, scale * math.sqrt(variance)


def _saturated_share(finite: Array, bounds: Bounds) -> float | None:
    """Return the share of values within 1 % of the bounds' distance from a bound."""
    low, high = bounds
    if low is None or high is None or not finite.size:
        return None
    margin = 0.01 * (high - low)
    return float(np.mean((finite < low + margin) | (finite > high - margin)))
