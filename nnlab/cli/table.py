"""A table that fits its terminal, turned or in several parts where it has to be."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

CELL = 28
"""Characters of a line within a turned table's cell."""
GAP = "  "

Field = tuple[str, list[str]]
"""What it is called, and what is said of each of the things told of."""


def table(fields: Sequence[Field], width: int) -> Iterator[str]:
    """Yield a line for each thing where ``width`` has room for that; otherwise one for each field.

    Parameters
    ----------
    fields : sequence of Field
        At least one, each with as many cells as the others.
    width : int
        Characters.
    """
    labels = [label for label, _ in fields]
    things = list(zip(*(cells for _, cells in fields), strict=True))
    lines = _aligned([labels, *things])
    return iter(lines) if max(map(_width, lines)) <= width else _turned(labels, things, width)


def _turned(labels: Sequence[str], things: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield a line for each field, in as many parts as it takes to get everything into the width."""
    first = [_wrapped(label, max(width // 2, 1)) for label in labels]
    room = width - max(_width(line) for lines in first for line in lines)
    columns = [[_wrapped(cell, max(min(CELL, room - len(GAP)), 1)) for cell in thing] for thing in things]
    start = 0
    while start < len(columns):
        end = start + _fitting(columns[start:], room)
        rows = zip(first, *columns[start:end], strict=True)
        yield from [""] * (start > 0)
        yield from _aligned([line for row in rows for line in zip_longest(*row, fillvalue="")])
        start = end


def _fitting(columns: Sequence[Sequence[Sequence[str]]], room: int) -> int:
    """Return how many columns there is room for, but at least one."""
    for index, column in enumerate(columns):
        room -= len(GAP) + max(_width(line) for lines in column for line in lines)
        if room < 0:
            return max(index, 1)
    return len(columns)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    padded = ([c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)] for row in rows)
    return [GAP.join(row).rstrip() for row in padded]


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: East Asian letters two, accents of their own none."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
