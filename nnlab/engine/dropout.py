"""Dropout."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.layer import Layer, Shape


class Dropout(Layer):
    """Silences each value with probability ``rate`` and divides the others by ``1 - rate``, in training alone.

    Inverted dropout (Srivastava et al. 2014, section 10): nothing is left to do at test time. At rate 0 nothing is
    drawn and nothing is copied, so a layer may have one that is switched on in mid-run.

    Parameters
    ----------
    shape : tuple of int
        Of one example.
    max_batch, dtype
        See Layer.
    rate : float
        From 0 to below 1.
    rng : Generator
        Of this layer alone.

    Attributes
    ----------
    rate : float
    rng : Generator
    mask : (batch, *shape)
        What the last batch in training was multiplied with: 0 or 1 / (1 - rate); empty at rate 0.
    """

    def __init__(
        self, shape: Shape, max_batch: int, dtype: DTypeLike, *, rate: float, rng: np.random.Generator
    ) -> None:
        super().__init__(shape, shape, max_batch, dtype)
        self.rate, self.rng = rate, rng
        self._mask, self._out, self._grad_in = (self._buffer(shape) for _ in range(3))
        single = self.dtype == np.float32  # drawn in it in either precision, so that both silence the same values
        self._drawn = self._mask if single else np.empty((max_batch, *shape), np.float32)
        self.mask = self._mask[:0]

    def forward(self, x: Array, *, training: bool) -> Array:
        """Draw a mask and multiply with it; return ``x`` itself at rate 0 and at test time. See Layer.forward."""
        if not training or self.rate == 0:
            self.mask = self._mask[:0]
            self.output = x
            return x
        self.mask, self.output = self._mask[: len(x)], self._out[: len(x)]
        self._draw(self._drawn[: len(x)])
        np.multiply(x, self.mask, self.output)
        return self.output

    def _draw(self, drawn: Array) -> None:
        """Fill the mask: a number from 0 to 1, plus the share that is kept, is 1 or more with that probability."""
        keep = 1 - self.rate
        self.rng.random(out=drawn, dtype=np.float32)
        np.add(drawn, keep, drawn)
        np.floor(drawn, drawn)
        np.multiply(drawn, 1 / keep, out=self.mask, dtype=self.dtype)

    def backward(self, grad: Array) -> Array:
        """Multiply ``grad`` by the mask of the last forward pass; see Layer.backward."""
        self.grad_output = grad
        if not len(self.mask):
            return grad
        return np.multiply(grad, self.mask, self._grad_in[: len(grad)])
