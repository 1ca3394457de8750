"""Gradient descent, plain and with momentum."""

from __future__ import annotations

import numpy as np

from nnlab.engine.optimizers.optimizer import Optimizer, Piece
from nnlab.engine.parameters import Parameters


class Sgd(Optimizer):
    """w ← w - rate · g (``torch.optim.SGD``)."""

    def __init__(self, parameters: Parameters) -> None:
        super().__init__(parameters)

    def _prepare(self, rate: float) -> None:
        self._rate = rate

    def _move(self, piece: Piece) -> None:
        w, grad, update = piece
        np.multiply(grad, self._rate, update)
        np.subtract(w, update, w)


class Momentum(Optimizer):
    """v ← momentum · v + g; w ← w - rate · v (``torch.optim.SGD`` without dampening).

    Parameters
    ----------
    parameters : Parameters
    momentum : float
    """

    def __init__(self, parameters: Parameters, momentum: float = 0.9) -> None:
        super().__init__(parameters, "velocity")
        self.momentum = momentum

    def _prepare(self, rate: float) -> None:
        self._rate = rate

    def _move(self, piece: Piece) -> None:
        w, grad, update, velocity = piece
        np.multiply(velocity, self.momentum, velocity)
        np.add(velocity, grad, velocity)
        np.multiply(velocity, self._rate, update)
        np.subtract(w, update, w)


class Nesterov(Momentum):
    """v ← momentum · v + g; w ← w - rate · (g + momentum · v) (``torch.optim.SGD`` with ``nesterov``)."""

    def _move(self, piece: Piece) -> None:
        w, grad, update, velocity = piece
        np.multiply(velocity, self.momentum, velocity)
        np.add(velocity, grad, velocity)
        np.multiply(velocity, self.momentum, update)
        np.add(update, grad, update)
        np.multiply(update, self._rate, update)
        np.subtract(w, update, w)
