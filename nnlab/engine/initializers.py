"""How weights start: each initialiser fills an array from the generator it is handed.

Draws are made in float64 and rounded, so that both precisions start from the same weights.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from nnlab.engine.array import Array


class Initializer(ABC):
    """Fills the weights of one layer."""

    @abstractmethod
    def fill(self, w: Array, *, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        """Overwrite ``w``.

        Parameters
        ----------
        w : any shape
        fan_in, fan_out : int
            How many inputs feed one unit, and how many units one input feeds.
        rng : Generator
        """


class Zeros(Initializer):
    """All zero: every unit of a layer stays the same as its neighbours."""

    def fill(self, w: Array, *, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        """Set every weight to zero."""
        w.fill(0)


class Gaussian(Initializer):
    """Gaussian weights of mean zero; what differs is the standard deviation."""

    @abstractmethod
    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return the standard deviation for a layer of these fans."""

    def fill(self, w: Array, *, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        """Draw every weight; see Initializer.fill."""
        w[...] = rng.standard_normal(w.shape) * self.std_for(fan_in, fan_out)


@dataclass(frozen=True)
class Normal(Gaussian):
    """A standard deviation chosen by hand."""

    std: float = 0.01

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return the chosen one, whatever the fans."""
        return self.std


@dataclass(frozen=True)
class Xavier(Gaussian):
    """std = 1/sqrt(fan_in): a unit's variance is that of its inputs (Glorot & Bengio 2010, as taught in CS231n).

    With the average fan sqrt(2/(fan_in + fan_out)): a compromise between forward and backward (their eq. 12).
    """

    fan: Literal["in", "average"] = "in"

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return sqrt(1/fan)."""
        return 1 / sqrt(fan_in if self.fan == "in" else (fan_in + fan_out) / 2)


class He(Gaussian):
    """std = sqrt(2/fan_in): makes up for the half that a ReLU silences (He et al. 2015, eq. 10)."""

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return sqrt(2/fan_in)."""
        return sqrt(2 / fan_in)


@dataclass(frozen=True)
class Orthogonal(Initializer):
    """Rows or columns, whichever are fewer, at right angles and of length ``gain`` (Saxe et al. 2014).

    The Q of a Gaussian matrix, with the signs that make R's diagonal positive: so all directions are equally likely
    (Mezzadri 2007). All axes but the last count as rows.
    """

    gain: float = 1.0

    def fill(self, w: Array, *, fan_in: int, fan_out: int, rng: np.random.Generator) -> None:
        """Draw every weight; see Initializer.fill."""
        rows, columns = w.size // w.shape[-1], w.shape[-1]
        q, r = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
        q *= np.copysign(self.gain, np.diagonal(r))
        w[...] = (q if rows >= columns else q.T).reshape(w.shape)
