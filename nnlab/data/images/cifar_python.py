"""CIFAR's layout for Python: a pickled dict, of which nothing is executed."""

from __future__ import annotations

import io
from collections.abc import Generator
from math import prod
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnlab.data.files import refusal
from nnlab.data.images.cifar_batch import PIXELS, SIDE, VALUES, CifarBatch, labels_of
from nnlab.data.images.safe_pickle import ForbiddenNameError, Name, Recorded, unpickling
from nnlab.data.raw import check_counts
from nnlab.text import QT_TRANSLATE_NOOP

FOREIGN = QT_TRANSLATE_NOOP(
    "nnlab", "{path} asks for {name}, which no file of CIFAR needs. Nothing of it was executed, and it is not read."
)
NOT_A_BATCH = QT_TRANSLATE_NOOP("nnlab", "{path} is not a file of CIFAR for Python, or is damaged.")
NO_IMAGES = QT_TRANSLATE_NOOP("nnlab", "{path} holds no images and labels as the files of CIFAR for Python do.")

EXPECTED = frozenset({
    "_codecs.encode", "numpy.dtype", "numpy.ndarray",
    "numpy._core.multiarray._reconstruct", "numpy._core.numeric._frombuffer",
})  # fmt: skip
LONGEST_NAME = 100
LABELS = {
    ("labels", "fine"): 10,
    ("labels", "coarse"): 10,
    ("fine_labels", "fine"): 100,
    ("coarse_labels", "coarse"): 20,
}
"""How many classes the labels under a key tell apart, and for which choice of labels they are taken."""


def python_batch(
    path: Path, content: io.BytesIO, labels: Literal["fine", "coarse"]
) -> Generator[float, None, CifarBatch]:
    """Read the images of a pickled dict and their labels, yielding the share that is done.

    Raises
    ------
    UnreadableFileError
    """
    found = yield from read_dict(path, content)
    for (key, choice), classes in LABELS.items():
        if choice == labels and isinstance(found.get(key), list):
            images = _images(path, found.get("data"))
            check_counts(path, len(images), len(found[key]))
            return CifarBatch(images, labels_of(path, found[key], classes), classes)
    raise refusal(NO_IMAGES, path=path)


def read_dict(path: Path, content: io.BytesIO) -> Generator[float, None, dict[str, Any]]:
    """Read a pickled dict, yielding the share that is done; NumPy's arrays are in it as records of how to make them.

    Raises
    ------
    UnreadableFileError
    """
    try:
        found = yield from unpickling(content, len(content.getbuffer()), _expected)
    except ForbiddenNameError as error:
        raise refusal(FOREIGN, path=path, name=str(error)[:LONGEST_NAME]) from error
    except ValueError as error:
        raise refusal(NOT_A_BATCH, path=path) from error
    if not isinstance(found, dict):
        raise refusal(NOT_A_BATCH, path=path)
    return found


def _expected(name: str) -> Name:
    """Return the stand-in for what an array is made with; NumPy 1 called its core otherwise."""
    today = name.replace("numpy.core.", "numpy._core.")
    if today not in EXPECTED:
        raise ForbiddenNameError(name)
    return Name(today)


def _images(path: Path, data: Any) -> NDArray[np.uint8]:
    """Build the (n, 3072) array that ``data`` records."""
    try:
        values = _array(data)
    except ValueError as error:
        raise refusal(NOT_A_BATCH, path=path) from error
    if not len(values) or values.shape[1:] not in {(VALUES,), (3, SIDE, SIDE)}:
        raise refusal(NO_IMAGES, path=path)
    return values.reshape(-1, 3 * PIXELS)


def _array(record: Any) -> NDArray[np.uint8]:
    """Build an array of bytes from the arguments that NumPy would have got.

    Raises
    ------
    ValueError
    """
    match record:
        case Recorded("numpy._core.multiarray._reconstruct", _, (1, tuple(shape), dtype, bool(is_fortran), content)):
            pass
        case Recorded("numpy._core.numeric._frombuffer", (content, dtype, tuple(shape), "C" | "F" as order)):
            is_fortran = order == "F"
        case _:
            raise ValueError("not an array")
    values = _bytes(content)
    if not _is_bytes(dtype) or not shape or any(type(size) is not int or size < 0 for size in shape):
        raise ValueError("not an array of bytes")
    if prod(shape) != len(values):
        raise ValueError("the shape does not fit the bytes")
    return np.frombuffer(values, np.uint8).reshape(shape, order="F" if is_fortran else "C")


def _is_bytes(dtype: Any) -> bool:
    match dtype:
        case Recorded("numpy.dtype", ("u1" | "|u1", *_)):
            return True
    return False


def _bytes(content: Any) -> bytes | bytearray:
    """Return bytes, which Python 2 wrote as a string and protocol 2 writes as text."""
    match content:
        case bytes() | bytearray():
            return content
        case str(text) | Recorded("_codecs.encode", (str(text), "latin1")):
            return text.encode("latin-1")
    raise ValueError("not bytes")
