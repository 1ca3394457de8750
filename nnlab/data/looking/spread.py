"""Means, deviations and covariances of more examples than fit into memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.data.preprocessing.moments import beyond_rounding, no_moments

ROUNDING: Final = 1e-10
"""What is smaller than this share of the numbers it came from is a zero that was rounded."""


@dataclass(frozen=True)
class Spread:
    """Where the features of some examples lie, and how far they spread.

    Attributes
    ----------
    examples : int
    ddof : int
        Deviations and covariance count one n-th each, as ``normalize`` does, or with 1 one (n-1)-th, as ``pca`` and
        ``whiten`` do.
    mean, std, low, high : (features,)
    chosen : (k,)
        The features whose covariance was asked for.
    covariance : (k, k)
    """

    examples: int
    ddof: int
    mean: Array
    std: Array
    low: Array
    high: Array
    chosen: Labels
    covariance: Array

    @property
    def variance(self) -> Array:
        """(features,) The squares of the deviations."""
        return np.square(self.std)

    @property
    def scatter(self) -> Array:
        """(features,) Sums of squares about the mean, whatever they are divided by."""
        return self.variance * max(self.examples - self.ddof, 1)

    @property
    def varies(self) -> NDArray[np.bool_]:
        """(features,) False for a feature that is the same in all examples."""
        varies: NDArray[np.bool_] = self.std > 0
        return varies

    def correlation(self, first: int, second: int) -> float | None:
        """Return the correlation of two of the chosen features; None where one of them does not vary."""
        scale = float(np.sqrt(self.covariance[first, first]) * np.sqrt(self.covariance[second, second]))
        return float(self.covariance[first, second]) / scale if scale > 0 else None

    def counted_as(self, ddof: int) -> Spread:
        """Return the same with deviations and covariance counted the other way."""
        factor = max(self.examples - self.ddof, 1) / max(self.examples - ddof, 1)
        return replace(self, ddof=ddof, std=self.std * np.sqrt(factor), covariance=self.covariance * factor)


class SpreadGatherer:
    """Gathers a Spread block by block.

    Parameters
    ----------
    features : int
    chosen : (k,)
        The features whose covariance is wanted.
    """

    def __init__(self, features: int, chosen: Labels) -> None:
        self._chosen = chosen
        self._moments = no_moments(features)
        self._low, self._high = np.full(features, np.inf), np.full(features, -np.inf)
        self._products = np.zeros((len(chosen), len(chosen)))

    def add(self, x: Array) -> None:
        """Take in a block.

        Parameters
        ----------
        x : (n, features) of float64
        """
        self._add_products(x[:, self._chosen])
        np.minimum(self._low, x.min(axis=0), out=self._low)
        np.maximum(self._high, x.max(axis=0), out=self._high)
        self._moments = self._moments.with_block(x.copy())

    @np.errstate(all="ignore")
    def _add_products(self, few: Array) -> None:
        """Take in (n, k) chosen features, merging as the moments do."""
        n, earlier = len(few), self._moments.examples
        mean = few.mean(axis=0)
        shift = mean - self._moments.mean[self._chosen]
        centred = few - mean
        self._products += centred.T @ centred + np.outer(shift, shift) * (earlier * n / (earlier + n))

    @np.errstate(all="ignore")
    def spread(self) -> Spread:
        """Return what was gathered."""
        moments, n = self._moments, max(self._moments.examples, 1)
        return Spread(
            examples=moments.examples,
            ddof=0,
            mean=moments.mean,
            std=np.sqrt(moments.squares / n),
            low=self._low,
            high=self._high,
            chosen=self._chosen,
            covariance=self._products / n,
        )


@np.errstate(all="ignore")
def without_rounding(after: Spread, before: Spread | None, *, rotated: bool) -> Spread:
    """Return ``after`` with true zeros where rounding left other numbers.

    Parameters
    ----------
    after, before : Spread
        Of the examples after and before a step; there is no before for raw examples.
    rotated : bool
        Whether each feature after the step was made of all before it; otherwise of the one in its place.
    """
    if before is None:
        still, floor = ~beyond_rounding(after.std, after.mean, after.examples), np.zeros(())
    elif rotated:
        floor = ROUNDING * after.std.max(initial=0.0)
        still = after.std <= floor
    else:
        still = before.std == 0
        gain = np.divide(after.std, before.std, out=np.ones_like(after.std), where=~still)
        floor = ROUNDING * gain * np.maximum(np.abs(before.mean), before.std)
    return replace(
        after,
        std=np.where(still, 0.0, after.std),
        mean=np.where(np.abs(after.mean) <= floor, 0.0, after.mean),
        covariance=_products_without_rounding(after.covariance, still[after.chosen], rotated=rotated),
    )


def _products_without_rounding(covariance: Array, still: NDArray[np.bool_], *, rotated: bool) -> Array:
    std = np.sqrt(np.diag(covariance))
    scale = np.square(std.max(initial=0.0)) if rotated else np.outer(std, std)
    small = np.abs(covariance) <= ROUNDING * scale
    return np.where(small | still | still[:, np.newaxis], 0.0, covariance)
