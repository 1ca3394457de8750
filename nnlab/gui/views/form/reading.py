"""Between the text of a field and the value in the document, losing nothing either way."""

from __future__ import annotations

import json
import math
import re

WHOLE = re.compile(r"[+-]?[0-9]{1,300}")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def read_number(text: str, *, whole: bool = False) -> object:
    """Return the number that ``text`` spells, or the text itself if it spells none.

    Parameters
    ----------
    text : str
    whole : bool
        Whether the field counts: ``1e4`` is then 10000, an int.
    """
    stripped = text.strip()
    if WHOLE.fullmatch(stripped):
        return int(stripped)
    if not NUMBER.fullmatch(stripped):
        return text
    number = float(stripped)
    if not math.isfinite(number):
        return text
    return int(number) if whole and number.is_integer() else number


def written(value: object) -> str:
    """Return the text that stands for ``value`` in a field; `read_number` gives the same value back."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if isinstance(read_number(value), str) else json.dumps(value)
    if isinstance(value, float) and math.isfinite(value):
        return _short(value)
    return json.dumps(value, ensure_ascii=False)


def same(first: object, second: object) -> bool:
    """Say whether two values of a document are one: 1 is 1.0, but neither is true."""
    return first == second and isinstance(first, bool) == isinstance(second, bool)


def _short(number: float) -> str:
    """Write a float as a person would: ``1e-5`` for ``1e-05``, ``0`` for ``0.0``."""
    mantissa, _, exponent = repr(number).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa
