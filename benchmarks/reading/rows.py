"""The rows of the table: what is read, by whom, and how long it may take."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.reading.files import write_images, write_table
from benchmarks.speed.quiet import QUIET

OURS, ALONE, PANDAS, IMAGES = "ours", "ours_alone", "pandas", "images"
"""Functions of benchmarks.reading.contestants."""

Measured = Mapping[str, Sequence[Mapping[str, float]]]
"""By contestant what each of its processes measured."""


@dataclass(frozen=True)
class Row:
    """One file that is read.

    Attributes
    ----------
    name : str
    file : str
    write : callable
        Writes it to a path.
    contestants : tuple of str
        The first is the one that is judged.
    limit : float
        How long that one may take: times as long as pandas where it takes part, else seconds.
    """

    name: str
    file: str
    write: Callable[[Path], None]
    contestants: tuple[str, ...]
    limit: float


TABLE = (OURS, ALONE, PANDAS)
ROWS = (
    Row("table, 17 digits", "long.csv", partial(write_table, digits=""), TABLE, 2),
    Row("table, 6 digits", "short.csv", partial(write_table, digits=".6g"), TABLE, 2),
    Row("images", "some-images-idx3-ubyte", partial(write_images, packed=False), (IMAGES,), 0.3),
    Row("images, packed", "some-images-idx3-ubyte.gz", partial(write_images, packed=True), (IMAGES,), 0.3),
)


def best(measured: Measured, contestant: str) -> float:
    """Return the seconds of the best process."""
    return min(one["seconds"] for one in measured[contestant])


def judged(row: Row, measured: Measured) -> float:
    """Return what is compared with the limit."""
    ours = best(measured, row.contestants[0])
    return ours / best(measured, PANDAS) if PANDAS in measured else ours


def disturbed(measured: Measured) -> list[str]:
    """Name who never had the machine to itself."""
    return [name for name, processes in measured.items() if all(one["others"] > QUIET for one in processes)]
