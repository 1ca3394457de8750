"""The logistic function."""

from __future__ import annotations

import numpy as np

from nnlab.engine.activations.activation import Activation, Bounds
from nnlab.engine.array import Array


def sigmoid(x: Array, out: Array) -> None:
    """Write 1 / (1 + exp(-x)) into ``out``."""
    np.negative(x, out)
    np.exp(out, out)  # overflows to infinity below about -88 in float32, and 1/(1 + inf) is the right 0
    np.add(out, 1, out)
    np.divide(1, out, out)  # in float64 twice as fast as np.reciprocal


class Sigmoid(Activation):
    """y = 1 / (1 + exp(-x)), dy/dx = y (1 - y), at most 1/4."""

    formula = "f(x) = 1 / (1 + e⁻ˣ)"
    saturates = "on both sides"
    needs_exp = True

    @property
    def bounds(self) -> Bounds:
        """From 0 to 1."""
        return 0.0, 1.0

    def _apply(self, x: Array, y: Array) -> None:
        sigmoid(x, y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        np.subtract(1, self.output, grad_in)
        np.multiply(grad_in, self.output, grad_in)
        np.multiply(grad_in, grad, grad_in)
