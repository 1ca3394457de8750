"""Selecting by sign with integer operations, several times as fast as a mask of booleans."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nnlab.engine.array import Array

Bits = NDArray[np.signedinteger[Any]]
INTEGERS = {size: np.dtype(f"i{size}") for size in (4, 8)}


def bits(values: Array) -> Bits:
    """Return the same memory read as integers of the same width."""
    return values.view(INTEGERS[values.itemsize])


def bits_of(number: float, dtype: DTypeLike) -> int:
    """Return the bits of one float of ``dtype``, as an integer."""
    return int(bits(np.array(number, dtype)))


def mark_positive(rectified: Bits, mask: Bits) -> None:
    """Fill ``mask`` with ones in all bits where a value is above zero, and 0 elsewhere.

    The bits of a float above zero, read as an integer, are above zero; so minus their sign is a mask of ones.

    Parameters
    ----------
    rectified : Bits
        Of values nowhere below zero.
    mask : Bits
    """
    np.sign(rectified, mask)
    np.negative(mask, mask)


def mark_negative(values: Array, mask: Bits) -> None:
    """Fill ``mask`` with ones in all bits where the sign of ``values`` is minus, -0.0 included, and 0 elsewhere."""
    np.right_shift(bits(values), 8 * values.itemsize - 1, mask)


def mark_not_positive(values: Array, mask: Bits) -> None:
    """Fill ``mask`` with ones in all bits where ``values`` are at or below zero, -0.0 included, and 0 elsewhere.

    One less than the bits of a float is an integer below zero for 0 and all floats below it; only -0.0 overflows, and
    has its own sign bit.
    """
    integers = bits(values)
    np.subtract(integers, 1, mask)
    np.bitwise_or(mask, integers, mask)
    np.right_shift(mask, 8 * values.itemsize - 1, mask)


def keep(values: Array, mask: Bits, otherwise: Array) -> None:
    """Leave ``values`` as they are where ``mask`` is ones, and overwrite them with ``otherwise`` where it is 0."""
    integers, others = bits(values), bits(otherwise)
    np.bitwise_xor(integers, others, integers)
    np.bitwise_and(integers, mask, integers)
    np.bitwise_xor(integers, others, integers)
