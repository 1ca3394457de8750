"""How documents of earlier formats become documents of this one.

Whoever renames or reshapes a field gives ``experiment.FORMAT`` the next number and adds here the step that leads there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""The step from each earlier format to the one after it, by the number of the earlier; its number it sets itself."""


def migrated(document: object, wanted: int) -> object:
    """Return ``document`` as one of format ``wanted``; what is no document of an earlier one stays as it is."""
    while isinstance(document, dict) and type(found := document.get("nnlab")) is int and found < wanted:
        if found not in MIGRATIONS:
            break
        document = MIGRATIONS[found](document)
    return document
