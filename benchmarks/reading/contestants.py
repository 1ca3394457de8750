"""Who reads: each function makes ready whatever is needed and returns the reading that is timed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

Reading = Callable[[], object]


def ours(path: str) -> Reading:
    """Read a table as nnlab does, with the fastest parser that is installed."""
    from nnlab.data.tables.reader import read_csv
    from nnlab.spec.files import CsvSpec

    return lambda: _drain(read_csv(CsvSpec(path=path)))


def ours_alone(path: str) -> Reading:
    """Read a table as nnlab does where simdjson is not installed."""
    from nnlab.data.tables import json_numbers

    json_numbers.simdjson = None
    return ours(path)


def pandas(path: str) -> Reading:
    """Read a table as pandas does by itself."""
    from pandas import read_csv

    return lambda: read_csv(path)


def images(path: str) -> Reading:
    """Read images and labels in the format of MNIST."""
    from nnlab.data.images.idx import read_idx
    from nnlab.spec.files import IdxSpec

    return lambda: _drain(read_idx(IdxSpec(path=path)))


def _drain(work: Generator[Any, None, object]) -> object:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
