"""What one step did to the weights of each layer: its gradients, and how far they moved."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from nnlab.engine.activations import Prelu
from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.engine.network import Network
from nnlab.training.statistics import Distribution, NormStatistics, WeightStatistics, distribution

SAMPLE = 16_384
"""Weights of a layer that are looked at: all of most layers, and enough of the others."""
UNITS = 64
"""Units of a layer that are told one by one."""


@dataclass(frozen=True)
class Measure:
    """What a step did.

    Attributes
    ----------
    step : int
        Counted from 1.
    gradients : tuple of Distribution
        dL/d weight of each layer, without penalty and before clipping.
    update_ratios : tuple of (float or None)
        See WeightStatistics.
    """

    step: int
    gradients: tuple[Distribution, ...]
    update_ratios: tuple[float | None, ...]


class Meter:
    """Measures a step between its backward pass and its end; it only reads.

    Parameters
    ----------
    network : Network
        After the backward pass, before the update.
    step : int
    """

    def __init__(self, network: Network, step: int) -> None:
        self._weights = [sample(block.affine.w, SAMPLE) for block in network.blocks]
        self._before = [weights.copy() for weights in self._weights]
        self._gradients = tuple(distribution(sample(block.affine.grad_w, SAMPLE)) for block in network.blocks)
        self._step = step

    def measure(self) -> Measure:
        """Return what the step did; after the update."""
        ratios = (_ratio(after, before) for after, before in zip(self._weights, self._before, strict=True))
        return Measure(self._step, self._gradients, tuple(ratios))


def sample(array: Array, most: int) -> Array:
    """Return at most ``most`` of the values, a view; all where there are no more than that.

    They are spread over all examples or inputs, and over all units.
    """
    stride = max(1, -(-array.size // most))
    row = array[0].size if len(array) else 1
    while stride > 1 and gcd(stride, row) > 1:  # or it would meet the same units again and again
        stride += 1
    return array.reshape(-1)[::stride]


@np.errstate(over="ignore")  # what is too large for float32 is told as infinite
def weight_statistics(network: Network, measure: Measure | None) -> tuple[WeightStatistics, ...]:
    """Describe the weights of every layer.

    Parameters
    ----------
    network : Network
        The one that trains.
    measure : Measure or None
        Of the last measured step; None before the first.
    """
    return tuple(
        WeightStatistics(
            weight=distribution(sample(block.affine.w, SAMPLE)),
            gradient=measure.gradients[index] if measure else None,
            update_ratio=measure.update_ratios[index] if measure else None,
            norm=_norm_statistics(block),
            slopes=_slopes(block),
        )
        for index, block in enumerate(network.blocks)
    )


def _norm_statistics(block: Block) -> NormStatistics | None:
    norm = block.norm
    if norm is None:
        return None
    units = _some_units(norm.gamma.size)
    has_batch = len(norm.output) > 0
    batch = (norm.mean, norm.var) if has_batch else (np.full_like(norm.mean, np.nan),) * 2
    arrays = (norm.gamma, norm.beta, *batch, norm.running_mean, norm.running_var)
    return NormStatistics(units, *(array[units].astype(np.float32) for array in arrays))


def _slopes(block: Block) -> NDArray[np.float32] | None:
    if not isinstance(block.activation, Prelu):
        return None
    slopes = block.activation.slope.reshape(-1)
    return slopes[_some_units(slopes.size)].astype(np.float32)


def _some_units(count: int) -> NDArray[np.intp]:
    """Return at most UNITS of ``count`` places, evenly spread."""
    return np.linspace(0, count - 1, min(count, UNITS)).round().astype(np.intp)


@np.errstate(all="ignore")
def _ratio(after: Array, before: Array) -> float | None:
    """Return the RMS of the change over the RMS of what was there; None where that was zero, or either no number."""
    size = float(np.sqrt(np.mean(np.square(before, dtype=np.float64))))
    moved = float(np.sqrt(np.mean(np.square(np.subtract(after, before, dtype=np.float64)))))
    ratio = moved / size if size else np.inf
    return ratio if np.isfinite(ratio) else None
