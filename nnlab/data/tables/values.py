"""What counts as a number, and what as a missing value; many at once, or one cell at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from nnlab.data.dataset import Array
from nnlab.data.tables.json_numbers import numbers_in

Decimal = Literal[".", ","]

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-"})
"""What stands where a value is missing, in any case."""
SPELLINGS = {spelt: "null" for word in MISSING for spelt in (word, word.upper(), word.title(), "NaN")}
"""Those of them that are met most, and what JSON has for them."""
NUMBER = re.compile(r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)", re.ASCII | re.IGNORECASE)
"""Those of Python's spellings that other programs write too. It matches in one way only: no cell takes long."""
MARK = b"7e307"
"""Put behind each line, it becomes a last column of its own if all lines have as many cells as they should."""


def is_missing(cell: str) -> bool:
    """Return whether ``cell`` says that there is no value."""
    return cell.strip().lower() in MISSING


def number(cell: str, decimal: Decimal) -> float | None:
    """Return the number in ``cell``, NaN where it is missing, and None where something else stands there."""
    text = cell.strip()
    if decimal == ",":
        text = text.translate({ord("."): "x", ord(","): "."})
    if NUMBER.fullmatch(text):
        return float(text)
    return float("nan") if is_missing(cell) else None


def numbers(cells: Sequence[str], decimal: Decimal) -> Array | None:
    """Return the numbers in ``cells``, NaN where one is missing.

    Returns
    -------
    (n,) float64 or None
        None where a cell holds anything else, an infinite number, or one in a spelling that ``number`` has to read.
    """
    text = "\n".join(map(SPELLINGS.get, cells, cells))
    found = _read(text.encode(), b"\n", decimal)
    return found if found is not None and len(found) == len(cells) else None


def number_grid(text: str, n: int, separator: str, decimal: Decimal, width: int) -> Array | None:
    r"""Return lines of nothing but numbers, without a look at single cells.

    Parameters
    ----------
    text : str
        Lines with "\n" between them.
    n : int
        How many.
    separator : str
    decimal : str
    width : int
        How many cells a line has.

    Returns
    -------
    (n, width) float64 or None
        None where a line has other than ``width`` cells, or a cell is empty, quoted, or anything else than plain.
    """
    between = separator.encode()
    end = between + MARK
    values = _read(text.encode().replace(b"\n", end + between) + end, between, decimal)
    if values is None or len(values) != n * (width + 1):
        return None
    grid = values.reshape(n, width + 1)
    is_mark = grid == float(MARK)
    return grid[:, :width] if is_mark[:, width].all() and not is_mark[:, :width].any() else None


def _read(text: bytes, separator: bytes, decimal: Decimal) -> Array | None:
    """Read numbers, unless commas or points among them could be mistaken."""
    if decimal == ",":
        if separator == b"," or b"." in text:
            return None
        text = text.replace(b",", b".")
    elif separator != b"," and b"," in text:
        return None
    return numbers_in(text if separator == b"," else text.replace(separator, b","))
