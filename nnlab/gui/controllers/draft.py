"""The experiment being edited: a document that may be wrong for a while, with undo."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nnlab.errors import InvalidSpecError, Problem
from nnlab.gui.controllers.suiting import data_of, suited
from nnlab.spec.document import Document, from_document, get_at, new_spec, set_at, to_document
from nnlab.spec.experiment import DataSpec, ExperimentSpec
from nnlab.text import Text
from nnlab.training.memory import check_memory
from nnlab.training.outline import Outline, outline

LAYERS = "network.layers"
STEPS = "preprocessing"
SOURCE_PATH = "data.source.path"


class Draft(QObject):
    """Holds the document that the form shows, and what is wrong with it.

    Attributes
    ----------
    document : dict
        As edited; it may hold values that no spec allows.
    spec : ExperimentSpec or None
        The document as a spec; None while something is wrong.
    outline : Outline or None
        What the spec amounts to.
    problems : mapping of str to Text
        What is wrong, by the field's path.
    undo_stack : QUndoStack
    held_bytes : int
        Memory of the present run, which the next one will have.
    """

    changed = Signal()
    settled = Signal()
    """An edit is done: not a keystroke in the middle of a number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack()  # no parent: Qt would delete it before those who listen to it
        self.defaults: Document = to_document(new_spec())
        self.held_bytes = 0
        self._data_problem: tuple[DataSpec, Text] | None = None
        self.open(new_spec())

    def open(self, spec: ExperimentSpec) -> None:
        """Edit another experiment; what was done before cannot be undone any more."""
        self._typing_since, self._is_typing = 0, False
        self.undo_stack.clear()
        self.show(to_document(spec))

    def show(self, document: Document) -> None:
        """Take over ``document`` as it is and work out what it amounts to."""
        self.document = document
        self.spec, self.outline, self.problems = _judge(document, self.held_bytes)
        if self._data_problem and SOURCE_PATH in self.problems and data_of(document) == self._data_problem[0]:
            self.problems = {**self.problems, SOURCE_PATH: self._data_problem[1]}
        self.changed.emit()

    def edit(self, path: str, value: Any, *, typing: bool = False) -> None:
        """Put ``value`` at ``path``; keystrokes in one field (``typing``) are undone together."""
        changed = set_at(self.document, path, _written_out(path, value, self.defaults))
        if changed != self.document:
            merge_key = f"{path}#{self._typing_since}" if typing else ""
            self._is_typing = typing
            self.undo_stack.push(EditCommand(self, self.document, changed, merge_key))

    def set_source(self, source: Document) -> None:
        """Take other data, and with them a loss and a batch size that suit, as one step of undo."""
        document = set_at(self.document, "data.source", _written_out("data.source", source, self.defaults))
        document = suited(self.document, document)
        self.end_typing()
        if document != self.document:
            self.undo_stack.push(EditCommand(self, self.document, document, ""))

    def take_spec(self, spec: ExperimentSpec) -> None:
        """Take another experiment, as one step of undo."""
        self.take_document(to_document(spec))

    def take_document(self, document: Document) -> None:
        """Take another document, which may hold what no spec allows, as one step of undo."""
        self.end_typing()
        if document != self.document:
            self.undo_stack.push(EditCommand(self, self.document, document, ""))

    def set_data_problem(self, spec: DataSpec | None, text: Text | None) -> None:
        """Take why the data of ``spec`` are not at hand, to be said beside their path; None where they are."""
        self._data_problem = (spec, text) if spec is not None and text is not None else None
        self.refresh()

    def refresh(self) -> None:
        """Work out anew what the document amounts to: data have been read meanwhile, or have changed."""
        self.show(self.document)

    def take(self, document: Document) -> None:
        """Show a document that was edited, undone or redone."""
        self.show(document)
        if not self._is_typing:
            self.settled.emit()

    def end_typing(self) -> None:
        """Begin a new step of undo with the next keystroke."""
        self._typing_since += 1
        if self._is_typing:
            self._is_typing = False
            self.settled.emit()

    def add_layer(self, index: int) -> None:
        """Insert a layer like the one before it."""
        layers = self._entries(LAYERS)
        like = layers[max(index - 1, 0)] if layers else self.defaults["network"]["layers"][0]
        self._replace(LAYERS, [*layers[:index], copy.deepcopy(like), *layers[index:]])

    def duplicate_layer(self, index: int) -> None:
        """Insert a copy of a layer above it."""
        self.add_layer(index + 1)

    def remove_layer(self, index: int) -> None:
        """Take a layer out; the last one stays."""
        if len(self._entries(LAYERS)) > 1:
            self._remove(LAYERS, index)

    def move_layer(self, source: int, target: int) -> None:
        """Put a layer where another is."""
        self._move(LAYERS, source, target)

    def add_step(self, kind: str) -> None:
        """Append a preprocessing step with its defaults."""
        self._replace(STEPS, [*self._entries(STEPS), {"kind": kind}])

    def remove_step(self, index: int) -> None:
        """Take a preprocessing step out."""
        self._remove(STEPS, index)

    def move_step(self, source: int, target: int) -> None:
        """Put a preprocessing step where another is."""
        self._move(STEPS, source, target)

    def _entries(self, path: str) -> list[Any]:
        return list(get_at(self.document, path))

    def _remove(self, path: str, index: int) -> None:
        entries = self._entries(path)
        self._replace(path, entries[:index] + entries[index + 1 :])

    def _move(self, path: str, source: int, target: int) -> None:
        entries = self._entries(path)
        entries.insert(target, entries.pop(source))
        self._replace(path, entries)

    def _replace(self, path: str, entries: list[Any]) -> None:
        self.end_typing()
        self.edit(path, entries)


class EditCommand(QUndoCommand):
    """One change of the document; undoing shows the document from before."""

    def __init__(self, draft: Draft, before: Document, after: Document, merge_key: str) -> None:
        super().__init__()
        self._draft, self._before, self._after, self._merge_key = draft, before, after, merge_key

    def id(self) -> int:
        """Return the same number for edits that may be merged; -1 for none."""
        return (hash(self._merge_key) & 0x7FFFFFFF) if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Take in the next keystroke in the same field."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        """Show the document after the change."""
        self._draft.take(_completed(self._after))

    def undo(self) -> None:
        """Show the document before the change."""
        self._draft.take(self._before)


def _written_out(path: str, value: Any, defaults: Document) -> Any:
    """Return a kind with the defaults of its options, whatever is wrong elsewhere in the experiment."""
    if not isinstance(value, dict):
        return value
    path = re.sub(r"\.\d+", ".0", path)
    try:
        return get_at(to_document(from_document(set_at(defaults, path, value))), path)
    except InvalidSpecError:
        return value


def _completed(document: Document) -> Document:
    """Write out the defaults of a kind that was just chosen, where the document is valid."""
    try:
        return to_document(from_document(document))
    except InvalidSpecError:
        return document


def _judge(document: Document, held_bytes: int) -> tuple[ExperimentSpec | None, Outline | None, Mapping[str, Text]]:
    """Return the spec and its outline, or what is wrong by path."""
    try:
        spec = from_document(document)
        shape = outline(spec)
        check_memory(shape, held_bytes)
        return spec, shape, {}
    except InvalidSpecError as error:
        return None, None, _by_path(error.problems)


def _by_path(problems: tuple[Problem, ...]) -> dict[str, Text]:
    """Return the first problem of each field."""
    first: dict[str, Text] = {}
    for problem in problems:
        first.setdefault(problem.path, problem.text)
    return first
