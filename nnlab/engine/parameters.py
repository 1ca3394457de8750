"""All parameters of a network in one flat vector, all gradients in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array


class Role(Enum):
    """What an array of a layer is to the training."""

    WEIGHT = "weight"
    """Learned, and counted by the L2 and L1 penalties."""
    FREE = "free"
    """Learned, and not penalised: biases, gamma, beta, slopes."""
    RUNNING = "running"
    """Not learned but measured on the way, for use at test time."""


@dataclass(frozen=True)
class ParameterShape:
    """What a layer asks for: a named array, and its role."""

    name: str
    shape: tuple[int, ...]
    role: Role = Role.FREE

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return prod(self.shape)


@dataclass(frozen=True)
class Parameter:
    """One named array of a layer: its values and its gradient, both views into the flat vectors.

    The gradient of what is not learned is empty.
    """

    name: str
    role: Role
    value: Array
    grad: Array


class Parameters:
    """The flat vectors, and each layer's views into them.

    Weights of all layers stand first, so that a penalty is one operation on ``values[:n_weights]``.

    Parameters
    ----------
    shapes : sequence of sequence of ParameterShape
        What each layer asks for, from the input up.
    dtype : float32 or float64
    values : (n,), optional
        Of all that is learned, to be used as they are and not copied; zeros where they are left out.

    Attributes
    ----------
    values, grads : (n,)
        Of all that is learned.
    running : (m,)
        All running statistics.
    n_weights : int
    layers : list of list of Parameter
        The views of each layer, in the order it asked for them.
    """

    def __init__(
        self, shapes: Sequence[Sequence[ParameterShape]], dtype: DTypeLike, values: Array | None = None
    ) -> None:
        sizes = {role: sum(s.size for layer in shapes for s in layer if s.role is role) for role in Role}
        self.n_weights = sizes[Role.WEIGHT]
        learned = self.n_weights + sizes[Role.FREE]
        self.values: Array = np.zeros(learned, dtype) if values is None else values
        self.grads: Array = np.zeros(learned, dtype)
        self.running: Array = np.zeros(sizes[Role.RUNNING], dtype)
        self._next = {Role.WEIGHT: 0, Role.FREE: self.n_weights, Role.RUNNING: 0}
        self.layers = [[self._view(shape) for shape in layer] for layer in shapes]

    def _view(self, shape: ParameterShape) -> Parameter:
        start = self._next[shape.role]
        stop = self._next[shape.role] = start + shape.size
        if shape.role is Role.RUNNING:
            return Parameter(shape.name, shape.role, self.running[start:stop].reshape(shape.shape), self.grads[:0])
        value, grad = (flat[start:stop].reshape(shape.shape) for flat in (self.values, self.grads))
        return Parameter(shape.name, shape.role, value, grad)

    def __len__(self) -> int:
        return self.values.size
