"""IDX, the format of MNIST: a header of sizes, then the numbers, packed with gzip or not."""

from __future__ import annotations

import gzip
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Shape
from nnlab.data.files import check_regular, check_room, open_regular, refusal
from nnlab.data.raw import raw_bytes
from nnlab.data.reading import CUT_SHORT, Stream, gathering, refusals_of
from nnlab.text import QT_TRANSLATE_NOOP

NOT_IDX = QT_TRANSLATE_NOOP("nnlab", "{path} is not in the format of MNIST.")
TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
MOST_DIMENSIONS = 4
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class IdxHeader:
    """What a file says of itself.

    Attributes
    ----------
    dtype : numpy.dtype
        Big-endian.
    shape : tuple of int
        One to four sizes, not trusted.
    """

    dtype: np.dtype[Any]
    shape: Shape

    @property
    def size(self) -> int:
        """Bytes of the numbers; a Python int, which does not overflow."""
        return prod(self.shape) * self.dtype.itemsize

    @property
    def length(self) -> int:
        """Bytes of the header itself."""
        return 4 + 4 * len(self.shape)


def read_header(path: Path) -> IdxHeader:
    """Read what ``path`` says of itself.

    Raises
    ------
    UnreadableFileError
        When it is not IDX, or is not as long as it says.
    """
    with _opened(path) as stream:
        header = _header(path, stream)
        is_packed = isinstance(stream, gzip.GzipFile)
    if not is_packed and check_regular(path) != header.length + header.size:
        raise refusal(CUT_SHORT, path=path)
    return header


def read_numbers(path: Path) -> Generator[float, None, NDArray[Any]]:
    """Read the array of ``path``, in the shape and the big-endian type of its header.

    Raises
    ------
    UnreadableFileError
        When it is not IDX, is not as long as it says, or is larger than the memory.
    """
    header = read_header(path)
    check_room(path, raw_bytes(header.dtype, prod(header.shape)))
    with _opened(path) as stream:
        stream.read(header.length)
        content = yield from gathering(path, stream, header.size)
    return np.frombuffer(content.getbuffer(), header.dtype).reshape(header.shape)


@contextmanager
def _opened(path: Path) -> Iterator[Stream]:
    with open_regular(path) as file, refusals_of(path):
        is_packed = file.read(2) == GZIP
        file.seek(0)
        yield gzip.GzipFile(fileobj=file) if is_packed else file


def _header(path: Path, stream: Stream) -> IdxHeader:
    magic = stream.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPES or not 1 <= magic[3] <= MOST_DIMENSIONS:
        raise refusal(NOT_IDX, path=path)
    sizes = stream.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise refusal(CUT_SHORT, path=path)
    return IdxHeader(np.dtype(TYPES[magic[2]]), tuple(np.frombuffer(sizes, ">u4").tolist()))
