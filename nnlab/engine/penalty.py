"""The penalty on large weights."""

from __future__ import annotations

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK, pieces
from nnlab.engine.parameters import Parameters


class Penalty:
    """½ · l2 · Σ w² + l1 · Σ abs(w) over the weights, biases excluded.

    Parameters
    ----------
    parameters : Parameters
    l2, l1 : float
        May be changed at any time; the next step takes the new ones.
    """

    def __init__(self, parameters: Parameters, l2: float = 0.0, l1: float = 0.0) -> None:
        self.l2, self.l1 = l2, l1
        weights, grads = (flat[: parameters.n_weights] for flat in (parameters.values, parameters.grads))
        scratch: Array = np.empty(min(CHUNK, weights.size), weights.dtype)
        self._pieces = [(w, grad, scratch[: w.size]) for w, grad in pieces(weights, grads)]

    def value(self) -> float:
        """Return the penalty itself."""
        squares = sum(float(np.dot(w, w)) for w, _, _ in self._pieces) if self.l2 else 0.0
        sizes = sum(float(np.add.reduce(np.abs(w, scratch))) for w, _, scratch in self._pieces) if self.l1 else 0.0
        return 0.5 * self.l2 * squares + self.l1 * sizes

    def add_gradient(self, index: int) -> None:
        """Add l2 · w + l1 · sign(w) to the gradients of one piece of the flat vectors; sign(0) is 0.

        Parameters
        ----------
        index : int
            Of the piece, as ``chunks.pieces`` cuts all parameters; beyond the weights there is nothing to add.
        """
        if index >= len(self._pieces):
            return
        w, grad, scratch = self._pieces[index]
        if self.l2:
            np.multiply(w, self.l2, scratch)
            np.add(grad, scratch, grad)
        if self.l1:
            np.sign(w, scratch)
            np.multiply(scratch, self.l1, scratch)
            np.add(grad, scratch, grad)

    def add_all(self) -> None:
        """Add the gradient of all pieces."""
        for index in range(len(self._pieces)):
            self.add_gradient(index)
