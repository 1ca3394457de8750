"""Axes with round numbers at their ticks, even or logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, inf, log10

import numpy as np

from nnlab.store.export.report_words import power_text
from nnlab.store.export.thinning import LARGEST, Numbers

ROUND = (1, 2, 5, 10)
LOGARITHMIC_FROM = 30.0
"""Positive values whose largest is so many times the smallest are drawn on a logarithmic axis."""
MOST_DECADES = 6
"""A logarithmic axis of more has ticks at every second, or third, power of ten."""
DENSE_DECADES = 3
"""One of no more has ticks at 2 and 5 times the powers too."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Axis:
    """Where values stand, in the units of a picture.

    Attributes
    ----------
    low, high : float
        The values at both ends; ``low < high``.
    start, end : float
        Where these are drawn.
    ticks : tuple of float
        Values to be named.
    is_log : bool
    """

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    is_log: bool = False

    def places(self, values: Numbers) -> Numbers:
        """Return where (n,) values are drawn; values beyond an end at that end."""
        inside = np.clip(values, self.low, self.high)
        low, high = self.low, self.high
        if self.is_log:
            inside, low, high = np.log10(inside), log10(low), log10(high)
        return self.start + (inside - low) / (high - low) * (self.end - self.start)

    def place(self, value: float) -> float:
        """Return where a value is drawn."""
        return float(self.places(np.array([value]))[0])

    def labels(self) -> list[str]:
        """Return the ticks as text."""
        if self.is_log:
            return [power_text(tick) for tick in self.ticks]
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else self.high - self.low
        return [tick_text(tick, step) for tick in self.ticks]


def time_axis(last: float, start: float, end: float, *, whole: bool, most: int = 8) -> Axis:
    """Return an axis of steps or epochs, from 0 to ``last``; ``whole`` where only whole numbers have a meaning."""
    high = last if last > 0 else 1.0
    step = max(_round_step(high / most), 1.0 if whole else 0.0)
    return Axis(0.0, high, start, end, _multiples(0.0, high, step))


def value_axis(lines: Sequence[Numbers], start: float, end: float, *, may_be_log: bool = False, most: int = 6) -> Axis:
    """Return an axis over zero and all finite values of some lines, its ends round numbers.

    A logarithmic one, where it may be that and values are of many sizes, leaves out the zero.
    """
    values = np.concatenate([line[np.isfinite(line)] for line in lines]) if lines else np.empty(0)
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    if may_be_log and low > 0 and high / LOGARITHMIC_FROM >= low:
        return _logarithmic(low, high, start, end)
    low, high = min(low, 0.0), max(high, 0.0)
    high = high if high - low > 1 / LARGEST else 1.0
    step = _round_step((high - low) / most)
    low, high = floor(low / step + ROUNDING) * step, ceil(high / step - ROUNDING) * step
    return Axis(low, high, start, end, _multiples(low, high, step))


def _logarithmic(low: float, high: float, start: float, end: float) -> Axis:
    low, high = _round_below(max(low, 1 / LARGEST)), _round_above(high)
    powers = range(ceil(log10(low) - ROUNDING), floor(log10(high) + ROUNDING) + 1)
    ticks = [10.0**power for power in powers[:: ceil(len(powers) / MOST_DECADES)]]
    if log10(high / low) < DENSE_DECADES + ROUNDING:
        around = range(powers[0] - 1, powers[-1] + 1)
        ticks = sorted([*ticks, *(factor * 10.0**power for power in around for factor in (2, 5))])
    return Axis(low, high, start, end, tuple(t for t in ticks if low <= t * (1 + ROUNDING) and t <= high), is_log=True)


def _round_below(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return max(factor * power for factor in ROUND if factor * power <= value or factor == 1)


def _round_above(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return min((factor * power for factor in ROUND if factor * power >= value), default=inf)


def _round_step(least: float) -> float:
    """Return the next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** floor(log10(least))
    return next((factor * power for factor in ROUND if factor * power >= least * (1 - ROUNDING)), 10 * power)


def _multiples(low: float, high: float, step: float) -> tuple[float, ...]:
    first, last = ceil(low / step - ROUNDING), floor(high / step + ROUNDING)
    return tuple(index * step for index in range(first, last + 1))


def tick_text(value: float, step: float) -> str:
    """Return a multiple of ``step`` with as many decimals as that has; far from one with a power of ten."""
    if abs(value) < step * ROUNDING:
        return "0"
    if step < 1e-4 or abs(value) >= 1e8:
        return power_text(value)
    decimals = max(0, -floor(log10(step) + ROUNDING))
    return f"{value:,.{decimals}f}".replace("-", "−")
