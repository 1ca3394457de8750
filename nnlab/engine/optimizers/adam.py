"""Adam, and its form with a decay apart from the gradient."""

from __future__ import annotations

from math import sqrt

import numpy as np

from nnlab.engine.optimizers.optimizer import Optimizer, Piece
from nnlab.engine.parameters import Parameters


class Adam(Optimizer):
    """Running means of g and g², both corrected for their start at zero (Kingma & Ba 2015, algorithm 1).

    m ← β₁ · m + (1 - β₁) · g; v ← β₂ · v + (1 - β₂) · g²;
    w ← w - rate · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + eps), for step t (``torch.optim.Adam``).

    It remembers m / (1 - β₁) and v / (1 - β₂), fading sums, and puts all other factors into two numbers a step: that
    spares two passes over the vectors.

    Parameters
    ----------
    parameters : Parameters
    betas : (float, float)
    eps : float
    """

    def __init__(self, parameters: Parameters, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8) -> None:
        super().__init__(parameters, "gradient_sum", "square_sum")
        self.betas, self.eps = betas, eps

    def _prepare(self, rate: float) -> None:
        """Write the update as rate' · gradient_sum / (√square_sum + eps')."""
        beta1, beta2 = self.betas
        root = sqrt((1 - beta2) / (1 - beta2**self.steps))  # √square_sum times this is the corrected √v
        self._eps = self.eps / root
        self._rate = rate * (1 - beta1) / (1 - beta1**self.steps) / root

    def _move(self, piece: Piece) -> None:
        w, grad, update, gradient_sum, square_sum = piece
        beta1, beta2 = self.betas
        np.multiply(gradient_sum, beta1, gradient_sum)
        np.add(gradient_sum, grad, gradient_sum)
        np.multiply(square_sum, beta2, square_sum)
        np.multiply(grad, grad, update)
        np.add(square_sum, update, square_sum)
        np.sqrt(square_sum, update)
        np.add(update, self._eps, update)
        np.divide(gradient_sum, update, update)
        np.multiply(update, self._rate, update)
        np.subtract(w, update, w)


class Adamw(Adam):
    """Adam, after w ← (1 - rate · weight_decay) · w for all parameters (``torch.optim.AdamW``).

    Loshchilov & Hutter 2019.

    Parameters
    ----------
    parameters, betas, eps
        See Adam.
    weight_decay : float
    """

    def __init__(
        self,
        parameters: Parameters,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        super().__init__(parameters, betas, eps)
        self.weight_decay = weight_decay

    def _prepare(self, rate: float) -> None:
        super()._prepare(rate)
        self._keep = 1 - rate * self.weight_decay

    def _move(self, piece: Piece) -> None:
        w = piece[0]
        np.multiply(w, self._keep, w)
        super()._move(piece)
