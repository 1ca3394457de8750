"""The mean squared error."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array, Labels
from nnlab.engine.losses.loss import Loss, Targets


class Mse(Loss):
    """L = mean over all elements of (y - target)² (``torch.nn.MSELoss``)."""

    @staticmethod
    def encode(labels: Labels, classes: int, dtype: DTypeLike) -> Targets:
        """Return (n, classes) numbers: 1 for the right class and 0 for the others; see Loss.encode."""
        one_hot = np.zeros((len(labels), classes), dtype)
        one_hot[np.arange(len(labels)), labels] = 1
        return one_hot

    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean of all squares of a batch with (batch, n_outputs) targets; see Loss.forward."""
        difference = self._grad[: len(outputs)]
        np.subtract(outputs, targets, difference)
        flat = difference.ravel()
        return float(np.dot(flat, flat)) / flat.size

    def backward(self, n: int) -> Array:
        """Return dL/dy = 2 (y - target) / (n · n_outputs); see Loss.backward."""
        grad = self._grad[:n]
        np.multiply(grad, 2 / grad.size, grad)
        return grad
