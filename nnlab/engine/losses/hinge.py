"""The multi-class support vector machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.losses.label_loss import LabelLoss
from nnlab.engine.losses.loss import Targets


class Hinge(LabelLoss):
    """L = mean of the sum over wrong classes j of max(0, 1 + z_j - z_label) (Weston & Watkins 1999, as in CS231n).

    ``torch.nn.MultiMarginLoss`` is this over the number of classes.
    """

    def __init__(self, max_batch: int, n_outputs: int, dtype: DTypeLike) -> None:
        super().__init__(max_batch, n_outputs, dtype)
        self._zeros: Array = np.zeros((max_batch, n_outputs), dtype)  # faster than 0, see Layer

    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean loss of a batch with labels for targets; see Loss.forward."""
        n = len(outputs)
        excess = self._grad[:n]
        right = self._take_right(outputs, targets)
        np.subtract(outputs, right[:, np.newaxis], excess)
        np.add(excess, 1, excess)
        self._subtract_from_right(excess, self._batch_ones[:n])  # leaves 0; NaN where the score is not finite
        np.maximum(excess, self._zeros[:n], out=excess)
        return float(np.add.reduce(excess, axis=None)) / n

    def backward(self, n: int) -> Array:
        """Return dL/dz: 1/n for each wrong class within the margin, and minus their sum for the right one.

        See Loss.backward. At the kink itself the slope is 0, as PyTorch has it.
        """
        grad = self._grad[:n]
        np.sign(grad, grad)
        self._subtract_from_right(grad, self._sum_rows(grad)[:, 0])
        np.multiply(grad, 1 / n, grad)
        return grad
