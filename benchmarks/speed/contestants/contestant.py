"""What the contestants share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.nets import Net

Action = Callable[[], object]


@dataclass(frozen=True)
class Contestant:
    """A net ready to be trained.

    Attributes
    ----------
    step : callable
        Takes one training step.
    loss : callable or None
        Gives the present loss: a net that broke would be timed on NaN.
    pictures : mapping of str to callable
        Ways to take the statistics that the window shows of the layers.
    """

    step: Action
    loss: Callable[[], float] | None = None
    pictures: Mapping[str, Action] = field(default_factory=dict)


def gaussian_examples(net: Net) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Return (examples, features) unit Gaussian values and (examples,) labels, as the source `noise` has them."""
    rng = np.random.default_rng(0)
    labels = np.arange(net.examples, dtype=np.intp) % net.classes
    return rng.standard_normal((net.examples, net.n_in), dtype=np.float32), labels


class ShuffledBatches:
    """Index arrays of full batches, in a new order every epoch.

    Parameters
    ----------
    examples, batch : int
        The first a multiple of the second.
    shuffle : callable
        Returns a permutation of that many indices, in the array type of the contestant.
    """

    def __init__(self, examples: int, batch: int, shuffle: Callable[[int], Any]) -> None:
        self._examples, self._batch, self._shuffle = examples, batch, shuffle
        self._position = examples

    def next(self) -> Any:
        """Return the indices of the next batch."""
        if self._position >= self._examples:
            self._order = self._shuffle(self._examples)
            self._position = 0
        self._position += self._batch
        return self._order[self._position - self._batch : self._position]
