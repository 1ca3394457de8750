"""The softmax classifier."""

from __future__ import annotations

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.losses.label_loss import LabelLoss
from nnlab.engine.losses.loss import Targets


class SoftmaxCrossEntropy(LabelLoss):
    """L = mean of log(sum_j exp(z_j)) - z_label, computed after subtracting each row's maximum."""

    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean loss of a batch with labels for targets; see Loss.forward."""
        n = len(outputs)
        z, row = self._grad[:n], self._row[:n]
        np.maximum.reduce(outputs, axis=1, keepdims=True, out=row)
        np.subtract(outputs, row, z)
        right = self._take_right(z, targets)
        np.exp(z, z)
        total = self._sum_rows(z)
        np.divide(z, total, z)
        np.log(total, total)
        np.subtract(total[:, 0], right, right)
        return float(self._batch_ones[:n].dot(right)) / n

    def backward(self, n: int) -> Array:
        """Return dL/d logits = (softmax - one_hot) / n; see Loss.backward."""
        grad = self._grad[:n]
        self._subtract_from_right(grad, self._batch_ones[:n])
        np.multiply(grad, 1 / n, grad)
        return grad
