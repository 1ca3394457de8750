"""The rectifier."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.positive import bits, mark_positive
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape


class Relu(Activation):
    """y = max(0, x), dy/dx = 1 above zero and 0 elsewhere."""

    formula = "f(x) = max(0, x)"
    saturates = "below"

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        super().__init__(shape, max_batch, dtype)
        self._output_bits, self._mask = bits(self._out), bits(self._grad_in)
        self._zeros = self._zero_buffer(shape)

    @property
    def can_die(self) -> bool:
        """Whether an output of zero passes no gradient: it does not."""
        return True

    def _apply(self, x: Array, y: Array) -> None:
        np.maximum(x, self._zeros[: len(x)], out=y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        n = len(grad)
        mark_positive(self._output_bits[:n], self._mask[:n])
        np.bitwise_and(self._mask[:n], bits(grad), self._mask[:n])
