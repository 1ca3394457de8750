"""Round numbers between two ends, for lines and ticks."""

from __future__ import annotations

from math import ceil, floor, log10


def levels_between(low: float, high: float, parts: float) -> list[float]:
    """Return round numbers, equally far apart, that divide what lies between two ends into at most so many parts."""
    if not high > low or not parts > 0:
        return []
    least = (high - low) / parts
    power = 10.0 ** floor(log10(least))
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least * (1 - 1e-9))
    levels = [place * step for place in range(ceil(low / step), floor(high / step) + 1)]
    return [level for level in levels if low <= level <= high]  # rounding may put one beyond
