"""How files of earlier formats become files of this one.

Whoever changes what a file holds gives it the next number in ``archive.FORMAT``, adds here the step that leads there,
and keeps files of the former number in ``tests/store/frozen``. A step refuses with a ValueError what it cannot read.
"""

from __future__ import annotations

from collections.abc import Callable

Members = dict[str, bytes]

MIGRATIONS: dict[int, Callable[[Members], Members]] = {}
"""The step from each earlier format to the one after it, by the number of the earlier."""


def migrated(members: Members, found: int, wanted: int) -> Members:
    """Return what a file of format ``found`` holds as one of format ``wanted`` would hold it."""
    for number in range(found, wanted):
        members = MIGRATIONS[number](members)
    return members
