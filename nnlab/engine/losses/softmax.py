"""The softmax classifier."""

from __future__ import annotations

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.losses.label_loss import LabelLoss
from nnlab.engine.losses.loss import Targets

MODERATE = 60.0
"""The exponentials of scores between minus this and this, and their sums, are far from the ends of float32."""


class SoftmaxCrossEntropy(LabelLoss):
    """L = mean of log(sum_j exp(z_j)) - z_label.

    Where a score is not moderate, each row's maximum is first taken off, which changes nothing but the rounding.
    """

    @staticmethod
    def probabilities(outputs: Array) -> Array:
        """Return the softmax of each row; see Loss.probabilities."""
        z = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        probabilities: Array = z / z.sum(axis=1, keepdims=True)
        return probabilities

    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean loss of a batch with labels for targets; see Loss.forward."""
        n = len(outputs)
        z = self._grad[:n]
        scores = outputs if _are_moderate(outputs) else self._without_maximum(outputs, z)
        right = self._take_right(scores, targets)
        np.exp(scores, z)
        total = self._sum_rows(z)
        np.divide(z, total, z)
        np.log(total, total)
        np.subtract(total[:, 0], right, right)
        return max(float(self._batch_ones[:n].dot(right)) / n, 0.0)  # rounding may take off more than there is

    def _without_maximum(self, outputs: Array, z: Array) -> Array:
        row = self._row[: len(outputs)]
        np.maximum.reduce(outputs, axis=1, keepdims=True, out=row)
        return np.subtract(outputs, row, z)

    def backward(self, n: int) -> Array:
        """Return dL/d logits = (softmax - one_hot) / n; see Loss.backward."""
        grad = self._grad[:n]
        self._subtract_from_right(grad, self._batch_ones[:n])
        np.multiply(grad, 1 / n, grad)
        return grad


def _are_moderate(outputs: Array) -> bool:
    """Return whether all scores are moderate; finding the extremes costs a tenth of the maxima of all rows."""
    flat = outputs.ravel()
    return bool(flat[flat.argmin()] > -MODERATE and flat[flat.argmax()] < MODERATE)  # False for NaN
