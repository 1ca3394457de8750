"""Pieces of Python as text: names that strangers chose, numbers, and arrays."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_CHARACTERS = 60


def title_of(name: str) -> str:
    """Return what may stand in a docstring of the name of an experiment: nothing that could end the string."""
    words = " ".join(name.split())
    kept = "".join(c for c in words if c.isprintable() and c not in "\\\"'")
    return f"“{kept[:MOST_CHARACTERS]}”" if kept else "a network"


def literal(value: str) -> str:
    """Return Python that stands for ``value``, in ASCII: whatever a name holds, it stays between quotes."""
    text = ascii(value)
    return f'"{text[1:-1]}"' if text.startswith("'") and '"' not in text else text


def listed(name: str, values: tuple[str, ...]) -> str:
    """Return the assignment of a list of texts, a line each where they are long."""
    line = f"{name} = [{', '.join(map(literal, values))}]\n"
    if len(line) <= 100:
        return line
    return f"{name} = [\n" + "".join(f"    {literal(value)},\n" for value in values) + "]\n"


def array_text(name: str, array: NDArray[Any]) -> str:
    """Return the assignment of an array, as base64 of its bytes; a single number stands for itself.

    The script has a function ``numbers`` that reads it.
    """
    if array.ndim == 0:
        return f"{name} = {float(array)!r}\n"
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return f'{name} = numbers("{little.dtype.str}", {array.shape}, """\n{wrapped(little.tobytes())}""")\n'


def wrapped(content: bytes) -> str:
    """Return base64 in lines."""
    return base64.encodebytes(content).decode("ascii")
