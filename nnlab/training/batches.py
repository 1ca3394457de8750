"""The training examples in batches, in a new order every epoch."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from nnlab.engine.array import Array, Labels
from nnlab.engine.losses import Targets


@dataclass(frozen=True)
class Place:
    """Where in the examples a run is.

    Attributes
    ----------
    epoch : int
        Epochs completed.
    position : int
        How many examples of the present epoch were used.
    order : (n,)
        The permutation of the present epoch.
    random_state : dict
        Of the generator that draws the next permutation.
    """

    epoch: int
    position: int
    order: Labels
    random_state: dict[str, Any]

    @property
    def time(self) -> float:
        """Epochs, with the part of the present one that is done."""
        return self.epoch + self.position % len(self.order) / len(self.order)


class Batches:
    """Deals batches for ever; the last of an epoch holds what is left.

    Parameters
    ----------
    x : (n, *example_shape)
    targets : (n, …)
    batch_size : int
        At first; ``set_batch_size`` changes it between two batches.
    rng : Generator
        Decides the order and nothing else.

    Attributes
    ----------
    epoch : int
        Epochs completed.
    position : int
        Examples of the present epoch used.
    """

    def __init__(self, x: Array, targets: Targets, batch_size: int, rng: np.random.Generator) -> None:
        self._x, self._targets, self._rng = x, targets, rng
        self._order = np.arange(len(x), dtype=np.intp)
        self.epoch, self.position = 0, len(x)
        self.set_batch_size(batch_size)

    def set_batch_size(self, batch_size: int) -> None:
        """Deal batches of ``batch_size`` from now on."""
        self.batch_size = batch_size
        self._batch_x = np.empty((batch_size, *self._x.shape[1:]), self._x.dtype)
        self._batch_targets = np.empty((batch_size, *self._targets.shape[1:]), self._targets.dtype)

    @property
    def is_at_epoch_end(self) -> bool:
        """Whether the next batch begins an epoch."""
        return self.position == len(self._order)

    @property
    def seen(self) -> int:
        """How many examples were dealt in all."""
        return self.epoch * len(self._order) + self.position % len(self._order)

    @property
    def next_size(self) -> int:
        """How many examples the next batch will hold."""
        left = len(self._order) if self.is_at_epoch_end else len(self._order) - self.position
        return min(self.batch_size, left)

    @property
    def time(self) -> float:
        """Epochs, with the part of the present one that is done."""
        return self.seen / len(self._order)

    def next(self) -> tuple[Array, Targets]:
        """Return the next (batch, *example_shape) examples and their targets, views that the next call overwrites."""
        if self.is_at_epoch_end:
            self._rng.shuffle(self._order)
            self.position = 0
        index = self._order[self.position : self.position + self.batch_size]
        n = len(index)
        self.position += n
        self.epoch += self.is_at_epoch_end
        x, targets = self._batch_x[:n], self._batch_targets[:n]
        self._x.take(index, axis=0, out=x, mode="clip")
        self._targets.take(index, axis=0, out=targets, mode="clip")
        return x, targets

    def place(self) -> Place:
        """Return a copy of where the run is in the examples."""
        return Place(self.epoch, self.position, self._order.copy(), dict(self._rng.bit_generator.state))

    def restore(self, place: Place) -> None:
        """Go back to ``place``."""
        self.epoch, self.position = place.epoch, place.position
        self._order[...] = place.order
        self._rng.bit_generator.state = place.random_state


def steps_left(place: Place | Batches, examples: int, batch_size: int, epochs: int) -> int:
    """Return how many batches of ``batch_size`` there are from ``place`` until ``epochs`` epochs are done.

    Parameters
    ----------
    place : Place or Batches
    examples, batch_size, epochs : int
    """
    if place.epoch >= epochs:
        return 0
    in_this = examples - place.position
    whole = epochs - place.epoch - (in_this > 0)
    return ceil(in_this / batch_size) + whole * ceil(examples / batch_size)
