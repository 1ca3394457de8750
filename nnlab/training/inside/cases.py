"""Single examples with what a network says of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Dataset, Labels


@dataclass(frozen=True)
class Cases:
    """Some examples that a class is named of.

    Attributes
    ----------
    dataset : Dataset
        All examples as they came.
    index : (n,)
        Which of them these are.
    truth, predicted : (n,)
        The class as the network is told, and the one it names.
    certainty : (n,) or None
        The probability of the class that is named; None where there are no probabilities.
    loss : (n,)
    """

    dataset: Dataset
    index: Labels
    truth: Labels
    predicted: Labels
    certainty: Array | None
    loss: Array

    def __len__(self) -> int:
        return len(self.index)

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """(n,) Whether the class that is named is the true one."""
        return np.asarray(self.truth == self.predicted)

    def taken(self, rows: Labels) -> Cases:
        """Return the cases in these rows."""
        return Cases(
            self.dataset,
            self.index[rows],
            self.truth[rows],
            self.predicted[rows],
            None if self.certainty is None else self.certainty[rows],
            self.loss[rows],
        )
