"""A run at one of its steps: all that its network needs to be looked at, and to go on from there to the same bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nnlab.engine.array import Array
from nnlab.spec.live import Change
from nnlab.training.batches import Place


@dataclass(frozen=True)
class Weights:
    """The parameters of a network after ``step`` steps; copied, and never changed.

    Attributes
    ----------
    step : int
    parameters : (n,)
        The flat vector; always finite.
    running : (m,)
        The running statistics.
    """

    step: int
    parameters: Array
    running: Array


@dataclass(frozen=True)
class Keyframe(Weights):
    """A run, copied between two steps, without what it remembers of the steps before.

    Attributes
    ----------
    seconds : float
        Time spent in training steps.
    optimizer : mapping of str to (n,) arrays
    place : Place
        In the order of examples.
    dropout : tuple of dict
        The random state of each hidden layer's dropout.
    changes : tuple of Change
        What was changed in mid-run and has acted, in the order of its steps.
    """

    seconds: float
    optimizer: Mapping[str, Array]
    place: Place
    dropout: tuple[dict[str, Any], ...]
    changes: tuple[Change, ...]

    @property
    def size_bytes(self) -> int:
        """How much memory its arrays take."""
        arrays = (self.parameters, self.running, self.place.order, *self.optimizer.values())
        return sum(array.nbytes for array in arrays)
