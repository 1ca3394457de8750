"""The numbers behind a view, for another program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = float | int | str | None


@dataclass(frozen=True)
class NumberTable:
    """Rows under named columns.

    Attributes
    ----------
    name : str
        Short and plain, part of the file's name where a view has several: ``loss``, ``histograms``. Not translated.
    columns : tuple of str
        Not translated, with units where they are not obvious: ``step``, ``accuracy``, ``bin_low``.
    rows : iterable of sequence of Cell
        Gone through once; None for what does not apply.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
