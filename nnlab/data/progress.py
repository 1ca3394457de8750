"""The progress of work that is part of longer work."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")


def within(work: Generator[float, None, T], start: float, end: float) -> Generator[float, None, T]:
    """Do ``work`` as the stretch from ``start`` to ``end`` of something longer."""
    with closing(work):
        while True:
            try:
                share = next(work)
            except StopIteration as stop:
                result: T = stop.value
                return result
            yield start + (end - start) * share
