"""What every optimiser can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK, pieces
from nnlab.engine.parameters import Parameters
from nnlab.engine.penalty import Penalty

Piece = tuple[Array, ...]
"""Views of one piece of the flat vectors: values, gradients, scratch, and the state in the order of its names."""


class Optimizer(ABC):
    """Moves the parameters along their gradients.

    The flat vectors are walked in pieces that stay in the cache; the penalty is added to each piece on the way.

    Parameters
    ----------
    parameters : Parameters
    state_names : str
        What it remembers from step to step; each starts as a vector of zeros.

    Attributes
    ----------
    state : mapping of str to (n,) arrays
        A checkpoint copies it and writes back into it.
    steps : int
        Updates done; together with ``state`` all that is needed to go on.
    """

    def __init__(self, parameters: Parameters, *state_names: str) -> None:
        values, grads = parameters.values, parameters.grads
        self.steps = 0
        self.state: Mapping[str, Array] = {name: np.zeros_like(values) for name in state_names}
        scratch: Array = np.empty(min(CHUNK, values.size), values.dtype)
        self._pieces: list[Piece] = [
            (w, grad, scratch[: w.size], *state) for w, grad, *state in pieces(values, grads, *self.state.values())
        ]

    def step(self, learning_rate: float, penalty: Penalty | None = None) -> None:
        """Change all parameters once.

        Parameters
        ----------
        learning_rate : float
        penalty : Penalty, optional
            Of the same parameters; its gradient is added to theirs first.
        """
        self.steps += 1
        self._prepare(learning_rate)
        for index, piece in enumerate(self._pieces):
            if penalty is not None:
                penalty.add_gradient(index)
            self._move(piece)

    @abstractmethod
    def _prepare(self, rate: float) -> None:
        """Work out the numbers that are the same for all pieces of step number ``steps``, which counts from 1."""

    @abstractmethod
    def _move(self, piece: Piece) -> None:
        """Change the parameters of one piece, and its state."""
