"""All parameters of a network in one flat vector, all gradients in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import DTypeLike

from nnlab.engine.array import Array


@dataclass(frozen=True)
class ParameterShape:
    """What a layer asks for: a named array, and whether the L2 and L1 penalties count it."""

    name: str
    shape: tuple[int, ...]
    penalised: bool = False


@dataclass(frozen=True)
class Parameter:
    """One named array of a layer: its values and its gradient, both views into the flat vectors."""

    name: str
    value: Array
    grad: Array


class Parameters:
    """The flat vectors, and each layer's views into them.

    Penalised parameters (the weights) of all layers stand first, so that a penalty is one operation on
    ``values[:n_penalised]``.

    Parameters
    ----------
    shapes : sequence of sequence of ParameterShape
        What each layer asks for, from the input up.
    dtype : float32 or float64

    Attributes
    ----------
    values, grads : (n,)
    n_penalised : int
    layers : list of list of Parameter
        The views of each layer, in the order it asked for them.
    """

    def __init__(self, shapes: Sequence[Sequence[ParameterShape]], dtype: DTypeLike) -> None:
        flat = [shape for layer in shapes for shape in layer]
        self.n_penalised = sum(prod(shape.shape) for shape in flat if shape.penalised)
        total = sum(prod(shape.shape) for shape in flat)
        self.values: Array = np.zeros(total, dtype)
        self.grads: Array = np.zeros(total, dtype)
        self._next = {True: 0, False: self.n_penalised}
        self.layers = [[self._view(shape) for shape in layer] for layer in shapes]

    def _view(self, shape: ParameterShape) -> Parameter:
        start = self._next[shape.penalised]
        stop = self._next[shape.penalised] = start + prod(shape.shape)
        value, grad = (flat[start:stop].reshape(shape.shape) for flat in (self.values, self.grads))
        return Parameter(shape.name, value, grad)

    def __len__(self) -> int:
        return self.values.size
