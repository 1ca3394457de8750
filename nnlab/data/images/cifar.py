"""CIFAR-10 and CIFAR-100, one file or the folder of all, in the binary layout or the one for Python."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path
from typing import Literal

import numpy as np

from nnlab.data.dataset import Dataset, Raw, blocks
from nnlab.data.files import cannot_read, check_regular, check_room, open_regular, refusal
from nnlab.data.images.cifar_batch import SIDE, CifarBatch
from nnlab.data.images.cifar_binary import binary_batch
from nnlab.data.images.cifar_names import reading_names
from nnlab.data.images.cifar_python import python_batch
from nnlab.data.progress import within
from nnlab.data.raw import check_classes
from nnlab.data.reading import gathering, is_folder, refusals_of
from nnlab.spec.files import CifarSpec
from nnlab.text import QT_TRANSLATE_NOOP

NO_BATCHES = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path} holds no files of CIFAR: data_batch_1 to 5 and test_batch, or train and test, each with .bin or without.",
)
STILL_PACKED = QT_TRANSLATE_NOOP(
    "nnlab", "{path} is an archive; unpack it first, then choose the folder that comes out."
)
TOO_LARGE = QT_TRANSLATE_NOOP("nnlab", "{path} is larger than any file of CIFAR.")
BOTH_SETS = QT_TRANSLATE_NOOP("nnlab", "{path} holds files of both CIFAR-10 and CIFAR-100; keep them apart.")

BATCHES = ("data_batch", "train", "test_batch", "test")
BATCH_NAME = re.compile(rf"({'|'.join(BATCHES)})(?:_(\d{{1,4}}))?(?:\.bin)?")
GZIP = b"\x1f\x8b"
LARGEST = 300_000_000
"""Bytes; the training part of CIFAR-100 has 155 million, and written anew half as many more."""


def read_cifar(spec: CifarSpec) -> Generator[float, None, Dataset]:
    """Read all images of a file or folder and their labels, yielding the share that is done.

    Raises
    ------
    UnreadableFileError
    """
    path = Path(spec.path)
    folder, files = _files(path)
    sizes = [check_regular(file) for file in files]
    check_room(path, 2 * sum(sizes) + 2 * max(sizes))  # as read and as arranged; one of them unpickled on the way
    batches = []
    for number, file in enumerate(files):
        share = 0.8 / len(files)
        batches.append((yield from within(_reading_batch(file, spec.labels), number * share, (number + 1) * share)))
    if len({batch.classes for batch in batches}) > 1:
        raise refusal(BOTH_SETS, path=path)
    labels = np.concatenate([batch.labels for batch in batches])
    check_classes(path, labels)
    names = yield from within(reading_names(folder, batches[0].classes), 0.8, 0.8)
    x = yield from within(_arranging(batches), 0.8, 1)
    return Dataset(x, labels, names)


def _files(path: Path) -> tuple[Path, list[Path]]:
    """Return the folder and the files to be read, training before test."""
    if not is_folder(path):
        return path.parent, [path]
    try:
        places = sorted(place for entry in path.iterdir() if entry.is_file() and (place := _place(entry.name)))
    except OSError as error:
        raise cannot_read(path, error) from error
    if not places:
        raise refusal(NO_BATCHES, path=path)
    names = [name for _, _, name in places]
    binary = [name for name in names if name.endswith(".bin")]
    return path, [path / name for name in binary or names]


def _place(name: str) -> tuple[int, int, str] | None:
    """Return where a file comes, by what it is, then by its number; None for any that is no batch."""
    match = BATCH_NAME.fullmatch(name)
    return (BATCHES.index(match[1]), int(match[2] or 0), name) if match else None


def _reading_batch(path: Path, labels: Literal["fine", "coarse"]) -> Generator[float, None, CifarBatch]:
    size = check_regular(path)
    with open_regular(path) as file, refusals_of(path):
        start = file.read(2)
        if start == GZIP:
            raise refusal(STILL_PACKED, path=path)
        if size > LARGEST:
            raise refusal(TOO_LARGE, path=path)
        file.seek(0)
        content = yield from within(gathering(path, file, size), 0, 0.5)
        if _is_pickle(start):
            return (yield from within(python_batch(path, content, labels), 0.5, 1))
        return binary_batch(path, content.getbuffer(), labels)


def _is_pickle(start: bytes) -> bool:
    """Return whether a file begins as a pickle of protocol 2 to 5, which no label could."""
    return len(start) == 2 and start[0] == 0x80 and 2 <= start[1] <= 5


def _arranging(batches: list[CifarBatch]) -> Generator[float, None, Raw]:
    """Put the images of all batches into one (n, 32, 32, 3) array, emptying the list so that their memory is free."""
    x = np.empty((sum(len(batch.images) for batch in batches), SIDE, SIDE, 3), np.uint8)
    done = 0
    while batches:
        for block in blocks(batches.pop(0).images):
            planes = block.reshape(-1, 3, SIDE, SIDE)
            x[done : done + len(block)] = planes.transpose(0, 2, 3, 1)
            done += len(block)
            yield done / len(x)
    return x
