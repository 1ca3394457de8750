"""The sigmoid-weighted linear unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.sigmoid import sigmoid
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape

FAR = 800.0
"""The sigmoid of minus this is exactly 0, in float64 too."""


class Silu(Activation):
    """y = x s with s = 1 / (1 + exp(-x)), dy/dx = s + y (1 - s) (Elfwing et al. 2018; also called swish)."""

    formula = "f(x) = x / (1 + e⁻ˣ)"
    saturates = "below"
    needs_exp = True

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        super().__init__(shape, max_batch, dtype)
        self._sigmoid = self._buffer(shape)

    def _apply(self, x: Array, y: Array) -> None:
        gate = self._sigmoid[: len(x)]
        sigmoid(x, gate)
        np.clip(x, -FAR, np.inf, out=y)  # or minus infinity would meet the sigmoid's 0
        np.multiply(y, gate, y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        gate = self._sigmoid[: len(grad)]
        np.subtract(1, gate, grad_in)
        np.multiply(grad_in, self.output, grad_in)
        np.add(grad_in, gate, grad_in)
        np.multiply(grad_in, grad, grad_in)
