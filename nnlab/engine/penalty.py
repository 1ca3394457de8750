"""The penalty on large weights."""

from __future__ import annotations

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK, chunks
from nnlab.engine.parameters import Parameters


class L2:
    """½ · strength · Σ w² over the weights, biases excluded.

    Parameters
    ----------
    parameters : Parameters
    strength : float
    """

    def __init__(self, parameters: Parameters, strength: float) -> None:
        self.strength = strength
        self._w = parameters.values[: parameters.n_penalised]
        self._grad = parameters.grads[: parameters.n_penalised]
        self._scratch: Array = np.empty(min(CHUNK, self._w.size), self._w.dtype)

    def value(self) -> float:
        """Return the penalty itself."""
        return 0.5 * self.strength * float(np.dot(self._w, self._w))

    def add_gradient(self) -> None:
        """Add strength · w to the gradients of the weights."""
        if self.strength == 0:
            return
        for w, grad in chunks(self._w, self._grad):
            decay = self._scratch[: w.size]
            np.multiply(w, self.strength, out=decay)
            np.add(grad, decay, out=grad)
