"""The family of the exponential linear units."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation, Bounds
from nnlab.engine.activations.positive import bits, bits_of, mark_positive
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape


class ExponentialUnit(Activation):
    """y = scale · x above zero and scale · alpha · (exp(x) - 1) elsewhere.

    dy/dx = scale above zero and scale · alpha · exp(x), which is y + scale · alpha, elsewhere.

    Parameters
    ----------
    shape, max_batch, dtype
        See Activation.
    scale, alpha : float
        Above 0.
    """

    saturates = "below"
    needs_exp = True

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, scale: float, alpha: float) -> None:
        super().__init__(shape, max_batch, dtype)
        self._scale, self._depth = scale, scale * alpha
        self._zeros, self._scratch = self._zero_buffer(shape), self._buffer(shape)
        self._change = bits_of(scale, dtype) ^ bits_of(self._depth, dtype)

    @property
    def bounds(self) -> Bounds:
        """From -scale · alpha."""
        return -self._depth, None

    def _apply(self, x: Array, y: Array) -> None:
        zeros, scratch = self._zeros[: len(x)], self._scratch[: len(x)]
        np.minimum(x, zeros, out=y)
        _expm1(y, self._depth, scratch)
        np.maximum(x, zeros, out=scratch)
        if self._scale != 1:
            np.multiply(scratch, self._scale, scratch)
        np.add(y, scratch, y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        zeros = self._zeros[: len(grad)]
        np.minimum(self.output, zeros, out=grad_in)
        np.add(grad_in, self._depth, grad_in)
        if self._change:  # above zero this is scale · alpha, where scale is wanted
            self._correct_above_zero(grad_in, zeros)
        np.multiply(grad_in, grad, grad_in)

    def _correct_above_zero(self, slope: Array, zeros: Array) -> None:
        scratch = self._scratch[: len(slope)]
        np.maximum(self.output, zeros, out=scratch)
        change = bits(scratch)
        mark_positive(bits(scratch), change)
        np.bitwise_and(change, self._change, change)
        np.bitwise_xor(bits(slope), change, bits(slope))


def _expm1(x: Array, factor: float, scratch: Array) -> None:
    """Turn ``x``, nowhere above zero, into factor · (exp(x) - 1), to the last digits also where that is small.

    With t = tanh(x / 2), exp(x) - 1 = 2 t / (1 - t); NumPy's tanh is quick on every
    processor, its expm1 on a few.
    """
    np.multiply(x, 0.5, x)
    np.tanh(x, x)
    np.subtract(1, x, scratch)
    np.divide(x, scratch, x)
    np.multiply(x, 2 * factor, x)
