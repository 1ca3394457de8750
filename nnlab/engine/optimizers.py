"""Optimisers: a few lines on the flat vectors each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK, chunks
from nnlab.engine.parameters import Parameters


class Optimizer(ABC):
    """Moves the parameters along their gradients.

    Parameters
    ----------
    parameters : Parameters

    Attributes
    ----------
    state : mapping of str to (n,) arrays
        What it remembers from step to step, by name; a checkpoint copies it and writes back into it.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._values, self._grads = parameters.values, parameters.grads
        self._scratch: Array = np.empty(min(CHUNK, len(parameters)), self._values.dtype)
        self.state: Mapping[str, Array] = {}

    @abstractmethod
    def step(self, learning_rate: float) -> None:
        """Change all parameters once."""


class Sgd(Optimizer):
    """w ← w - rate · g."""

    def step(self, learning_rate: float) -> None:
        """Change all parameters once."""
        for w, grad in chunks(self._values, self._grads):
            update = self._scratch[: w.size]
            np.multiply(grad, learning_rate, out=update)
            np.subtract(w, update, out=w)


class Momentum(Optimizer):
    """v ← momentum · v + g; w ← w - rate · v (``torch.optim.SGD``, no dampening).

    Parameters
    ----------
    parameters : Parameters
    momentum : float
    """

    def __init__(self, parameters: Parameters, momentum: float) -> None:
        super().__init__(parameters)
        self.momentum = momentum
        self._velocity: Array = np.zeros_like(self._values)
        self.state = {"velocity": self._velocity}

    def step(self, learning_rate: float) -> None:
        """Change all parameters once."""
        for w, grad, velocity in chunks(self._values, self._grads, self._velocity):
            update = self._scratch[: w.size]
            np.multiply(velocity, self.momentum, out=velocity)
            np.add(velocity, grad, out=velocity)
            np.multiply(velocity, learning_rate, out=update)
            np.subtract(w, update, out=w)
