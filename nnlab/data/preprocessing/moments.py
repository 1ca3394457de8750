"""What centring and scaling are fitted on: means, deviations and ranges, gathered block by block."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array
from nnlab.data.preprocessing.seen import SeenExamples


@dataclass(frozen=True)
class Moments:
    """Mean and spread of each feature.

    Attributes
    ----------
    examples : int
    mean : (features,)
    squares : (features,)
        The sum of the squared distances from the mean.
    """

    examples: int
    mean: Array
    squares: Array

    @property
    def std(self) -> Array:
        """(features,) The 1/n deviation."""
        std: Array = np.sqrt(self.squares / self.examples)
        return std

    @property
    def variance(self) -> Array:
        """(features,) The 1/(n-1) variance; 0 of a single example."""
        variance: Array = self.squares / max(self.examples - 1, 1)
        return variance

    @property
    def varies(self) -> NDArray[np.bool_]:
        """(features,) False for a feature that is the same in all examples, but for rounding."""
        return beyond_rounding(self.std, self.mean, self.examples)

    @np.errstate(all="ignore")
    def with_block(self, x: Array) -> Moments:
        """Return the moments of these examples and more, after Chan, Golub and LeVeque (1979).

        Parameters
        ----------
        x : (b, features) of float64
            Overwritten.
        """
        mean = x.mean(axis=0)
        np.subtract(x, mean, out=x)
        squares = np.square(x, out=x).sum(axis=0)
        shift, examples = mean - self.mean, self.examples + len(x)
        share = len(x) / examples
        return Moments(examples, self.mean + shift * share, self.squares + squares + shift**2 * (self.examples * share))


def beyond_rounding(std: Array, mean: Array, examples: int) -> NDArray[np.bool_]:
    """Return (features,) False where a deviation is no more than the rounding of so many examples makes it.

    The mean of a constant that is no binary fraction is a little beside it.
    """
    rounding = examples * np.finfo(np.float64).eps * np.abs(mean)
    is_beyond: NDArray[np.bool_] = ~(std <= rounding)  # so that what is beyond float64 counts as varying
    return is_beyond


def no_moments(features: int) -> Moments:
    """Return the moments of no examples yet."""
    return Moments(0, np.zeros(features), np.zeros(features))


def gather_moments(seen: SeenExamples) -> Generator[float, None, Moments]:
    """Go through the examples once for mean and spread of each feature."""
    moments = no_moments(seen.features)
    for block in seen.blocks():
        rows = len(block)
        moments = moments.with_block(block)
        yield seen.progress.after(rows)
    seen.check_finite(moments.squares)
    return moments


def gather_mean(seen: SeenExamples) -> Generator[float, None, Array]:
    """Go through the examples once for the (features,) mean alone."""
    total = np.zeros(seen.features)
    for block in seen.blocks():
        _add_sum(block, total)
        yield seen.progress.after(len(block))
    seen.check_finite(total)
    return total / len(seen)


@np.errstate(all="ignore")
def _add_sum(x: Array, total: Array) -> None:
    total += x.sum(axis=0)


def gather_ends(seen: SeenExamples) -> Generator[float, None, tuple[Array, Array]]:
    """Go through the examples once for the (features,) least and the largest values."""
    low, high = np.full(seen.features, np.inf), np.full(seen.features, -np.inf)
    for block in seen.blocks():
        np.minimum(low, block.min(axis=0), out=low)
        np.maximum(high, block.max(axis=0), out=high)
        yield seen.progress.after(len(block))
    seen.check_finite(low, high)
    return low, high
