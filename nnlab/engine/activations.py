"""Activation functions, each a layer without parameters that knows what is worth knowing about it."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.layer import Layer, Shape


class Activation(Layer):
    """A function of each value by itself.

    Attributes
    ----------
    bounds : (float or None, float or None)
        The values it saturates at, below and above; None on a side where it does not.
    can_die : bool
        Whether the gradient is exactly zero on a whole half line, so that a unit can be without one on every example.
    """

    bounds: ClassVar[tuple[float | None, float | None]] = (None, None)
    can_die: ClassVar[bool] = False

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        super().__init__(shape, shape, max_batch, dtype)

    def forward(self, x: Array, *, training: bool) -> Array:
        """Apply the function; see Layer.forward."""
        self.output = self._out[: len(x)]
        self._apply(x, self.output)
        return self.output

    def backward(self, grad: Array) -> Array:
        """Multiply ``grad`` by the slope at the last input; see Layer.backward."""
        self.grad_output = grad
        grad_in = self._grad_in[: len(grad)]
        self._slope(self.output, grad_in)
        np.multiply(grad_in, grad, out=grad_in)
        return grad_in

    @abstractmethod
    def _apply(self, x: Array, y: Array) -> None:
        """Write the function of ``x`` into ``y``."""

    @abstractmethod
    def _slope(self, y: Array, slope: Array) -> None:
        """Write the derivative, as a function of the output ``y``, into ``slope``."""


class Sigmoid(Activation):
    """y = 1 / (1 + exp(-x)), dy/dx = y (1 - y), at most 1/4."""

    bounds = (0.0, 1.0)

    def _apply(self, x: Array, y: Array) -> None:
        np.negative(x, out=y)
        np.exp(y, out=y)  # overflows to infinity below about -88 in float32, and 1/(1 + inf) is the right 0
        np.add(y, 1, out=y)
        np.reciprocal(y, out=y)

    def _slope(self, y: Array, slope: Array) -> None:
        np.subtract(1, y, out=slope)
        np.multiply(slope, y, out=slope)


class Tanh(Activation):
    """y = tanh(x), dy/dx = 1 - y²."""

    bounds = (-1.0, 1.0)

    def _apply(self, x: Array, y: Array) -> None:
        np.tanh(x, out=y)

    def _slope(self, y: Array, slope: Array) -> None:
        np.multiply(y, y, out=slope)
        np.subtract(1, slope, out=slope)


class Relu(Activation):
    """y = max(0, x), dy/dx = 1 above zero and 0 elsewhere."""

    can_die = True

    def _apply(self, x: Array, y: Array) -> None:
        np.maximum(x, 0, out=y)

    def _slope(self, y: Array, slope: Array) -> None:
        np.sign(y, out=slope)
