"""Tables for tests: written, read in one go, and what is said of those that cannot be."""

from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from nnlab.data.dataset import Dataset
from nnlab.data.tables.reader import read_csv
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CsvSpec

T = TypeVar("T")


def write(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def drained(work: Generator[Any, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def spec_of(path: Path, **options: Any) -> CsvSpec:
    return CsvSpec(path=str(path), **options)


def load(path: Path, **options: Any) -> Dataset:
    return drained(read_csv(spec_of(path, **options)))


def refusal(path: Path, **options: Any) -> str:
    """Return what is said of a file, without its path."""
    try:
        dataset = load(path, **options)
    except UnreadableFileError as error:
        return str(error).replace(str(path), "FILE")
    raise AssertionError(f"was read: {dataset.shape}")
