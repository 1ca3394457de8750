"""Arrays as ``.npy`` members: the header is checked against the bytes that are there before anything is allocated."""

from __future__ import annotations

import io
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = frozenset("fiu")
"""Floats and whole numbers; an array of objects would need unpickling."""
LONGEST_HEADER = 1000


def to_npy(array: NDArray[Any]) -> bytes:
    """Return ``array`` in NumPy's own format."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def from_npy(content: bytes) -> NDArray[Any]:
    """Read an array.

    Raises
    ------
    ValueError
        When the header is not one that ``to_npy`` writes, or does not fit the bytes that follow.
    """
    buffer = io.BytesIO(content)
    if np.lib.format.read_magic(buffer) != (1, 0):
        raise ValueError("not version 1.0 of the npy format")
    shape, fortran, dtype = np.lib.format.read_array_header_1_0(buffer, max_header_size=LONGEST_HEADER)
    if fortran or dtype.kind not in KINDS or min(shape, default=0) < 0:
        raise ValueError("not an array of numbers in C order")
    if prod(shape) * dtype.itemsize != len(content) - buffer.tell():
        raise ValueError("the shape in the header does not fit the size")
    return np.frombuffer(content, dtype, offset=buffer.tell()).reshape(shape).copy()
