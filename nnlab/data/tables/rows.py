"""Blocks of text as rows of cells, each row with the line where it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nnlab.data.files import refusal
from nnlab.data.tables.blocks import LONGEST_LINE, Block, text_blocks
from nnlab.errors import UnreadableFileError
from nnlab.text import QT_TRANSLATE_NOOP

Cells = list[str]
"""What stands in one row."""

OPEN_QUOTE = QT_TRANSLATE_NOOP("nnlab", "{path}, line {row:,}: a quoted cell begins in this row and never ends.")
LONG_CELL = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, line {row:,}: a cell has more than {most:,} characters; perhaps a quote is never closed."
)
AFTER_QUOTE = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, line {row:,}: text follows a closing quote; a quote inside a quoted cell is written twice."
)
STILL_OPEN, TOO_LONG = "unexpected end", "field larger"
"""How the csv module's own messages begin."""


def split_rows(text: str, separator: str, *, strict: bool = True) -> tuple[list[Cells], csv.Error | None]:
    """Return the rows of ``text``, without any cell where a line is blank, and what ended them before their time."""
    if separator == " ":  # several of them are one, and those at the end of a line are none
        text = "\n".join(map(str.rstrip, text.split("\n")))
    rows: list[Cells] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=True, strict=strict):
            rows.append(row)  # noqa: PERF402 - those before an error are wanted
    except csv.Error as error:
        return rows, error
    return rows, None


@dataclass(frozen=True)
class Rows:
    """The rows of a block; those in which nothing stands are left out.

    Attributes
    ----------
    path : Path
    block : Block
    separator : str
    """

    path: Path
    block: Block
    separator: str

    @cached_property
    def cells(self) -> list[Cells]:
        """The rows.

        Raises
        ------
        UnreadableFileError
            Where the quotes are not right.
        """
        rows, error = self._split
        if error is not None:
            raise self._refusal(str(error)) from error
        return [row for row in rows if any(row)]

    @cached_property
    def lines(self) -> list[int]:
        """At which line of the file each of them begins."""
        return [line for line, row in zip(self._all_lines, self._split[0], strict=False) if any(row)]

    @property
    def is_open(self) -> bool:
        """Whether a quoted cell goes on after the block."""
        return '"' in self.block.text and str(self._split[1]).startswith(STILL_OPEN)

    def with_more(self, more: Block) -> Rows:
        """Return the rows of this block and the next."""
        return Rows(self.path, Block(f"{self.block.text}\n{more.text}", self.block.line, more.done), self.separator)

    def without_first(self) -> Rows:
        """Return the rows below the first."""
        line = self._all_lines[self._all_lines.index(self.lines[0]) + 1]
        above = line - self.block.line
        below = "".join(self.block.text.split("\n", above)[above:])
        return Rows(self.path, Block(below, line, self.block.done), self.separator)

    @cached_property
    def _split(self) -> tuple[list[Cells], csv.Error | None]:
        return split_rows(self.block.text, self.separator)

    @cached_property
    def _all_lines(self) -> list[int]:
        """Where each row begins, blank ones too, and one line more: where the next would."""
        lines = [self.block.line]
        if '"' not in self.block.text:
            return list(range(lines[0], lines[0] + len(self._split[0]) + 1))
        for row in self._split[0]:
            lines.append(lines[-1] + 1 + sum(cell.count("\n") for cell in row))
        return lines

    def _refusal(self, message: str) -> UnreadableFileError:
        row = self._all_lines[-1]
        if message.startswith(STILL_OPEN):
            return refusal(OPEN_QUOTE, path=self.path, row=row)
        if message.startswith(TOO_LONG):
            return refusal(LONG_CELL, path=self.path, row=row, most=csv.field_size_limit())
        return refusal(AFTER_QUOTE, path=self.path, row=row)


def row_blocks(path: Path, encoding: str, separator: str) -> Iterator[Rows]:
    """Yield all rows of a file, block by block.

    Raises
    ------
    UnreadableFileError
    """
    rows: Rows | None = None
    enough = 0
    for block in text_blocks(path, encoding):
        rows = rows.with_more(block) if rows else Rows(path, block, separator)
        size = len(rows.block.text)
        if size < enough:
            continue
        if rows.is_open and size < LONGEST_LINE:
            enough = 2 * size  # before it is split again
            continue
        yield rows
        rows, enough = None, 0
    if rows:
        yield rows
