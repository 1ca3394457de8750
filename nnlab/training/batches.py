"""The training examples in batches, in a new order every epoch."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from nnlab.data.prepared import Examples
from nnlab.engine.array import Array, Labels


@dataclass(frozen=True)
class Place:
    """Where in the order of examples a run is.

    Attributes
    ----------
    order : (n,)
        The permutation of the present epoch.
    position : int
        How many of its examples were used.
    random_state : dict
        Of the generator that draws the next permutation.
    """

    order: Labels
    position: int
    random_state: dict[str, Any]


class Batches:
    """Deals batches for ever; the last of an epoch holds what is left.

    Parameters
    ----------
    examples : Examples
    batch_size : int
    rng : Generator
        Decides the order and nothing else.
    """

    def __init__(self, examples: Examples, batch_size: int, rng: np.random.Generator) -> None:
        self._examples, self._batch_size, self._rng = examples, batch_size, rng
        self._order = np.arange(len(examples), dtype=np.intp)
        self._position = len(examples)
        self._x = np.empty((batch_size, *examples.x.shape[1:]), examples.x.dtype)
        self._labels = np.empty(batch_size, np.intp)
        self.per_epoch = ceil(len(examples) / batch_size)

    def next(self) -> tuple[Array, Labels]:
        """Return the next (batch, *example_shape) examples and (batch,) labels, views that the next call overwrites."""
        if self._position >= len(self._order):
            self._rng.shuffle(self._order)
            self._position = 0
        index = self._order[self._position : self._position + self._batch_size]
        self._position += len(index)
        x, labels = self._x[: len(index)], self._labels[: len(index)]
        np.take(self._examples.x, index, axis=0, out=x, mode="clip")
        np.take(self._examples.labels, index, out=labels, mode="clip")
        return x, labels

    def place(self) -> Place:
        """Return a copy of where the run is in the order of examples."""
        return Place(self._order.copy(), self._position, dict(self._rng.bit_generator.state))

    def restore(self, place: Place) -> None:
        """Go back to ``place``."""
        self._order[...] = place.order
        self._position = place.position
        self._rng.bit_generator.state = place.random_state
