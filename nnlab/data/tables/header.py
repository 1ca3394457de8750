"""Whether the first row of a table names its columns, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from nnlab.data.tables.rows import Cells
from nnlab.data.tables.values import Decimal, is_missing, number

LONGEST_NAME = 100
FEWEST_COUNTED = 3
"""Fewer columns that are called 0, 1, … are taken for data."""


def has_header(rows: Sequence[Cells], decimal: Decimal) -> bool:
    """Return whether the first of ``rows`` names columns instead of filling them.

    It does where text stands above numbers, or the columns are called 0, 1, 2, …; in a table of nothing but text,
    where no cell of it stands in its column again.
    """
    if not rows:
        return False
    heads = [cell.strip() for cell in rows[0]]
    columns = [[row[place].strip() for row in rows[1:] if place < len(row)] for place in range(len(heads))]
    pairs = list(zip(heads, columns, strict=True))
    if any(_is_text(head, decimal) and _are_numbers(column, decimal) for head, column in pairs):
        return True
    if any(_is_number(head, decimal) for head in heads):
        return _count_up([head for head in heads if head])
    return all(head not in column for head, column in pairs if head)


def _count_up(heads: Sequence[str]) -> bool:
    """Return whether columns are numbered from 0, as pandas writes those without names."""
    return len(heads) >= FEWEST_COUNTED and list(heads) == [str(place) for place in range(len(heads))]


def _is_number(cell: str, decimal: Decimal) -> bool:
    value = number(cell, decimal)
    return value is not None and not isnan(value)


def _is_text(cell: str, decimal: Decimal) -> bool:
    return number(cell, decimal) is None


def _are_numbers(column: Sequence[str], decimal: Decimal) -> bool:
    """Return whether numbers stand in ``column`` and nothing else."""
    filled = [cell for cell in column if not is_missing(cell)]
    return bool(filled) and all(_is_number(cell, decimal) for cell in filled)


def column_names(rows: Sequence[Cells], *, header: bool) -> tuple[str, ...]:
    """Return a name for each column, no two alike; without a header their numbers from 1."""
    if not header:
        return tuple(str(place + 1) for place in range(len(rows[0])))
    names: dict[str, int] = {}
    for place, cell in enumerate(rows[0]):
        plain = " ".join(cell.split())[:LONGEST_NAME] or f"column {place + 1}"
        name = plain
        while name in names:
            names[plain] += 1
            name = f"{plain} ({names[plain]})"
        names[name] = 1
    return tuple(names)
