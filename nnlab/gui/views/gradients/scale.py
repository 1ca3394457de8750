"""Scales of axes: where values stand between the ends, and which round numbers are written beside them."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from nnlab.gui import numbers

Values = NDArray[np.float64]
LARGEST: Final = 300
"""Powers of ten beyond this are not looked for."""
ROUND: Final = (1, 2, 5, 10)


class Scale(Protocol):
    """Maps values to shares of an axis, 0 at its lower end."""

    def shares(self, values: Values) -> Values:
        """Return where values stand; NaN for those without a place."""

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return at most about so many round values, each with its text."""


class LogScale:
    """Equal distances are equal ratios.

    Parameters
    ----------
    low, high : int
        The powers of ten at the ends; ``low < high``.
    """

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def shares(self, values: Values) -> Values:
        """Return where positive values stand, also beyond the ends; NaN for all others."""
        positive = np.where(np.isfinite(values) & (values > 0), values, np.nan)
        shares: Values = (np.log10(positive) - self.low) / (self.high - self.low)
        return shares

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return powers of ten, so many of them that their numbers do not touch."""
        stride = max(1, ceil((self.high - self.low + 1) / max(most, 2)))
        first = ceil(self.low / stride) * stride
        return [(10.0**power, numbers.edge(10.0**power)) for power in range(first, self.high + 1, stride)]


class LinearScale:
    """Equal distances are equal differences.

    Parameters
    ----------
    low, high : float
        ``low < high``.
    """

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def shares(self, values: Values) -> Values:
        """Return where finite values stand; NaN for all others."""
        finite = np.where(np.isfinite(values), values, np.nan)
        shares: Values = (0.5 * finite - 0.5 * self.low) / (0.5 * self.high - 0.5 * self.low)
        return shares

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Return round values."""
        return [(value, numbers.edge(value)) for value in round_values(self.low, self.high, most)]


def log_scale_around(values: Values, *, least: tuple[int, int] | None = None, decades: int = 2) -> LogScale:
    """Return a scale of whole powers of ten with room for all positive values.

    Parameters
    ----------
    values : any shape
    least : (int, int), optional
        Powers of ten that are always on it.
    decades : int
        How many it has at least, so that what is nearly even looks it.
    """
    positive = values[np.isfinite(values) & (values > 0)]
    ends = [log10(float(positive.min())), log10(float(positive.max()))] if positive.size else []
    ends += least or ()
    low, high = floor(min(ends, default=-decades)), ceil(max(ends, default=0))
    low, high = max(low, -LARGEST), min(high, LARGEST)
    while high - low < decades:
        low, high = (low - 1, high) if (high - low) % 2 == 0 else (low, high + 1)
    return LogScale(low, high)


def linear_scale_around(values: Values, *always: float, padding: float = 0.05) -> LinearScale:
    """Return a scale with room for all finite values, and for those that are ``always`` on it."""
    finite = values[np.isfinite(values)]
    ends = [*always, *((float(finite.min()), float(finite.max())) if finite.size else ())]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    width = 0.5 * high - 0.5 * low
    if width <= 1e-9 * max(abs(low), abs(high)):  # a single value, or none
        width = 0.5 * max(abs(low), 1.0)
    return LinearScale(low - 2 * padding * width, high + 2 * padding * width)


def round_values(low: float, high: float, most: int, least: float = 0.0) -> list[float]:
    """Return at most about ``most`` multiples of a round number from ``low`` to ``high``, at least ``least`` apart."""
    wanted = max((high - low) / max(most, 1), least)
    if not 0 < wanted < np.inf:
        return []
    power = 10.0 ** floor(log10(wanted))
    step = next(digit * power for digit in ROUND if digit * power >= wanted * (1 - 1e-9))
    return [place * step for place in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
