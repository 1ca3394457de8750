"""How weights start: each initialiser fills an array from the generator it is handed.

Draws are made in float64 and rounded, so that both precisions start from the same weights.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import sqrt

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

    std: float

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return the chosen one, whatever the fans."""
        return self.std


class XavierFanIn(Gaussian):
    """std = 1/sqrt(fan_in): a unit's variance is that of its inputs (Glorot & Bengio 2010, as taught in CS231n)."""

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return 1/sqrt(fan_in)."""
        return 1 / sqrt(fan_in)


class XavierAverage(Gaussian):
    """std = sqrt(2/(fan_in + fan_out)): a compromise between forward and backward (Glorot & Bengio 2010, eq. 12)."""

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return sqrt(2/(fan_in + fan_out))."""
        return sqrt(2 / (fan_in + fan_out))


class He(Gaussian):
    """std = sqrt(2/fan_in): makes up for the half that a ReLU silences (He et al. 2015, eq. 10)."""

    def std_for(self, fan_in: int, fan_out: int) -> float:
        """Return sqrt(2/fan_in)."""
        return sqrt(2 / fan_in)
