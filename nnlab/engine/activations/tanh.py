"""The hyperbolic tangent."""

from __future__ import annotations

import numpy as np

from nnlab.engine.activations.activation import Activation, Bounds
from nnlab.engine.array import Array


class Tanh(Activation):
    """y = tanh(x), dy/dx = 1 - y²."""

    formula = "f(x) = tanh x"
    zero_centred = True
    saturates = "on both sides"
    needs_exp = True

    @property
    def bounds(self) -> Bounds:
        """From -1 to 1."""
        return -1.0, 1.0

    def _apply(self, x: Array, y: Array) -> None:
        np.tanh(x, y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        np.multiply(self.output, self.output, grad_in)
        np.subtract(1, grad_in, grad_in)
        np.multiply(grad_in, grad, grad_in)
