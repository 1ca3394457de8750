"""The fully connected layer."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.initializers import Initializer
from nnlab.engine.layer import Layer, Shape
from nnlab.engine.parameters import ParameterShape, Role


class Dense(Layer):
    """``y = x @ w + b``; an example of any shape is read as one flat row.

    Parameters
    ----------
    input_shape : tuple of int
    units : int
    initializer : Initializer
        For ``w``.
    bias : float or None
        What every entry of ``b`` starts from; None for a layer without one, as batch normalisation wants it.
    max_batch, dtype
        See Layer.

    Attributes
    ----------
    w, b : (fan_in, units), (units,)
        Views into the flat vector, from ``bind`` on.
    grad_w, grad_b
        Their gradients.
    """

    w: Array
    b: Array
    grad_w: Array
    grad_b: Array

    def __init__(
        self,
        input_shape: Shape,
        units: int,
        *,
        initializer: Initializer,
        bias: float | None,
        max_batch: int,
        dtype: DTypeLike,
    ) -> None:
        super().__init__(input_shape, (units,), max_batch, dtype)
        self.fan_in, self.units = prod(input_shape), units
        self._initializer, self._bias = initializer, bias
        self._out = self._buffer((units,))
        self._grad_in = self._buffer(input_shape)
        self._flat_grad_in = self._grad_in.reshape(max_batch, self.fan_in)
        self._ones: Array = np.ones(max_batch, dtype)
        self._x: Array = self._flat_grad_in[:0]

    @property
    def has_bias(self) -> bool:
        """Whether there is a ``b``."""
        return self._bias is not None

    def parameter_shapes(self) -> Sequence[ParameterShape]:
        """Return the weights, which the penalties count, and the bias, which they do not."""
        weights = ParameterShape("w", (self.fan_in, self.units), Role.WEIGHT)
        return (weights, ParameterShape("b", (self.units,))) if self.has_bias else (weights,)

    def initialize(self, rng: np.random.Generator) -> None:
        """Draw ``w`` and set ``b`` to its constant."""
        self._initializer.fill(self.w, fan_in=self.fan_in, fan_out=self.units, rng=rng)
        if self._bias is not None:
            self.b.fill(self._bias)

    def forward(self, x: Array, *, training: bool) -> Array:
        """Compute ``x @ w + b``; see Layer.forward."""
        n = len(x)
        self._x = x.reshape(n, self.fan_in)
        y = self.output = self._out[:n]
        self._x.dot(self.w, y)
        if self.has_bias:
            np.add(y, self.b, y)
        return y

    def backward(self, grad: Array) -> Array:
        """Push the loss gradient through ``y = x @ w + b``.

        Fills dL/dw = x.T @ grad and dL/db = grad.sum(axis=0); returns dL/dx = grad @ w.T. See Layer.backward.
        """
        n = len(grad)
        self.grad_output = grad
        self._x.T.dot(grad, self.grad_w)
        if self.has_bias:
            self._ones[:n].dot(grad, self.grad_b)
        if not self.needs_input_grad:
            return self._grad_in[:0]
        grad.dot(self.w.T, self._flat_grad_in[:n])
        return self._grad_in[:n]
