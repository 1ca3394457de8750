"""Single values of the data as people read them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.data.dataset import rows_per_block
from nnlab.gui import numbers

LARGEST_WHOLE = 1e15
"""Beyond this a float64 has no digits left behind the point, whole or not."""


def exact(value: float) -> str:
    """Return a whole number with all its digits, any other with six."""
    number = float(value)
    text = f"{number:,.0f}" if _is_whole(number) else f"{number:,.6g}"
    return text.replace("-", "−", 1) if number < 0 else text


def short(value: float, *, whole: bool) -> str:
    """Return a value as a table has it: three digits, but all of a whole number if the ``whole`` column is of them."""
    number = float(value)
    return exact(number) if whole and _is_whole(number) else numbers.significant(number)


def whole_columns(x: NDArray[Any]) -> list[bool]:
    """Return for each column of (n, columns) whether the first rows have whole numbers only."""
    seen = x[: rows_per_block(x.shape[1])]
    return [bool(is_whole) for is_whole in (np.floor(seen) == seen).all(axis=0)]


def _is_whole(number: float) -> bool:
    return number.is_integer() and abs(number) < LARGEST_WHOLE
