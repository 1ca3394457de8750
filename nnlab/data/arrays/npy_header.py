"""What an array in NumPy's own format says of itself, read without NumPy's reader, which evaluates it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from nnlab.data.dataset import Shape
from nnlab.data.reading import Stream

MAGIC = b"\x93NUMPY"
VERSIONS = {b"\x01\x00": 2, b"\x02\x00": 4, b"\x03\x00": 4}
"""How many bytes tell the length of the header, by the version of the format."""
MOST_BYTES = 10_000
MOST_DIGITS = 18
MOST_DIMENSIONS = 8
TYPE = re.compile(rb"""['"]descr['"]\s*:\s*['"]([<>|=]?(?:b1|[iu][1248]|f[248]|[SU][1-9]\d{0,4}))['"]""")
ORDER = re.compile(rb"""['"]fortran_order['"]\s*:\s*(True|False)""")
SHAPE = re.compile(rb"""['"]shape['"]\s*:\s*\(([\d\s,L]*)\)""")


@dataclass(frozen=True)
class NpyHeader:
    """The type and shape of an array, not trusted.

    Attributes
    ----------
    dtype : numpy.dtype
        Of booleans, integers, floats of at most 64 bits, or text.
    shape : tuple of int
    is_fortran : bool
        Whether the first index changes fastest.
    length : int
        Bytes before the values.
    """

    dtype: np.dtype[Any]
    shape: Shape
    is_fortran: bool
    length: int

    @property
    def values(self) -> int:
        """How many; a Python int, which does not overflow."""
        return prod(self.shape)

    @property
    def size(self) -> int:
        """Bytes of the values."""
        return self.values * self.dtype.itemsize


def read_npy_header(stream: Stream) -> NpyHeader | None:
    """Read a header from the start of ``stream``; None where it is not one of numbers or text."""
    magic = stream.read(8)
    width = VERSIONS.get(magic[6:], 0) if magic.startswith(MAGIC) else 0
    length = int.from_bytes(stream.read(width), "little")
    if not 0 < length <= MOST_BYTES:
        return None
    text = stream.read(length)
    dtype, order, shape = TYPE.search(text), ORDER.search(text), SHAPE.search(text)
    sizes = re.findall(rb"\d+", shape[1]) if shape else []
    if not (dtype and order and shape) or len(sizes) > MOST_DIMENSIONS or any(len(s) > MOST_DIGITS for s in sizes):
        return None
    return NpyHeader(
        np.dtype(dtype[1].decode()), tuple(int(size) for size in sizes), order[1] == b"True", 8 + width + length
    )
