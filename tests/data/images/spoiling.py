"""Reading in a test, and ways to spoil a good file."""

import os
import random
import time
import tracemalloc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.errors import UnreadableFileError

T = TypeVar("T")
Spoil = Callable[[random.Random, bytes], bytes]

MUTATIONS = int(os.environ.get("NNLAB_FUZZ", "200"))
SEED = int(os.environ.get("NNLAB_FUZZ_SEED", "0"))
LONGEST_S = float(os.environ.get("NNLAB_FUZZ_SECONDS", "inf"))
"""Of processor time a file may take; ``dev.py bench refusals`` sets it, the suite asserts no times."""
SIZES = [0, 1, 2, 3, 31, 255, 2**15, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**63, 2**64 - 1]


def finished(work: Generator[float, None, T]) -> T:
    """Drive an importer to its end; the share that is done must rise from 0 to 1."""
    last = 0.0
    while True:
        try:
            share = next(work)
        except StopIteration as end:
            return end.value
        assert last <= share <= 1
        last = share


def sentence_of(work: Generator[float, None, Any]) -> str:
    """Return the sentence with which an importer refuses its file."""
    with pytest.raises(UnreadableFileError) as caught:
        finished(work)
    return str(caught.value)


def is_read_rightly_or_refused(work: Generator[float, None, Dataset]) -> bool:
    """Return whether a spoilt file was read; it must then be a data set that one can train on."""
    start = time.process_time()
    dataset, sentence = None, ""
    try:
        dataset = finished(work)
    except UnreadableFileError as error:
        sentence = str(error)
    assert time.process_time() - start < LONGEST_S
    if dataset is not None:
        check_dataset(dataset)
    else:
        assert sentence.endswith(".")
        assert len(sentence) < 1000
    return dataset is not None


def check_dataset(dataset: Dataset) -> None:
    assert dataset.x.dtype in (np.uint8, np.float32, np.float64)
    assert dataset.x.ndim in (2, 4)
    assert dataset.x.size > 0
    assert dataset.x.flags.c_contiguous
    assert np.isfinite(dataset.x).all()
    assert len(dataset.targets) == len(dataset.x)
    if dataset.has_classes:
        assert dataset.targets.dtype == np.intp
        assert dataset.targets.min() >= 0
        assert dataset.targets.max() < len(dataset.class_names) <= 1000
        "".join(dataset.class_names).encode()
    else:
        assert dataset.targets.dtype == np.float64
        assert dataset.targets.ndim == 2
        assert np.isfinite(dataset.targets).all()


def survivors(attempt: Callable[[random.Random], bool]) -> int:
    """Count how many of many spoilt files can still be read; one that breaks the test is told by its number."""
    read = 0
    for number in range(MUTATIONS):
        try:
            read += attempt(random.Random(f"{SEED}-{number}"))
        except BaseException as error:
            error.add_note(f"mutation {number} of seed {SEED}")
            raise
    return read


def flip_bits(rng: random.Random, content: bytes) -> bytes:
    spoilt = bytearray(content)
    for _ in range(rng.choice([1, 1, 3, 30])):
        spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def flip_bits_of_start(rng: random.Random, content: bytes) -> bytes:
    return flip_bits(rng, content[:100]) + content[100:]


def cut(rng: random.Random, content: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return rng.choice([content[:start], content[start:], content[:start] + content[end:]])


def insert(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice([b"\0", rng.randbytes(50), content[at : at + 500]]) + content[at:]


def set_number(rng: random.Random, content: bytes) -> bytes:
    """Put a telling number anywhere, most often near the start."""
    at = rng.randrange(rng.choice([16, 100, len(content)]))
    width = rng.choice([1, 2, 4, 8])
    value = (rng.choice(SIZES) % 256**width).to_bytes(width, rng.choice(["little", "big"]))
    return content[:at] + value + content[at + width :]


OF_BYTES: list[Spoil] = [flip_bits, flip_bits_of_start, cut, insert, set_number]


def spoil(rng: random.Random, content: bytes) -> bytes:
    return rng.choice(OF_BYTES)(rng, content)


@contextmanager
def within_memory(most_bytes: int) -> Iterator[None]:
    """Fail where more is allocated at a time."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most_bytes
    finally:
        tracemalloc.stop()
