"""What happens between two batches: penalty, clipping, and the optimiser's step, guarded against numbers too large."""

from __future__ import annotations

from math import isfinite

import numpy as np

from nnlab.engine.clipping import clip, gradient_norm
from nnlab.engine.network import Network
from nnlab.engine.optimizers import Adamw, Optimizer
from nnlab.engine.penalty import Penalty
from nnlab.training.divergence import FirstNonFinite, find_broken_gradient, find_broken_value

SAFE = 1e15
"""Where gradient, penalty and their products with the rate, parameters and the optimiser's memory stay below this, no
step can overflow."""


class Update:
    """Moves the parameters of a network, or leaves them as they were where a number would not stay finite.

    Parameters
    ----------
    network : Network
        May be replaced by another of the same parameters.
    optimizer : Optimizer
    penalty : Penalty
    clip_norm : float or None
    """

    def __init__(self, network: Network, optimizer: Optimizer, penalty: Penalty, clip_norm: float | None) -> None:
        self.network, self.optimizer, self.penalty, self._clip_norm = network, optimizer, penalty, clip_norm
        self._decay = optimizer.weight_decay if isinstance(optimizer, Adamw) else 0.0
        self._has_large_numbers = False

    @np.errstate(all="ignore")
    def look_for_large_numbers(self) -> None:
        """Find out whether parameters or the optimiser's memory are so large that the next step has to be watched."""
        vectors = (self.network.parameters.values, *self.optimizer.state.values())
        self._has_large_numbers = not all(gradient_norm(vector) <= SAFE for vector in vectors)

    def apply(self, learning_rate: float, step: int) -> FirstNonFinite | None:
        """Take one step along the gradients of the last backward pass, or say what broke and take none."""
        grads = self.network.parameters.grads
        norm = gradient_norm(grads)
        if not isfinite(norm) and (broke := find_broken_gradient(self.network, step)):
            return broke
        decay = max(self.penalty.l2, self._decay)
        largest = max(norm, decay, self.penalty.l1, 1.0) * max(learning_rate, 1.0)
        if largest > SAFE or self._has_large_numbers:
            return self._apply_watched(learning_rate, step)
        if self._clip_norm is None:
            self.optimizer.step(learning_rate, self.penalty)
        else:
            self.penalty.add_all()
            clip(grads, gradient_norm(grads), self._clip_norm)
            self.optimizer.step(learning_rate)
        if learning_rate * decay >= 1:  # then weights may grow step by step, however small their gradients are
            self.look_for_large_numbers()
        return None

    def _apply_watched(self, learning_rate: float, step: int) -> FirstNonFinite | None:
        """Take one step, and undo it where it leads to a parameter that is not finite."""
        parameters = self.network.parameters
        before = parameters.values.copy()
        self.penalty.add_all()
        norm = gradient_norm(parameters.grads)
        if not isfinite(norm) and (broke := find_broken_gradient(self.network, step)):
            return broke
        if self._clip_norm is not None:
            clip(parameters.grads, norm, self._clip_norm)
        self.optimizer.step(learning_rate)
        broke = find_broken_value(self.network, step)
        if broke is not None:
            parameters.values[...] = before
        self.look_for_large_numbers()
        return broke
