"""Arrays as ``.npy`` members: the header is checked against the bytes that are there before anything is allocated."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

ReadArray = Callable[..., NDArray[Any]]
"""Returns the array of a name and a type, which is float64 if left out."""

MAGIC = b"\x93NUMPY\x01\x00"
HEADER = re.compile(
    rb"\{'descr': '(?P<dtype>(?:<f4|<f8|<i8|<u4|\|u1))', 'fortran_order': False, "
    rb"'shape': \((?P<shape>(?:\d{1,12}(?:, \d{1,12})*,?)?)\), \} *\n"
)
"""What ``to_npy`` writes and nothing else: NumPy's own reader evaluates whatever stands in a header."""


def to_npy(array: NDArray[Any]) -> tuple[bytes, memoryview]:
    """Return ``array`` in NumPy's own format, version 1.0, little-endian: its header, and its numbers, not copied."""
    buffer = io.BytesIO()
    array = np.asarray(array, array.dtype.newbyteorder("<"), order="C")
    np.lib.format.write_array_header_1_0(buffer, np.lib.format.header_data_from_array_1_0(array))
    return buffer.getvalue(), array.reshape(-1).view(np.uint8).data


def from_npy(content: bytes, dtype: DTypeLike) -> NDArray[Any]:
    """Read an array of ``dtype``.

    Raises
    ------
    ValueError
        When it is of another type, the header is not one that ``to_npy`` writes, or does not fit the bytes that follow.
    """
    start = 10 + int.from_bytes(content[8:10], "little")
    header = HEADER.fullmatch(content[10:start])
    if not content.startswith(MAGIC) or header is None:
        raise ValueError("not an array of numbers as this program writes them")
    shape = tuple(int(size) for size in header["shape"].decode().split(",") if size)
    little = np.dtype(header["dtype"].decode())
    if little.newbyteorder("=") != dtype:
        raise ValueError(f"an array of {little} instead of {np.dtype(dtype)}")
    if prod(shape) * little.itemsize != len(content) - start:
        raise ValueError("the shape in the header does not fit the size")
    return np.frombuffer(content, little, offset=start).reshape(shape).astype(dtype)
