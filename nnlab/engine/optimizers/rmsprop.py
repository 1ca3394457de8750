"""RMSprop."""

from __future__ import annotations

from math import sqrt

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.optimizers.optimizer import Optimizer, Piece
from nnlab.engine.parameters import Parameters


class Rmsprop(Optimizer):
    """v ← alpha · v + (1 - alpha) · g²; w ← w - rate · g / (√v + eps) (``torch.optim.RMSprop``; Hinton 2012).

    Where ``centered``, the square of m ← alpha · m + (1 - alpha) · g is first taken off v; with momentum the quotient
    goes into b ← momentum · b + g / (√v + eps), and w ← w - rate · b.

    As in Adam, what it remembers are m / (1 - alpha) and v / (1 - alpha), fading sums, and √(1 - alpha) · b.

    Parameters
    ----------
    parameters : Parameters
    alpha, eps, momentum : float
    centered : bool
    """

    def __init__(
        self,
        parameters: Parameters,
        alpha: float = 0.99,
        eps: float = 1e-8,
        momentum: float = 0.0,
        centered: bool = False,
    ) -> None:
        names = {"square_sum": True, "gradient_sum": centered, "velocity": momentum > 0}
        super().__init__(parameters, *(name for name, is_needed in names.items() if is_needed))
        self.alpha, self.eps, self.momentum, self.centered = alpha, eps, momentum, centered

    def _prepare(self, rate: float) -> None:
        root = sqrt(1 - self.alpha)
        self._eps, self._rate = self.eps / root, rate / root

    def _move(self, piece: Piece) -> None:
        w, grad, update, square_sum, *rest = piece
        np.multiply(square_sum, self.alpha, square_sum)
        np.multiply(grad, grad, update)
        np.add(square_sum, update, square_sum)
        if self.centered:
            square_sum = self._spread(square_sum, grad, rest[0], out=update)
        np.sqrt(square_sum, update)
        np.add(update, self._eps, update)
        np.divide(grad, update, update)
        direction = self._gather(update, rest[-1]) if self.momentum else update
        np.multiply(direction, self._rate, update)
        np.subtract(w, update, w)

    def _spread(self, square_sum: Array, grad: Array, gradient_sum: Array, out: Array) -> Array:
        """Return (v - m²) / (1 - alpha), the mean of the squares less the square of the mean."""
        np.multiply(gradient_sum, self.alpha, gradient_sum)
        np.add(gradient_sum, grad, gradient_sum)
        np.multiply(gradient_sum, gradient_sum, out)
        np.multiply(out, 1 - self.alpha, out)
        np.subtract(square_sum, out, out)
        return np.abs(out, out)  # below zero by rounding alone, where PyTorch makes a NaN

    def _gather(self, quotient: Array, velocity: Array) -> Array:
        np.multiply(velocity, self.momentum, velocity)
        return np.add(velocity, quotient, velocity)
