"""Texts as numbers: the categories of a column, or the classes to be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, repeat
from math import isfinite, isnan

import numpy as np
from numpy.typing import NDArray

from nnlab.data.tables.values import Decimal, is_missing, number

Codes = NDArray[np.int32]
"""Places in a list of categories."""

LONGEST_TEXT = 200
"""Characters; two texts that are alike so far are one category."""
NONE, REFUSED, UNSEEN = -1, -2, -3
"""Codes of a missing value; of a category that is unknown, or one too many; and of what was not met before."""
EXACT = 1e15
"""Whole numbers below are written without an exponent."""


class Categories:
    """Numbers the texts of a column, in the order in which they come.

    Parameters
    ----------
    decimal : str
        How numbers among them are written: 1 and 1.0 are one category.
    most : int
        How many there may be.
    known : sequence of str, optional
        All there are; without it, they are learnt.
    signs : bool
        Whether "-" is a text like others.

    Attributes
    ----------
    names : list of str
        What the codes stand for.
    codes : dict
        The code of each of them, and of every other value that was met.
    most : int
    is_open : bool
        Whether categories are learnt.
    """

    __slots__ = ("_decimal", "_signs", "codes", "is_open", "most", "names")

    def __init__(self, decimal: Decimal, most: int, known: Sequence[str] | None = None, *, signs: bool = False) -> None:
        self.names = list(known or ())
        self.codes: dict[str | float, int] = {name: code for code, name in enumerate(self.names)}
        self.is_open, self.most = known is None, most
        self._decimal, self._signs = decimal, signs

    def code(self, value: str | float) -> int:
        """Return the code of a cell, or of the number in it: NONE where it is missing, REFUSED where it has none."""
        name = self._name(value)
        code = NONE if name is None else self.codes.get(name, REFUSED)
        if name is not None and code == REFUSED and self.is_open and len(self.names) < self.most:
            code = self.codes[name] = len(self.names)
            self.names.append(name)
        if code != REFUSED:
            self.codes[value] = code
        return code

    def _name(self, value: str | float) -> str | None:
        """Return what ``value`` is called; None where it is missing."""
        if isinstance(value, str):
            text = " ".join(value.split())[:LONGEST_TEXT]
            if text in self.codes or (self._signs and text == "-"):
                return text
            as_number = number(value, self._decimal)
            if as_number is None or not isfinite(as_number):
                return None if is_missing(value) else text
            value = as_number
        if isnan(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)


def codes_of(values: Sequence[str] | Sequence[float], columns: Sequence[Categories]) -> Codes:
    """Return the codes of ``values``, which go through ``columns`` row by row.

    Returns
    -------
    (len(values),) int32
        NONE for a missing value, REFUSED for one that has no code.
    """
    seen = cycle([column.codes for column in columns])
    codes = np.fromiter(map(dict.get, seen, values, repeat(UNSEEN)), np.int32, len(values))
    for at in np.flatnonzero(codes == UNSEEN).tolist():
        codes[at] = columns[at % len(columns)].code(values[at])
    return codes


def in_order(names: Sequence[str]) -> list[int]:
    """Return the places of ``names``, in the order of the numbers where all are numbers, else of the alphabet."""
    values = [value for name in names if (value := number(name, ".")) is not None]
    keys: Sequence[float] | Sequence[str] = values if len(values) == len(names) else names
    return sorted(range(len(names)), key=keys.__getitem__)
