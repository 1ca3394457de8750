"""Rows of cells as arrays: what becomes of which column, and what is said of a cell that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import isinf
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import Array, Labels
from nnlab.data.files import refusal
from nnlab.data.tables.categories import REFUSED, Categories, Codes, codes_of
from nnlab.data.tables.rows import Cells, Rows
from nnlab.data.tables.survey import Sheet, listed
from nnlab.data.tables.values import number, number_grid, numbers
from nnlab.errors import UnreadableFileError
from nnlab.text import QT_TRANSLATE_NOOP

SHOWN = 40
"""Characters of a cell that a sentence shows."""

OTHER_WIDTH = QT_TRANSLATE_NOOP("nnlab", "{path}, line {row:,}: there are {found:,} cells instead of {expected:,}.")
NO_NUMBER = QT_TRANSLATE_NOOP("nnlab", "{path}, line {row:,}, column “{name}”: “{text}” is not a number.")
INFINITE = QT_TRANSLATE_NOOP("nnlab", "{path}, line {row:,}, column “{name}”: “{text}” is infinite, or too large.")
UNKNOWN = QT_TRANSLATE_NOOP(
    "nnlab", "{path}, line {row:,}, column “{name}”: “{text}” did not occur in training; known are {names}."
)
MANY_TEXTS = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}, line {row:,}, column “{name}”: here is one more than {most:,} different texts, too many to be told apart. "
    "If they only identify the rows, remove the column from the file.",
)
MANY_CLASSES = QT_TRANSLATE_NOOP(
    "nnlab",
    "{path}, line {row:,}, column “{name}”: here is one more than {most:,} different labels, too many for classes. "
    "Choose another column, or let the numbers be met.",
)


@dataclass(frozen=True)
class Plan:
    """What becomes of which column.

    Attributes
    ----------
    numbers : tuple of int
        Places of the columns of numbers, from 0.
    categories : tuple of (int, Categories)
        Places of the columns of texts, and how each is numbered.
    label : int or None
        The place of the column to be predicted, which is the last of ``numbers`` or of ``categories``.
    """

    numbers: tuple[int, ...]
    categories: tuple[tuple[int, Categories], ...]
    label: int | None

    @property
    def places(self) -> list[int]:
        """All columns that are read: those of numbers, then those of texts."""
        return [*self.numbers, *(place for place, _ in self.categories)]

    @property
    def n_numbers(self) -> int:
        """How many columns of numbers are features."""
        return len(self.numbers) - (self.label in self.numbers)

    @property
    def n_categories(self) -> int:
        """How many columns of texts are features."""
        return len(self.categories) - (self.label is not None and self.label not in self.numbers)


@dataclass(frozen=True)
class Part:
    """Some rows as arrays, their columns in the order of the plan.

    Attributes
    ----------
    numbers : (n, n_numbers) float64
        NaN where a value is missing.
    codes : (n, n_categories) int32
        Negative where a value is missing.
    lines : (n,) intp
        Where each row begins in the file, from 1.
    """

    numbers: Array
    codes: Codes
    lines: Labels

    def where(self, chosen: NDArray[np.bool_]) -> Part:
        """Return the rows that are ``chosen``."""
        return Part(self.numbers[chosen], self.codes[chosen], self.lines[chosen])


def tallies(parts: Sequence[Part]) -> list[Labels]:
    """Return for each column of texts how often each of its codes occurs."""
    columns = np.concatenate([part.codes for part in parts]).T
    return [np.bincount(codes + 1, minlength=1)[1:] for codes in columns]  # the first are those that are missing


class Intake:
    """Turns the rows of a table into arrays.

    Parameters
    ----------
    sheet : Sheet
    plan : Plan
    """

    def __init__(self, sheet: Sheet, plan: Plan) -> None:
        self._path, self._names, self._decimal = sheet.path, sheet.names, sheet.dialect.decimal
        self._label, self._numbers = plan.label, plan.numbers
        self._texts = [place for place, _ in plan.categories]
        self._categories = [categories for _, categories in plan.categories]

    def take(self, rows: Rows) -> Part:
        """Return ``rows`` as arrays.

        Raises
        ------
        UnreadableFileError
            When one has too many cells or too few, or there is a cell that cannot be read.
        """
        block = rows.block
        grid = number_grid(block.text, block.n_lines, rows.separator, self._decimal, len(self._names))
        if grid is None:
            return self._by_cells(rows.cells, np.array(rows.lines, np.intp))
        lines = np.arange(block.line, block.line + block.n_lines, dtype=np.intp)
        values = grid[:, self._texts].ravel().tolist()
        return Part(np.take(grid, self._numbers, axis=1), self._codes(values, lines), lines)

    def _by_cells(self, cells: Sequence[Cells], lines: Labels) -> Part:
        expected = len(self._names)
        if any(len(row) != expected for row in cells):
            at, width = next((at, len(row)) for at, row in enumerate(cells) if len(row) != expected)
            raise refusal(OTHER_WIDTH, path=self._path, row=int(lines[at]), found=width, expected=expected)
        picked = _picked(cells, self._numbers)
        found = numbers(picked, self._decimal)
        if found is None:
            found = self._one_by_one(picked, lines)
        codes = self._codes(_picked(cells, self._texts), lines)
        return Part(found.reshape(len(cells), len(self._numbers)), codes, lines)

    def _one_by_one(self, picked: Sequence[str], lines: Labels) -> Array:
        """Return the numbers in ``picked`` in whatever spelling, or say which of them is none."""
        values = np.empty(len(picked))
        for at, cell in enumerate(picked):
            value = number(cell, self._decimal)
            if value is None or isinf(value):
                row, column = divmod(at, len(self._numbers))
                template = NO_NUMBER if value is None else INFINITE
                raise self._refusal(template, lines[row], self._numbers[column], cell)
            values[at] = value
        return values

    def _codes(self, values: Sequence[str] | Sequence[float], lines: Labels) -> Codes:
        codes = codes_of(values, self._categories)
        if REFUSED in codes:
            at = int(np.argmax(codes == REFUSED))
            row, column = divmod(at, len(self._texts))
            raise self._without_code(lines[row], column, str(values[at]))
        return codes.reshape(len(lines), len(self._texts))

    def _without_code(self, line: int, column: int, text: str) -> UnreadableFileError:
        place, categories = self._texts[column], self._categories[column]
        if not categories.is_open:
            return self._refusal(UNKNOWN, line, place, text, names=listed(categories.names))
        template = MANY_CLASSES if place == self._label else MANY_TEXTS
        return self._refusal(template, line, place, text, most=categories.most)

    def _refusal(self, template: str, line: int, place: int, text: str, **values: object) -> UnreadableFileError:
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        name = self._names[place]
        return refusal(template, path=self._path, row=int(line), name=name, text=shown, **values)


def _picked(cells: Sequence[Cells], places: Sequence[int]) -> list[str]:
    """Return what stands at ``places``, row by row."""
    if len(places) < 2:  # of one place, itemgetter makes no tuple
        return [row[place] for row in cells for place in places]
    return list(chain.from_iterable(map(itemgetter(*places), cells)))
