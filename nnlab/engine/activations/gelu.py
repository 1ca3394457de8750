"""The Gaussian error linear unit."""

from __future__ import annotations

from math import pi, prod, sqrt

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.activations.activation import Activation
from nnlab.engine.activations.erf import erfc
from nnlab.engine.activations.positive import bits, keep, mark_negative
from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK
from nnlab.engine.layer import Shape

FAR = {np.dtype(np.float32): 15.0, np.dtype(np.float64): 40.0}
"""The Gaussian density at this is exactly 0."""


class Gelu(Activation):
    """y = x Φ(x), dy/dx = Φ(x) + x φ(x), exactly: not the approximation by tanh (Hendrycks and Gimpel 2016).

    Φ(x) = erfc(-x / √2) / 2 is the Gaussian distribution function and φ(x) = exp(-x² / 2) / √(2 π) its density.
    """

    formula = "f(x) = x · Φ(x)"
    saturates = "below"
    needs_exp = True

    def __init__(self, shape: Shape, max_batch: int, dtype: DTypeLike) -> None:
        super().__init__(shape, max_batch, dtype)
        self._slope = self._buffer(shape)
        self._chunk = min(CHUNK, max_batch * prod(shape))
        self._scratch: Array = np.empty((6, self._chunk), dtype)

    def _apply(self, x: Array, y: Array) -> None:
        vectors = [values.reshape(-1) for values in (x, y, self._slope[: len(x)])]
        for start in range(0, x.size, self._chunk):
            self._apply_to_chunk(*(vector[start : start + self._chunk] for vector in vectors))

    def _apply_to_chunk(self, x: Array, y: Array, slope: Array) -> None:
        """Write Φ(x) + x φ(x) into ``slope``, which the backward pass needs, and x Φ(x) into ``y``."""
        clipped, density, *scratch = self._scratch[:, : x.size]
        far = FAR[self.dtype]
        np.clip(x, -far, far, out=clipped)
        self._distribution(clipped, density, slope, scratch)
        np.maximum(x, clipped, out=y)  # or minus infinity would meet a 0
        np.multiply(y, slope, y)
        np.multiply(clipped, density, clipped)
        np.multiply(clipped, 1 / sqrt(2 * pi), clipped)
        np.add(slope, clipped, slope)

    def _distribution(self, x: Array, density: Array, out: Array, scratch: list[Array]) -> None:
        """Write exp(-x² / 2) into ``density`` and Φ(x), which is erfc(|x| / √2) / 2 below zero, into ``out``."""
        distance, upper, *_ = scratch
        np.multiply(x, x, density)
        np.multiply(density, -0.5, density)
        np.exp(density, density)
        np.abs(x, distance)
        np.multiply(distance, sqrt(0.5), distance)
        erfc(distance, density, out, scratch[1:])
        np.multiply(out, 0.5, out)
        np.subtract(1, out, upper)
        is_negative = bits(distance)
        mark_negative(x, is_negative)
        keep(out, is_negative, otherwise=upper)

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        np.multiply(grad, self._slope[: len(grad)], grad_in)
