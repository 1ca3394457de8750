"""The largest of several affine pieces."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.positive import Bits, bits
from nnlab.engine.array import Array
from nnlab.engine.layer import Shape


class Maxout(Activation):
    """y = the largest of ``pieces`` inputs, and dy/dx = 1 for that one and 0 for the others (Goodfellow et al. 2013).

    Of equal ones the first gets the whole gradient.

    Parameters
    ----------
    shape : tuple of int
        Of one example's outputs. The inputs are ``pieces`` times as many along the last axis: the first piece of every
        unit, then the second piece of every unit, and so on.
    max_batch, dtype
        See Activation.
    pieces : int
        At least 2.
    """

    formula = "f(x₁, …, xₖ) = max(x₁, …, xₖ)"

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike, *, pieces: int = 2) -> None:
        super().__init__(shape, max_batch, dtype, pieces=pieces)
        self.pieces = pieces
        self._won, self._left = self._buffer(shape), self._buffer(shape)

    def _pieces(self, values: Array) -> Iterator[Array]:
        """Yield the views of ``values``, of the input's shape, that hold one piece of every unit each."""
        units = self.output_shape[-1]
        return (values[..., start : start + units] for start in range(0, self.input_shape[-1], units))

    def _apply(self, x: Array, y: Array) -> None:
        first, *others = self._pieces(x)
        np.copyto(y, first)
        for piece in others:
            np.maximum(y, piece, out=y)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        won, left = bits(self._won[: len(grad)]), bits(self._left[: len(grad)])
        np.copyto(left, bits(grad))
        *grads, last = (bits(piece) for piece in self._pieces(grad_in))
        for piece, out in zip(self._pieces(self._x), grads, strict=False):
            self._mark_largest(piece, won)
            np.bitwise_and(won, left, won)
            np.bitwise_xor(left, won, left)
            np.copyto(out, won)
        np.copyto(last, left)

    def _mark_largest(self, piece: Array, mask: Bits) -> None:
        """Fill ``mask`` with ones in all bits where ``piece`` is the output, and 0 elsewhere.

        The difference is nowhere below zero, and only 0 has bits that, as an integer, are below zero once 1 is taken
        away.
        """
        np.subtract(self.output, piece, self._won[: len(piece)])
        np.subtract(mask, 1, mask)
        np.right_shift(mask, 8 * mask.itemsize - 1, mask)
