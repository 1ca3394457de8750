"""The arrays of an ``.npz``, each looked at before it is read."""

from __future__ import annotations

import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.arrays.npy_header import NpyHeader, read_npy_header
from nnlab.data.files import check_room, open_regular, refusal
from nnlab.data.raw import raw_bytes
from nnlab.data.reading import GARBLED, Stream, gathering, refusals_of
from nnlab.text import QT_TRANSLATE_NOOP

NOT_NPZ = QT_TRANSLATE_NOOP("nnlab", "{path} is not a file of NumPy’s arrays (NPZ), or is cut short.")
OTHER_PACKING = QT_TRANSLATE_NOOP("nnlab", "{path}: {name} is encrypted, or packed in a way that NumPy never uses.")
NOT_AN_ARRAY = QT_TRANSLATE_NOOP("nnlab", "{path}: {name} is not an array of numbers or text.")
OTHER_SIZE = QT_TRANSLATE_NOOP("nnlab", "{path} is damaged: {name} does not hold as many values as it announces.")

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others are never NumPy's, and LZMA takes as much memory as a file asks for."""
ENCRYPTED = 0x1
ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, OverflowError, RuntimeError, ValueError)


class NpzArchive:
    """An open ``.npz``.

    Parameters
    ----------
    path : Path
    archive : zipfile.ZipFile
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        entries = archive.infolist()
        self._entries = {entry.filename[:-4]: entry for entry in entries if entry.filename.endswith(".npy")}

    @property
    def names(self) -> list[str]:
        """What the arrays are called, in the order of the file."""
        return list(self._entries)

    def header(self, name: str) -> NpyHeader:
        """Read what the array ``name`` says of itself.

        Raises
        ------
        UnreadableFileError
            When it is not of numbers or text, or its size is not the one that the archive declares.
        """
        with self._opened(name) as stream:
            header = read_npy_header(stream)
        if header is None:
            raise refusal(NOT_AN_ARRAY, path=self._path, name=name)
        if header.length + header.size != self._entries[name].file_size:
            raise refusal(OTHER_SIZE, path=self._path, name=name)
        return header

    def reading(self, name: str) -> Generator[float, None, NDArray[Any]]:
        """Read the array ``name``, yielding the share that is done.

        Raises
        ------
        UnreadableFileError
            When it is damaged, or larger than the memory.
        """
        header = self.header(name)
        check_room(self._path, raw_bytes(header.dtype, header.values))
        with self._opened(name) as stream:
            stream.read(header.length)
            content = yield from gathering(self._path, stream, header.size)
        values = np.frombuffer(content.getbuffer(), header.dtype)
        return values.reshape(header.shape, order="F" if header.is_fortran else "C")

    @contextmanager
    def _opened(self, name: str) -> Iterator[Stream]:
        entry = self._entries[name]
        if entry.compress_type not in PACKINGS or entry.flag_bits & ENCRYPTED:
            raise refusal(OTHER_PACKING, path=self._path, name=name)
        with _zip_refusals(self._path, GARBLED), self._archive.open(entry) as stream:
            yield stream


@contextmanager
def open_npz(path: Path) -> Iterator[NpzArchive]:
    """Open an ``.npz``.

    Raises
    ------
    UnreadableFileError
        When it is none.
    """
    with open_regular(path) as file:
        with _zip_refusals(path, NOT_NPZ):
            archive = zipfile.ZipFile(file)
        with archive:
            yield NpzArchive(path, archive)


@contextmanager
def _zip_refusals(path: Path, template: str) -> Iterator[None]:
    """Turn what goes wrong in a zip into a sentence about ``path``."""
    with refusals_of(path):
        try:
            yield
        except ZIP_ERRORS as error:
            raise refusal(template, path=path) from error
