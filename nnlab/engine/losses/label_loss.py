"""What losses share whose targets are labels, and whose outputs are one score a class."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array
from nnlab.engine.losses.loss import Loss, Targets


class LabelLoss(Loss):
    """A loss that treats the output of the right class apart from the others."""

    def __init__(self, max_batch: int, n_outputs: int, dtype: DTypeLike) -> None:
        super().__init__(max_batch, n_outputs, dtype)
        self._row: Array = np.empty((max_batch, 1), dtype)
        self._right: Array = np.empty(max_batch, dtype)
        self._class_ones: Array = np.ones((n_outputs, 1), dtype)
        self._batch_ones: Array = np.ones(max_batch, dtype)
        self._row_start = np.arange(max_batch, dtype=np.intp) * n_outputs
        self._index = np.empty(max_batch, np.intp)

    def _take_right(self, scores: Array, labels: Targets) -> Array:
        """Return a (batch,) copy of the scores of the right classes, and keep where they are."""
        n = len(scores)
        index, right = self._index[:n], self._right[:n]
        np.add(self._row_start[:n], labels, index)
        scores.ravel().take(index, out=right, mode="clip")  # np.take does the same, a microsecond later
        return right

    def _sum_rows(self, scores: Array) -> Array:
        """Return the (batch, 1) sums over the classes; a product with ones is several times as fast as a sum."""
        return np.dot(scores, self._class_ones, self._row[: len(scores)])

    def _subtract_from_right(self, scores: Array, amounts: Array) -> None:
        """Take (batch,) amounts off the scores of the right classes; an array of ones is faster here than a 1."""
        np.subtract.at(scores.ravel(), self._index[: len(scores)], amounts)
