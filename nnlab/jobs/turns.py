"""Turns long enough to be worth taking."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
TURN_S = 0.05


def drained(work: Generator[object, None, T]) -> T:
    """Go through ``work`` to its end and return what it returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def now_and_then(work: Generator[object, None, T]) -> Generator[None, None, T]:
    """Go through ``work``, ending a turn at most every twentieth of a second: what is quick takes no turn at all."""
    since = monotonic()
    with closing(work):
        while True:
            try:
                next(work)
            except StopIteration as end:
                result: T = end.value
                return result
            if monotonic() - since >= TURN_S:
                yield
                since = monotonic()
