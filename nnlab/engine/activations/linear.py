"""No activation at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.array import Array
from nnlab.engine.layer import Layer, Shape


class Linear(Activation):
    """y = x, dy/dx = 1; both directions return what they are given and copy nothing."""

    formula = "f(x) = x"
    zero_centred = True

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        Layer.__init__(self, shape, shape, max_batch, dtype)  # not Activation's, which makes buffers

    def forward(self, x: Array, *, training: bool) -> Array:
        """Return ``x`` itself; see Layer.forward."""
        self.output = x
        return x

    def backward(self, grad: Array) -> Array:
        """Return ``grad`` itself; see Layer.backward."""
        self.grad_output = grad
        return grad

    def _apply(self, x: Array, y: Array) -> None:
        np.copyto(y, x)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        np.copyto(grad_in, grad)
