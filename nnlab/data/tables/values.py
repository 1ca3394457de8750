"""What counts as a number, and what as a missing value; many at once, or one cell at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from pydantic_core import from_json

from nnlab.data.dataset import Array

Decimal = Literal[".", ","]

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-"})
"""What stands where a value is missing, in any case."""
SPELLINGS = {spelt: "null" for word in MISSING for spelt in (word, word.upper(), word.title(), "NaN")}
"""Those of them that are met most, and what JSON has for them."""
NUMBER = re.compile(r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)", re.ASCII | re.IGNORECASE)
"""Those of Python's spellings that other programs write too. It matches in one way only: no cell takes long."""
NEVER_IN_NUMBERS = '"tf'
"""Characters of what else a flat list in JSON may hold: text, true and false."""


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
    found = _from_json(text, "\n", decimal)
    return found if found is not None and len(found) == len(cells) else None


def number_grid(text: str, separator: str, decimal: Decimal, width: int) -> Array | None:
    r"""Return lines of nothing but numbers, without a look at single cells.

    Parameters
    ----------
    text : str
        Lines with "\\n" between them.
    separator : str
    decimal : str
    width : int
        How many cells a line has.

    Returns
    -------
    (n, width) float64 or None
        None where a value is missing, a line has other than ``width`` cells, or anything is not as plain as that.
    """
    marked = text.replace("\n", f"{separator}null{separator}")
    values = _from_json(f"{marked}{separator}null", separator, decimal)
    if values is None or len(values) % (width + 1):
        return None
    grid = values.reshape(-1, width + 1)
    empty = np.isnan(grid)
    return grid[:, :width] if empty[:, width].all() and not empty[:, :width].any() else None


def _from_json(text: str, separator: str, decimal: Decimal) -> Array | None:
    """Read ``text`` as a list in JSON, whose parser reads numbers three times as fast as ``float``, and as exactly."""
    listed = _with_commas(text, separator, decimal)
    if listed is None or any(mark in listed for mark in NEVER_IN_NUMBERS):
        return None
    try:
        values = from_json(f"[{listed}]", allow_inf_nan=False)
        array = np.fromiter(values, np.float64, len(values))
    except (TypeError, ValueError, OverflowError):  # not JSON; a list inside; a whole number beyond all floats
        return None
    return None if np.isinf(array).any() else array


def _with_commas(text: str, separator: str, decimal: Decimal) -> str | None:
    """Return ``text`` with commas between its cells, and points in numbers; None where either would be mistaken."""
    if decimal == ",":
        if separator == "," or "." in text:
            return None
        text = text.replace(",", ".")
    elif separator != "," and "," in text:
        return None
    return text if separator == "," else text.replace(separator, ",")
