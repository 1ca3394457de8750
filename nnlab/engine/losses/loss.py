"""What every loss can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nnlab.engine.array import Array, Labels

Targets = NDArray[Any]
"""What the outputs should be: labels, or for the mean squared error numbers of the shape of the outputs."""


class Loss(ABC):
    """A number that training makes small: a mean over the batch.

    Parameters
    ----------
    max_batch, n_outputs : int
    dtype : float32 or float64
    """

    def __init__(self, max_batch: int, n_outputs: int, dtype: DTypeLike) -> None:
        self._grad: Array = np.empty((max_batch, n_outputs), dtype)

    @staticmethod
    def outputs_for(classes: int) -> int:
        """Return how many outputs a network needs to tell ``classes`` apart: one each."""
        return classes

    @staticmethod
    def encode(labels: Labels, classes: int, dtype: DTypeLike) -> Targets:  # noqa: ARG004 - for others
        """Return what ``forward`` takes as targets for class labels: the labels themselves.

        Parameters
        ----------
        labels : (n,)
        classes : int
        dtype : float32 or float64
            Of the outputs.
        """
        return labels

    @staticmethod
    def predict(outputs: Array) -> Labels:
        """Return the (batch,) labels that (batch, n_outputs) outputs stand for: the largest of each row."""
        labels: Labels = outputs.argmax(axis=1)
        return labels

    @staticmethod
    def probabilities(outputs: Array) -> Array | None:  # noqa: ARG004 - for others
        """Return (batch, classes) probabilities that the outputs stand for; None where they are scores or numbers."""
        return None

    @abstractmethod
    def forward(self, outputs: Array, targets: Targets) -> float:
        """Return the mean loss of a batch, and keep what ``backward`` needs.

        Parameters
        ----------
        outputs : (batch, n_outputs)
        targets : (batch,) or (batch, n_outputs)
            As ``encode`` gives them.
        """

    @abstractmethod
    def backward(self, n: int) -> Array:
        """Return dL/d outputs of the last forward pass; asked for once a pass, since it overwrites what was kept.

        Parameters
        ----------
        n : int
            The size of that batch.

        Returns
        -------
        (n, n_outputs)
            A view into a buffer that the next pass overwrites.
        """
