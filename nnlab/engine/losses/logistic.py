"""Logistic regression on one output."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array, Labels
from nnlab.engine.losses.loss import Loss, Targets


class Logistic(Loss):
    """L = mean of -log p, where p = sigmoid(z) for label 1 and sigmoid(-z) for label 0.

    Computed as max(z, 0) - z·t + log(1 + exp(-abs(z))) for label t, which overflows nowhere
    (``torch.nn.BCEWithLogitsLoss``).
    """

    def __init__(self, max_batch: int, n_outputs: int, dtype: DTypeLike) -> None:
        if n_outputs != 1:
            raise ValueError(f"the logistic loss takes one output, not {n_outputs}")
        super().__init__(max_batch, n_outputs, dtype)
        self._target, self._size, self._excess, self._small = np.empty((4, max_batch), dtype)

    @staticmethod
    def outputs_for(classes: int) -> int:  # noqa: ARG004 - always two
        """Return 1: the logarithm of the odds of label 1 against label 0."""
        return 1

    @staticmethod
    def predict(outputs: Array) -> Labels:
        """Return label 1 where it is the more likely one, z > 0; see Loss.predict."""
        return (outputs[:, 0] > 0).astype(np.intp)

    @staticmethod
    def probabilities(outputs: Array) -> Array:
        """Return the probabilities of both labels, sigmoid(-z) and sigmoid(z); see Loss.probabilities."""
        z = np.concatenate([-outputs, outputs], axis=1)
        small = np.exp(-np.abs(z))
        probabilities: Array = np.where(z >= 0, 1, small) / (1 + small)
        return probabilities

    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean loss of a batch of labels 0 and 1; see Loss.forward.

        Keeps the probability of the wrong label, sigmoid(±z): 1/(1 + exp(-abs(z))) where it is the larger one and
        exp(-abs(z)) times that where it is the smaller, which is exact for tiny ones.
        """
        n, z = len(outputs), outputs[:, 0]
        t, size, excess, small = self._target[:n], self._size[:n], self._excess[:n], self._small[:n]
        wrong = self._grad[:n, 0]
        t[...] = targets
        np.maximum(z, 0, out=excess)
        np.multiply(z, t, wrong)
        np.subtract(excess, wrong, excess)
        np.abs(z, size)
        np.negative(size, small)
        np.exp(small, small)
        np.subtract(excess, size, wrong)  # 0 or -abs(z)
        np.exp(wrong, wrong)
        np.add(small, 1, size)
        np.divide(wrong, size, wrong)
        np.log1p(small, small)
        np.add(excess, small, excess)
        return float(np.add.reduce(excess)) / n

    def backward(self, n: int) -> Array:
        """Return dL/dz = (sigmoid(z) - t) / n = ± the probability of the wrong label, over n; see Loss.backward."""
        grad, sign = self._grad[:n], self._target[:n]
        np.multiply(sign, -2 / n, sign)
        np.add(sign, 1 / n, sign)
        np.multiply(grad[:, 0], sign, grad[:, 0])
        return grad
