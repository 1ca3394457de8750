"""What ties the document to the widgets: bindings, one for each place of the document, nested as it is.

A binding shows the value at its place and reports edits with the path *below* itself, so that none has to know where it
stands: a layer card says ``units``, its list makes ``0.units`` of it, the form ``network.layers.0.units``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal


class Missing(Enum):
    """The type of `MISSING`."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
"""Stands where a document has no value: the default is shown there."""


class Place(Protocol):
    """Somewhere a sentence about a problem can be read."""

    def set_problem(self, sentence: str) -> None:
        """Show the sentence; an empty one takes it away."""

    def has_problem(self) -> bool:
        """Say whether a sentence is shown."""

    def differs(self) -> bool:
        """Say whether the value there is not the default."""


class Binding(QObject):
    """Shows one place of the document, and reports what a person did to it.

    Signals
    -------
    value_edited : (path, value, typing)
        The path below this binding, empty for the place itself.
    typing_finished
    browse_requested : path
        Somebody wants to look for the file that belongs there.
    """

    value_edited = Signal(str, object, bool)
    typing_finished = Signal()
    browse_requested = Signal(str)

    @abstractmethod
    def set_value(self, value: object, default: object) -> None:
        """Show ``value``, and a dot where it is not ``default``."""

    @abstractmethod
    def set_owner(self, owner: str) -> None:
        """Take what the fields belong to, such as ``Layer 2``, for their accessible names."""

    @abstractmethod
    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield where problems can be shown, each with its path below this binding."""


class Group(Binding):
    """Bindings by path below a common place.

    Parameters
    ----------
    parent : QObject
    place : Place, optional
        Where problems of the group as a whole are shown.
    """

    def __init__(self, parent: QObject, place: Place | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._bindings: dict[str, Binding] = {}

    def add(self, path: str, binding: Binding) -> None:
        """Tie ``binding`` to ``path``; an empty one ties another group to the same place."""
        self._bindings[path] = binding
        binding.value_edited.connect(
            lambda tail, value, typing: self.value_edited.emit(join(path, tail), value, typing)
        )
        binding.typing_finished.connect(self.typing_finished)
        binding.browse_requested.connect(lambda tail: self.browse_requested.emit(join(path, tail)))

    def set_value(self, value: object, default: object) -> None:
        """Hand each binding what stands at its path."""
        for path, binding in self._bindings.items():
            binding.set_value(at(value, path), at(default, path))

    def set_owner(self, owner: str) -> None:
        """Hand the owner on."""
        for binding in self._bindings.values():
            binding.set_owner(owner)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the place of the group, then those of all bindings."""
        if self._place is not None:
            yield "", self._place
        for path, binding in self._bindings.items():
            for tail, place in binding.places():
                yield join(path, tail), place


def at(node: object, path: str) -> object:
    """Return what stands at ``path`` below ``node``, or `MISSING`; an empty path is ``node`` itself."""
    for key in path.split(".") if path else ():
        node = _child(node, key)
    return node


def _child(node: object, key: str) -> object:
    if isinstance(node, Mapping):
        return node.get(key, MISSING)
    if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
        return node[int(key)]
    return MISSING


def join(head: str, tail: str) -> str:
    """Return the path of ``tail`` below ``head``; either may be empty."""
    return f"{head}.{tail}" if head and tail else head or tail
