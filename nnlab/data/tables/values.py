"""What counts as a number, and what as a missing value; many at once, or one cell at a time."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal

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
NEVER_IN_NUMBERS = (b'"', b"t", b"f")
"""What all else has that a flat list in JSON may hold: text, true and false."""
MARK = b"7e307"
"""Put behind each line, it becomes a last column of its own if all lines have as many cells as they should."""


def _json_parser() -> Callable[[bytes], Any]:
    """Return the fastest parser of JSON at hand: orjson reads numbers twice as fast as pydantic, and that thrice as
    fast as ``float``; all three are exact.
    """
    try:
        parser: Callable[[bytes], Any] = import_module("orjson").loads
    except ImportError:
        return from_json
    return parser


_loads = _json_parser()


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
    found = _from_json(text.encode(), b"\n", decimal)
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
        None where a value is missing, a line has other than ``width`` cells, or anything is not as plain as that.
    """
    between = separator.encode()
    end = between + MARK
    values = _from_json(text.encode().replace(b"\n", end + between) + end, between, decimal)
    if values is None or len(values) != n * (width + 1):
        return None
    grid = values.reshape(n, width + 1)
    is_mark = grid == float(MARK)
    return grid[:, :width] if is_mark[:, width].all() and not is_mark[:, :width].any() else None


def _from_json(text: bytes, separator: bytes, decimal: Decimal) -> Array | None:
    """Read ``text`` as a list in JSON."""
    listed = _with_commas(text, separator, decimal)
    if listed is None or any(mark in listed for mark in NEVER_IN_NUMBERS):
        return None
    try:
        array = _array(_loads(b"[%b]" % listed))
    except (TypeError, ValueError, OverflowError):  # not JSON; a list inside; a whole number beyond all floats
        return None
    return None if np.isinf(array).any() else array


def _array(values: list[Any]) -> Array:
    """Return a list of numbers and None as an array; nothing does so as fast as ``struct``, which knows no None."""
    try:
        return np.frombuffer(struct.pack(f"{len(values)}d", *values))
    except struct.error:
        return np.fromiter(values, np.float64, len(values))


def _with_commas(text: bytes, separator: bytes, decimal: Decimal) -> bytes | None:
    """Return ``text`` with commas between its cells, and points in numbers; None where either would be mistaken."""
    if decimal == ",":
        if separator == b"," or b"." in text:
            return None
        text = text.replace(b",", b".")
    elif separator != b"," and b"," in text:
        return None
    return text if separator == b"," else text.replace(separator, b",")
