"""Means, deviations and covariances of more examples than fit into memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels

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
    """Gathers a Spread block by block, merging as Chan, Golub and LeVeque (1979) do.

    Parameters
    ----------
    features : int
    chosen : (k,)
        The features whose covariance is wanted.
    """

    def __init__(self, features: int, chosen: Labels) -> None:
        self._n = 0
        self._chosen = chosen
        self._mean, self._squares = np.zeros(features), np.zeros(features)
        self._low, self._high = np.full(features, np.inf), np.full(features, -np.inf)
        self._products = np.zeros((len(chosen), len(chosen)))

    @np.errstate(all="ignore")
    def add(self, x: Array) -> None:
        """Take in a block.

        Parameters
        ----------
        x : (n, features) of float64
        """
        mean = x.mean(axis=0)
        centred = x - mean
        self._merge(len(x), mean, np.einsum("ij,ij->j", centred, centred), centred[:, self._chosen])
        np.minimum(self._low, x.min(axis=0), out=self._low)
        np.maximum(self._high, x.max(axis=0), out=self._high)

    def _merge(self, n: int, mean: Array, squares: Array, few: Array) -> None:
        shift = mean - self._mean
        weight = self._n * n / (self._n + n)
        self._squares += squares + shift**2 * weight
        self._products += few.T @ few + np.outer(shift[self._chosen], shift[self._chosen]) * weight
        self._n += n
        self._mean += shift * (n / self._n)

    def spread(self) -> Spread:
        """Return what was gathered."""
        n = max(self._n, 1)
        std, covariance = np.sqrt(self._squares / n), self._products / n
        return Spread(self._n, 0, self._mean, std, self._low, self._high, self._chosen, covariance)


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
        still, floor = after.std <= after.examples * np.finfo(np.float64).eps * np.abs(after.mean), np.zeros(())
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
