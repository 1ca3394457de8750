"""What a pass forward and back left in one layer."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np

from nnlab.engine.activations.activation import Bounds
from nnlab.engine.array import Array
from nnlab.engine.block import Block
from nnlab.insight.distinct_units import distinct_units
from nnlab.training.measuring import sample
from nnlab.training.statistics import UNBOUNDED, Distribution, UnitShares, distribution, unit_shares

REACH = 4.0
"""An axis reaches so many times as far as the values of a healthy network spread."""

WEIGHTS = 65_536
"""Of a layer that are looked at; of its outputs and gradients all are."""


@dataclass(frozen=True, eq=False)
class ProbedLayer:
    """One layer before the first step.

    Histograms have axes that compare: those of outputs reach four times as far as the inputs spread, those of
    gradients four times as far as the gradient at the highest hidden layer. What lies beyond is in the outer bins.

    Attributes
    ----------
    name : str
        ``1``, ``2``, …, ``output``.
    signal : float
        The root mean square of what comes in when nothing fades: of the inputs, or 1 once a layer is normalised or
        bounded.
    units, distinct_units : int
        Units with the same incoming weights, to a thousandth, are one.
    preactivation, output : Distribution
    gradient : Distribution
        Of dL/d output.
    weight, weight_gradient : Distribution
        Without biases.
    shares : UnitShares
    """

    name: str
    signal: float
    units: int
    distinct_units: int
    preactivation: Distribution
    output: Distribution
    gradient: Distribution
    weight: Distribution
    weight_gradient: Distribution
    shares: UnitShares


class Scales:
    """How far the axes of a network's histograms reach, from layer to layer.

    Parameters
    ----------
    signal : float
        The root mean square of the inputs; a layer that is normalised or bounded brings it to 1.
    """

    def __init__(self, signal: float) -> None:
        self._signal = _usable(signal)
        self._gradient = 1.0

    def take_top_gradient(self, grad: Array) -> None:
        """Compare gradients with those of the highest hidden layer, (n, units)."""
        with np.errstate(all="ignore"):
            self._gradient = _usable(float(np.sqrt(np.mean(np.square(grad, dtype=np.float64)))))

    def enter(self, block: Block) -> None:
        """Go up one layer."""
        if block.norm is not None or None not in _bounds(block):
            self._signal = 1.0

    @property
    def signal(self) -> float:
        """The root mean square that outputs compare with."""
        return self._signal

    @property
    def preactivation(self) -> tuple[float, float]:
        """The ends of the axis of pre-activations."""
        return -REACH * self._signal, REACH * self._signal

    @property
    def gradient(self) -> tuple[float, float]:
        """The ends of the axis of gradients."""
        return -REACH * self._gradient, REACH * self._gradient

    def output(self, bounds: Bounds) -> tuple[float, float]:
        """Return the ends of the axis of outputs: those of the activation, where it has any."""
        low, high = (end if own is None else own for own, end in zip(bounds, self.preactivation, strict=True))
        return low, high


def probed_layer(name: str, block: Block, scales: Scales) -> ProbedLayer:
    """Describe ``block`` after both passes."""
    scales.enter(block)
    bounds, affine = _bounds(block), block.affine
    can_die = block.activation is not None and block.activation.can_die
    units = block.output.shape[-1]
    return ProbedLayer(
        name=name,
        signal=scales.signal,
        units=units,
        distinct_units=distinct_units(affine.w, affine.b if affine.has_bias else None, affine.units // units),
        preactivation=distribution(block.preactivation, ends=scales.preactivation),
        output=distribution(block.output, ends=scales.output(bounds)),
        gradient=distribution(block.grad_output, ends=scales.gradient),
        weight=distribution(sample(affine.w, WEIGHTS)),
        weight_gradient=distribution(sample(affine.grad_w, WEIGHTS)),
        shares=unit_shares(block.output, bounds, can_die=can_die),
    )


def _bounds(block: Block) -> Bounds:
    return block.activation.bounds if block.activation is not None else UNBOUNDED


def _usable(scale: float) -> float:
    """Return ``scale``, or 1 where no axis can be made of it."""
    return scale if isfinite(scale) and scale > 0 else 1.0
