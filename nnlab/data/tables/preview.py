"""A look at a table before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.data.tables.columns import Column
from nnlab.data.tables.survey import survey
from nnlab.spec.files import CsvSpec

LONGEST_CELL = 200


@dataclass(frozen=True)
class Preview:
    """What a table looks like with the options of its spec.

    Attributes
    ----------
    spec : CsvSpec
        With every option that was open as it was guessed.
    columns : tuple of Column
        The name of each, its kind, and what is to be said about it.
    rows : tuple of tuple of str
        The first ones as they stand in the file, without the header, long cells shortened; a row may have more cells
        or fewer than there are columns.
    label : int
        The place of the column to be predicted, from 0.
    size : int
        Bytes of the file.
    n_rows : int or None
        How many rows there are, without the header; None where the file is too long to count them at once.
    """

    spec: CsvSpec
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    label: int
    size: int
    n_rows: int | None


def preview(spec: CsvSpec, rows: int = 20) -> Preview:
    """Look at the first ``rows`` rows of a table.

    Raises
    ------
    UnreadableFileError
        When the file is no table, or has not the column that is to be predicted.
    """
    found = survey(spec)
    sheet = found.sheet
    first = tuple(tuple(_shortened(cell) for cell in row) for row in sheet.rows[:rows])
    n_rows = len(sheet.rows) if sheet.is_all else None
    return Preview(found.filled(spec), tuple(found.columns), first, found.label, sheet.size, n_rows)


def _shortened(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"
