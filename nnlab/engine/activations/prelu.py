"""The rectifier that learns how much it lets through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.positive import bits, keep, mark_not_positive
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape
from nnlab.engine.parameters import ParameterShape, Role


class Prelu(Activation):
    """y = max(0, x) + slope · min(0, x), and the slope is learned (He et al. 2015, section 2.1).

    dy/dx = 1 above zero and ``slope`` elsewhere, dy/dslope = min(0, x).

    Parameters
    ----------
    shape, max_batch, dtype
        See Activation.
    slope : float
        What every slope starts from.
    per : "layer" or "unit"
        Whether all units share one slope or each has its own.

    Attributes
    ----------
    slope : (1,) or shape
        A view into the flat vector, from ``bind`` on.
    grad_slope
        Its gradient.
    """

    formula = "f(x) = max(0, x) + slope · min(0, x)"

    slope: Array
    grad_slope: Array

    def __init__(
        self,
        shape: Shape,
        max_batch: int,
        dtype: DTypeLike,
        *,
        slope: float = 0.25,
        per: Literal["layer", "unit"] = "layer",
    ) -> None:
        super().__init__(shape, max_batch, dtype)
        self._start, self._per = slope, per
        self._zeros, self._below, self._scratch = self._zero_buffer(shape), self._buffer(shape), self._buffer(shape)
        self._ones: Array = np.ones(max_batch, dtype)

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return the slope, which no penalty counts: a penalty would pull it to ReLU's (He et al. 2015)."""
        shape = (1,) if self._per == "layer" else self.output_shape
        return (ParameterShape("slope", shape, Role.FREE),)

    def initialize(self, rng: np.random.Generator) -> None:
        """Set every slope to its start; nothing is drawn."""
        self.slope.fill(self._start)

    def _apply(self, x: Array, y: Array) -> None:
        n = len(x)
        below, scaled = self._below[:n], self._scratch[:n]
        np.minimum(x, self._zeros[:n], out=below)
        np.maximum(x, self._zeros[:n], out=y)
        np.multiply(below, self.slope, scaled)
        np.add(y, scaled, y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        self._fill_grad_slope(grad)
        np.multiply(grad, self.slope, grad_in)
        below = bits(self._scratch[: len(grad)])
        mark_not_positive(self._x, below)
        keep(grad_in, below, otherwise=grad)

    def _fill_grad_slope(self, grad: Array) -> None:
        """Fill dL/dslope = sum of grad · min(0, x), over the batch, and over the units that share the slope."""
        n = len(grad)
        if self._per == "layer":
            self.grad_slope[0] = np.vdot(grad, self._below[:n])
            return
        products = self._scratch[:n]
        np.multiply(grad, self._below[:n], products)
        np.dot(self._ones[:n], products.reshape(n, -1), self.grad_slope.reshape(-1))
