"""The rectifier that lets a little through."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.positive import bits, bits_of, mark_not_positive
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape


class LeakyRelu(Activation):
    """y = x above zero and slope · x elsewhere, dy/dx = 1 above zero and ``slope`` elsewhere (Maas et al. 2013).

    Parameters
    ----------
    shape, max_batch, dtype
        See Activation.
    slope : float
        From 0, which is ReLU, to 1, which is no bend.
    """

    formula = "f(x) = max(0, x) + slope · min(0, x)"

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, slope: float = 0.01) -> None:
        super().__init__(shape, max_batch, dtype)
        self.slope = slope
        self._one = bits_of(1, dtype)
        self._change = self._one ^ bits_of(slope, dtype)

    @property
    def can_die(self) -> bool:
        """Whether an output of zero passes no gradient: without a leak."""
        return self.slope == 0

    def _apply(self, x: Array, y: Array) -> None:
        if self.slope:
            np.multiply(x, self.slope, y)
        else:
            y.fill(0)  # 0 · (-inf) would be NaN
        np.maximum(x, y, out=y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        slope = bits(grad_in)
        mark_not_positive(self._x, slope)
        np.bitwise_and(slope, self._change, slope)
        np.bitwise_xor(slope, self._one, slope)
        np.multiply(grad_in, grad, grad_in)
