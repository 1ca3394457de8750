"""Adagrad."""

from __future__ import annotations

import numpy as np

from nnlab.engine.optimizers.optimizer import Optimizer, Piece
from nnlab.engine.parameters import Parameters


class Adagrad(Optimizer):
    """s ← s + g²; w ← w - rate / (1 + (t - 1) · lr_decay) · g / (√s + eps), for step t (``torch.optim.Adagrad``).

    Duchi et al. 2011.

    Parameters
    ----------
    parameters : Parameters
    lr_decay : float
    initial_accumulator_value : float
        What s starts from.
    eps : float
    """

    def __init__(
        self,
        parameters: Parameters,
        lr_decay: float = 0.0,
        initial_accumulator_value: float = 0.0,
        eps: float = 1e-10,
    ) -> None:
        super().__init__(parameters, "square_sum")
        self.lr_decay, self.eps = lr_decay, eps
        self.state["square_sum"].fill(initial_accumulator_value)

    def _prepare(self, rate: float) -> None:
        self._rate = rate / (1 + (self.steps - 1) * self.lr_decay)

    def _move(self, piece: Piece) -> None:
        w, grad, update, square_sum = piece
        np.multiply(grad, grad, update)
        np.add(square_sum, update, square_sum)
        np.sqrt(square_sum, update)
        np.add(update, self.eps, update)
        np.divide(grad, update, update)
        np.multiply(update, self._rate, update)
        np.subtract(w, update, w)
