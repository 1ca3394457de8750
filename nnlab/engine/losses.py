"""Losses: the mean over a batch, and its gradient with respect to the logits."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array, Labels


class SoftmaxCrossEntropy:
    """L = mean of log(sum_j exp(z_j)) - z_label, computed after subtracting each row's maximum.

    Parameters
    ----------
    max_batch, classes : int
    dtype : float32 or float64
    """

    def __init__(self, max_batch: int, classes: int, dtype: DTypeLike) -> None:
        self._shifted: Array = np.empty((max_batch, classes), dtype)
        self._row: Array = np.empty((max_batch, 1), dtype)
        self._picked: Array = np.empty(max_batch, dtype)
        self._row_start = np.arange(max_batch, dtype=np.intp) * classes
        self._index = np.empty(max_batch, np.intp)

    def forward(self, logits: Array, labels: Labels) -> float:
        """Return the mean loss of a batch, and keep what ``backward`` needs.

        Parameters
        ----------
        logits : (batch, classes)
        labels : (batch,)
        """
        n = len(logits)
        z, row, picked, index = self._shifted[:n], self._row[:n], self._picked[:n], self._index[:n]
        np.max(logits, axis=1, keepdims=True, out=row)
        np.subtract(logits, row, out=z)
        np.add(self._row_start[:n], labels, out=index)
        np.take(z.ravel(), index, out=picked, mode="clip")
        np.exp(z, out=z)
        np.sum(z, axis=1, keepdims=True, out=row)
        np.divide(z, row, out=z)
        np.log(row, out=row)
        np.subtract(row[:, 0], picked, out=picked)
        return float(np.add.reduce(picked)) / n

    def backward(self, n: int) -> Array:
        """Return dL/d logits = (softmax - one_hot) / n of the last forward pass.

        Parameters
        ----------
        n : int
            The size of that batch.

        Returns
        -------
        (n, classes)
            A view into a buffer that the next pass overwrites.
        """
        grad = self._shifted[:n]
        np.subtract.at(grad.ravel(), self._index[:n], 1)
        np.multiply(grad, 1 / n, out=grad)
        return grad
