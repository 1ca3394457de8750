"""A table as far as its beginning tells: how it is written, its columns, and which of them is to be predicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from nnlab.data.files import check_regular, refusal
from nnlab.data.tables.columns import Column, Kind, columns_of, looks_like_classes
from nnlab.data.tables.dialect import Dialect, Sample, sample_of
from nnlab.data.tables.header import column_names
from nnlab.data.tables.rows import Cells, row_blocks
from nnlab.errors import UnreadableFileError
from nnlab.spec.files import CsvSpec, Task
from nnlab.text import QT_TRANSLATE_NOOP

MOST_COLUMNS = 100_000
MOST_LISTED = 10
MOST_BLOCKS = 8
"""To look through for a row."""
LABELS = ("label", "class", "target", "y", "species", "outcome", "output", "category", "diagnosis", "survived")
"""What a column to be predicted is called, the surest first; also in the plural."""

NOTHING = QT_TRANSLATE_NOOP("nnlab", "{path} holds no table; nothing stands in it.")
NO_ROWS = QT_TRANSLATE_NOOP("nnlab", "{path} holds a header but no rows below it.")
MANY_COLUMNS = QT_TRANSLATE_NOOP("nnlab", "{path} has {columns:,} columns; at most {most:,} can be read.")
NO_LABEL = QT_TRANSLATE_NOOP("nnlab", "{path} has no column “{name}” to be predicted; its columns are {names}.")


@dataclass(frozen=True)
class Sheet:
    """A table with named columns.

    Attributes
    ----------
    path : Path
    size : int
        Bytes.
    dialect : Dialect
    names : tuple of str
        Of the columns; their numbers from 1 where there is no header.
    rows : list of list of str
        The first ones, without the header.
    unnamed : bool
        Whether the header leaves the first column without a name.
    done : int
        How many bytes the first rows took.
    is_all : bool
        Whether there are no more.
    """

    path: Path
    size: int
    dialect: Dialect
    names: tuple[str, ...]
    rows: list[Cells]
    unnamed: bool
    done: int
    is_all: bool

    def column(self, place: int) -> list[str]:
        """Return what stands in the column at ``place`` of the first rows."""
        return [row[place] for row in self.rows if place < len(row)]


def sheet_of(spec: CsvSpec) -> Sheet:
    """Read the beginning of a table.

    Raises
    ------
    UnreadableFileError
        When it is no table, or has no rows.
    """
    path = Path(spec.path)
    size = check_regular(path)
    sample = sample_of(spec)
    header = sample.dialect.header
    if len(sample.rows) <= header:
        raise _why_nothing(path, sample)
    if len(sample.rows[0]) > MOST_COLUMNS:
        raise refusal(MANY_COLUMNS, path=path, columns=len(sample.rows[0]), most=MOST_COLUMNS)
    names = column_names(sample.rows, header=header)
    unnamed = header and not sample.rows[0][0].strip()
    return Sheet(path, size, sample.dialect, names, sample.rows[header:], unnamed, sample.done, sample.is_all)


def _why_nothing(path: Path, sample: Sample) -> UnreadableFileError:
    """Return what is wrong with a file that has no row below its header: its quotes, or that nothing is there."""
    dialect = sample.dialect
    try:
        for rows in islice(row_blocks(path, dialect.encoding, dialect.separator), MOST_BLOCKS):
            bool(rows.cells)
    except UnreadableFileError as error:
        return error
    return refusal(NO_ROWS if sample.rows else NOTHING, path=path)


@dataclass(frozen=True)
class Survey:
    """A table, and what is to be learnt from it.

    Attributes
    ----------
    sheet : Sheet
    columns : list of Column
    label : int
        The place of the column to be predicted, from 0.
    task : str
    """

    sheet: Sheet
    columns: list[Column]
    label: int
    task: Task

    def filled(self, spec: CsvSpec) -> CsvSpec:
        """Return ``spec`` with what it leaves open as it was found."""
        dialect, label = self.sheet.dialect, self.columns[self.label].name
        found = {"encoding": dialect.encoding, "separator": dialect.separator, "decimal": dialect.decimal}
        return spec.model_copy(update={**found, "header": dialect.header, "label": label, "task": self.task})


def survey(spec: CsvSpec) -> Survey:
    """Find out what ``spec`` leaves open from the beginning of its file.

    Raises
    ------
    UnreadableFileError
        When it is no table, or has not the column that is to be predicted.
    """
    sheet = sheet_of(spec)
    decimal = sheet.dialect.decimal
    columns = columns_of(sheet.rows, sheet.names, decimal, unnamed=sheet.unnamed)
    label = guess_label(columns) if spec.label is None else label_place(sheet, spec.label)
    is_number = columns[label].kind is Kind.NUMBER
    task: Task = "numbers" if is_number and not looks_like_classes(sheet.column(label), decimal) else "classes"
    return Survey(sheet, columns, label, spec.task or task)


def label_place(sheet: Sheet, label: str) -> int:
    """Return where the column ``label`` is, from 0.

    Raises
    ------
    UnreadableFileError
        When there is none.
    """
    if label in sheet.names:
        return sheet.names.index(label)
    raise refusal(NO_LABEL, path=sheet.path, name=label, names=listed(sheet.names))


def guess_label(columns: Sequence[Column]) -> int:
    """Return the place of the column to be predicted, from 0.

    It is called so, or it is the last one that is used at all.
    """
    ranks = {name: rank for rank, word in enumerate(LABELS) for name in (word, f"{word}s", f"{word}es")}
    called = [place for place, column in enumerate(columns) if column.name.lower() in ranks]
    if called:
        return min(called, key=lambda place: ranks[columns[place].name.lower()])
    used = [place for place, column in enumerate(columns) if column.kind is not Kind.LEFT_OUT]
    return (used or [len(columns) - 1])[-1]


def listed(names: Sequence[str]) -> str:
    """Return the first of ``names`` as a list."""
    rest = ", …" if len(names) > MOST_LISTED else ""
    return ", ".join(f"“{name}”" for name in names[:MOST_LISTED]) + rest
