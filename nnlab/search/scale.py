"""Where a value lies in its range, from 0 to 1 on its own scale, and back."""

from __future__ import annotations

from math import floor, log
from typing import Any

from nnlab.spec.search import ChoicesSpec, DimensionSpec, IntegersSpec, LogUniformSpec

DIGITS = 4
"""Significant ones of a number that is tried: what has more cannot be read."""


def value_at(dimension: DimensionSpec, place: float) -> Any:
    """Return the value at ``place``, from 0 to 1; whole numbers and choices have equal shares of it."""
    if isinstance(dimension, ChoicesSpec):
        return dimension.choices[min(floor(place * len(dimension.choices)), len(dimension.choices) - 1)]
    low, high = ends(dimension)
    if isinstance(dimension, IntegersSpec):
        return min(int(low) + floor(place * (high - low + 1)), int(high))
    value = low * (high / low) ** place if isinstance(dimension, LogUniformSpec) else low + place * (high - low)
    return min(max(float(f"{value:.{DIGITS}g}"), low), high)


def place_of(dimension: DimensionSpec, value: Any) -> float:
    """Return where ``value`` lies between the ends, which are 0 and 1; a choice lies in the middle of its share."""
    if isinstance(dimension, ChoicesSpec):
        return (dimension.choices.index(value) + 0.5) / len(dimension.choices)
    low, high = ends(dimension)
    if isinstance(dimension, LogUniformSpec):
        return log(value / low) / log(high / low)
    return float((value - low) / (high - low))


def part_of(whole: DimensionSpec, part: DimensionSpec) -> tuple[float, float]:
    """Return where the ends of ``part`` lie between those of ``whole``; of choices, the shares of those kept."""
    if isinstance(part, ChoicesSpec):
        places, half = [place_of(whole, choice) for choice in part.choices], 0.5 / len(extremes(whole))
        return min(places) - half, max(places) + half
    low, high = ends(part)
    return place_of(whole, low), place_of(whole, high)


def ends(dimension: DimensionSpec) -> tuple[float, float]:
    """Return the ends of a range of numbers.

    Raises
    ------
    TypeError
        For choices, which have none.
    """
    if isinstance(dimension, ChoicesSpec):
        raise TypeError("choices have no ends")
    if isinstance(dimension, LogUniformSpec):
        return dimension.log_uniform
    return dimension.integers if isinstance(dimension, IntegersSpec) else dimension.uniform


def extremes(dimension: DimensionSpec) -> tuple[Any, ...]:
    """Return the ends of a range, or all choices."""
    if isinstance(dimension, ChoicesSpec):
        return dimension.choices
    return dimension.integers if isinstance(dimension, IntegersSpec) else ends(dimension)


def between(dimension: DimensionSpec, low: float, high: float) -> DimensionSpec:
    """Return the part of a range of numbers from ``low`` to ``high``, places on its scale; beyond 0 and 1 it is wider.

    What is rounded is rounded outward; whole numbers keep two at least.
    """
    first, last = ends(dimension)
    if isinstance(dimension, IntegersSpec):
        bottom = max(floor(first + low * (last - first)), 0)
        top = max(-floor(-(first + high * (last - first))), bottom + 1)
        return dimension.model_copy(update={"integers": (bottom, top)})
    if isinstance(dimension, LogUniformSpec):
        found = tuple(float(f"{first * (last / first) ** place:.{DIGITS}g}") for place in (low, high))
        return dimension.model_copy(update={"log_uniform": found})
    found = tuple(float(f"{first + place * (last - first):.{DIGITS}g}") for place in (low, high))
    return dimension.model_copy(update={"uniform": found})
