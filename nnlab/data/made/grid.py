"""Rounds made numbers, so that they are the same bits on every platform."""

from __future__ import annotations

from nnlab.data.dataset import Array

STEPS_PER_UNIT = 2.0**20


def on_grid(values: Array) -> Array:
    """Round ``values`` of float64, in place, to multiples of 2⁻²⁰, and return them.

    The last bits of sin, cos, exp and log, and so those of a Gaussian draw, differ between the C libraries and the
    processors NumPy is built for; the rest of the arithmetic is exact or rounded as IEEE 754 says. A millionth is far
    below the noise and far above those differences: they survive only where a number lies within a few last bits of
    the middle between two steps, about once in 2³⁰.
    """
    values *= STEPS_PER_UNIT
    values.round(out=values)
    values /= STEPS_PER_UNIT
    values += 0.0  # turns −0, the sign of which hangs on a last bit, into 0
    return values
