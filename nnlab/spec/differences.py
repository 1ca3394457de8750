"""What is different between two documents, field by field, and the same differences made in a third."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from nnlab.errors import InvalidSpecError
from nnlab.spec.document import Document, put_at


def differences(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path of each difference, as deep as both have the same fields, and the value of ``other`` there.

    What is of another kind differs as a whole: options of one kind mean nothing to another.
    """
    if _are_alike(one, other):
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}" if path else key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}.{index}")
    elif one != other:
        yield path, other


def _are_alike(one: Any, other: Any) -> bool:
    """Return whether two values are groups of the same fields, and of the same kind where they have one."""
    are_groups = isinstance(one, dict) and isinstance(other, dict)
    return are_groups and one.keys() == other.keys() and one.get("kind") == other.get("kind")


def carried_over(document: Document, before: Document, after: Document) -> Document:
    """Return ``document`` with what makes ``after`` of ``before``; what it has no field for is left out.

    Parameters
    ----------
    document : dict
        Perhaps edited since ``before``.
    before, after : dict
    """
    changed = copy.deepcopy(document)
    for path, value in differences(before, after):
        try:
            put_at(changed, path, copy.deepcopy(value))
        except InvalidSpecError:  # a layer that is there no more
            continue
    return changed
