"""What each column of a table holds, told by its beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, zip_longest
from math import sqrt

import numpy as np

from nnlab.data.tables.rows import Cells
from nnlab.data.tables.values import Decimal, is_missing, number, numbers
from nnlab.text import QT_TRANSLATE_NOOP, Text

MOST_CATEGORIES = 100
"""More texts in a column hardly come again often enough to learn from."""
FEW = 20
"""So many different texts or whole numbers are few, however many rows there are."""
MOSTLY, RARELY = 0.8, 0.05
"""Shares of the cells of a column."""
SIGN = "+"
"""Where this stands in a column, "-" is its opposite and no missing value."""

ODD = re.compile(r"[+\-−]?[€$£]?\s?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d+)?\s?[%€$£]?")
COUNTERS = frozenset({"id", "index", "idx", "nr", "no", "number", "row", "#", "unnamed: 0"})
"""What a column is called that may do nothing but count the rows."""

ODD_NUMBERS = QT_TRANSLATE_NOOP(
    "nnlab",
    "“{cell}” is no number as it stands: take out units and signs between thousands, or choose another decimal sign",
)
EMPTY = QT_TRANSLATE_NOOP("nnlab", "left out: it is empty, at least at first")
COUNTS_ROWS = QT_TRANSLATE_NOOP("nnlab", "left out: it counts the rows")
IDENTIFIES = QT_TRANSLATE_NOOP("nnlab", "left out: it identifies the rows, with {texts:,} texts in {rows:,} of them")
TOO_MANY = QT_TRANSLATE_NOOP("nnlab", "{texts:,} different texts are too many; at most {most:,} can be told apart")


class Kind(StrEnum):
    """What becomes of a column."""

    NUMBER = "number"
    CATEGORY = "category"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Column:
    """One column, as its beginning shows it.

    Attributes
    ----------
    name : str
    kind : Kind
    note : Text or None
        Why it is left out, or cannot be used.
    texts : int
        How many different texts stand in it, where it is a category.
    signs : bool
        Whether "-" is the opposite of "+" in it, and no missing value.
    odd : str
        A cell that a person would take for a number, in a column where most are like that; empty where they are not.
    """

    name: str
    kind: Kind
    note: Text | None = None
    texts: int = 0
    signs: bool = False
    odd: str = ""


def few(n: int) -> float:
    """Return how many different values among ``n`` are few."""
    return max(FEW, sqrt(n))


def columns_of(rows: Sequence[Cells], names: Sequence[str], decimal: Decimal, *, unnamed: bool) -> list[Column]:
    """Look at each column of ``rows``.

    Parameters
    ----------
    rows : sequence of list of str
        Without the header; shorter ones than the header are as if they went on with empty cells.
    names : sequence of str
        Of the columns.
    decimal : str
    unnamed : bool
        Whether the header leaves the first column without a name.
    """
    if _are_all_numbers(rows, len(names), decimal):
        columns = [Column(name, Kind.NUMBER) for name in names]
    else:
        named = islice(zip_longest(names, *rows, fillvalue=""), len(names))
        columns = [_column(name, cells, decimal) for name, *cells in named]
    for place, name in enumerate(names):
        is_counter = (unnamed and place == 0) or name.lower() in COUNTERS
        if is_counter and _counts([row[place] for row in rows if place < len(row)], decimal):
            columns[place] = Column(name, Kind.LEFT_OUT, Text(COUNTS_ROWS))
    return columns


def _are_all_numbers(rows: Sequence[Cells], width: int, decimal: Decimal) -> bool:
    """Return whether every cell is a number, asked of all at once: there may be many columns."""
    if any(len(row) != width for row in rows):
        return False
    found = numbers(list(chain.from_iterable(rows)), decimal)
    return found is not None and not np.isnan(found).any()


def _column(name: str, cells: Sequence[str], decimal: Decimal) -> Column:
    plain = numbers(cells, decimal)
    if plain is not None and not np.isnan(plain).all():
        return Column(name, Kind.NUMBER)
    stripped = [cell.strip() for cell in cells]
    signs = SIGN in stripped
    filled = [cell for cell in stripped if not is_missing(cell) or (signs and cell == "-")]
    if not filled:
        return Column(name, Kind.LEFT_OUT, Text(EMPTY))
    if _is_of_numbers(filled, decimal):
        return Column(name, Kind.NUMBER)
    texts, odd = len(set(filled)), _odd_number(filled, decimal)
    if texts > max(FEW, len(filled) / 2) and not odd:
        return Column(name, Kind.LEFT_OUT, Text(IDENTIFIES, texts=texts, rows=len(filled)), texts, signs)
    note = Text(TOO_MANY, texts=texts, most=MOST_CATEGORIES) if texts > MOST_CATEGORIES else None
    if odd:
        note = Text(ODD_NUMBERS, cell=odd)
    return Column(name, Kind.CATEGORY, note, texts, signs, odd)


def _odd_number(filled: Sequence[str], decimal: Decimal) -> str:
    """Return a cell that is a number to a person, where most are like it: 1.234,50 or 45 % or 5.1 beside commas."""
    alike = [cell for cell in filled if ODD.fullmatch(cell)]
    if len(alike) < MOSTLY * len(filled):
        return ""
    return next((cell for cell in alike if number(cell, decimal) is None), "")


def _is_of_numbers(filled: Sequence[str], decimal: Decimal) -> bool:
    """Return whether the column is meant to hold numbers, even where some cells hold something else by mistake.

    It is not where what is no number comes again and again, and there are few different numbers: "3+" beside 0, 1, 2.
    """
    others = [cell for cell in filled if number(cell, decimal) is None]
    if len(others) > (1 - MOSTLY) * len(filled):
        return False
    different = len(set(filled)) - len(set(others))
    return different > FEW or len(others) <= RARELY * len(filled) or len(set(others)) == len(others)


def _counts(cells: Sequence[str], decimal: Decimal) -> bool:
    """Return whether a column goes up by one from row to row."""
    counted = numbers(cells, decimal)
    return counted is not None and len(counted) > 1 and bool((np.diff(counted) == 1).all())


def looks_like_classes(cells: Sequence[str], decimal: Decimal) -> bool:
    """Return whether a column of numbers names classes: few different whole ones, each twice on average or more."""
    filled = [value for cell in cells if (value := number(cell, decimal)) is not None and value == value]
    different = set(filled)
    is_whole = all(value.is_integer() for value in different)
    return is_whole and len(different) <= min(few(len(filled)), len(filled) / 2)
