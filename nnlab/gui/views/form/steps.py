"""What Up and Down do to a number: each field steps the way its values are thought of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol


class Steps(Protocol):
    """A way to go from one value to the next."""

    def after(self, value: float, *, up: bool) -> float:
        """Return the neighbour of ``value``."""


@dataclass(frozen=True)
class Linear:
    """Equal steps, for shares and offsets."""

    size: float
    low: float
    high: float

    def after(self, value: float, *, up: bool) -> float:
        """Return ``value`` one step on, free of the noise that binary fractions bring."""
        moved = round(value + (self.size if up else -self.size), 10)
        return _within(moved, self.low, self.high)


@dataclass(frozen=True)
class Counts:
    """Steps of the second digit, at least one: 5, 6 … 64, 65 … 100, 110 … 1,700, 1,800."""

    low: int = 1
    high: int = 1_000_000

    def after(self, value: float, *, up: bool) -> float:
        """Return the next count; going up and then down comes back."""
        edge = max(value if up else value - 1, 1)
        size = 10 ** max(int(math.log10(edge)) - 1, 0)
        return _within(round(value) + (size if up else -size), self.low, self.high)


@dataclass(frozen=True)
class Doubling:
    """Powers of two, for batches."""

    low: int = 1
    high: int = 1_000_000

    def after(self, value: float, *, up: bool) -> float:
        """Return the next power of two in the direction."""
        exponent = math.log2(max(value, 1))
        power = math.floor(exponent) + 1 if up else math.ceil(exponent) - 1
        return _within(2 ** max(power, 0), self.low, self.high)


@dataclass(frozen=True)
class OneTwoFive:
    """1, 2, 5, 10 …, for what is searched on a logarithmic scale; below the smallest comes 0, if ``zero``."""

    low: float
    high: float
    zero: bool = False

    def after(self, value: float, *, up: bool) -> float:
        """Return the next number of the series."""
        floor = 0.0 if self.zero else self.low
        if up:
            above = (one for one in self._near(value) if one > value * (1 + 1e-9))
            return min(min(above, default=self.high), self.high)
        below = [one for one in self._near(value) if one < value * (1 - 1e-9)]
        return max(below) if below else floor

    def _near(self, value: float) -> list[float]:
        """Return the members of the series around ``value``, in order."""
        exponent = math.floor(math.log10(min(max(value, self.low), self.high)))
        powers = range(exponent - 1, exponent + 2)
        series = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
        return [one for one in series if self.low <= one <= self.high]


@dataclass(frozen=True)
class NearOne:
    """… 0.8, 0.9, 0.95, 0.98, 0.99, 0.995 …, for shares of what is kept: what they leave goes 1, 2, 5."""

    low: float = 0.0
    high: float = 0.9999

    def after(self, value: float, *, up: bool) -> float:
        """Return the next share."""
        left = OneTwoFive(1 - self.high, 1).after(1 - value, up=not up)
        return _within(round(1 - left, 10), self.low, self.high)


@dataclass(frozen=True)
class ShareOrCount:
    """Shares below 1 step as shares, whole numbers as counts: neither becomes the other, which means something else."""

    shares: NearOne
    counts: Counts

    def after(self, value: float, *, up: bool) -> float:
        """Return the next share, or the next count."""
        return (self.shares if value < 1 else self.counts).after(value, up=up)


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
