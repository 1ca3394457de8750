"""The options of the file that is about to be imported, as rows like those of the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from nnlab.gui.views.form.binding import Group
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kinds.sources import SOURCES
from nnlab.gui.views.form.rows import Rows
from nnlab.gui.views.form.up_and_down import UpAndDown
from nnlab.gui.views.form.words import translate

KINDS: Final = {source.kind: source for source in SOURCES}


class ImportOptions(UpAndDown):
    """The rows of one kind of source.

    Signals
    -------
    option_edited : (name, value)
        What is typed is told when the typing has ended.
    browse_requested : name
    """

    option_edited = Signal(str, object)
    browse_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kind: object = None
        self._typed: tuple[str, object] | None = None
        self._rows = Rows(self.contents, are_options=False)
        self._group = Group(self)
        column = QVBoxLayout(self.contents)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        column.addStretch(1)

    def show_source(self, document: Mapping[str, Any], defaults: Mapping[str, Any]) -> bool:
        """Show the options; return whether there are other rows now."""
        is_other = document.get("kind") != self._kind
        if is_other:
            self._kind = document.get("kind")
            self._make_rows()
        self._group.set_value(document, defaults)
        return is_other

    def set_problem(self, name: str, sentence: str) -> bool:
        """Say below the option ``name`` what is wrong with it, and of no other; return whether it is there."""
        places = dict(self._group.places())
        for path, place in places.items():
            place.set_problem(sentence if path == name else "")
        return name in places

    def finish(self) -> None:
        """Tell of what is typed as if the typing had ended."""
        typed, self._typed = self._typed, None
        if typed is not None:
            self.option_edited.emit(*typed)

    def _make_rows(self) -> None:
        self._typed = None
        self._rows.clear()
        self._group.deleteLater()
        self._group = Group(self)
        self._group.value_edited.connect(self._on_group_value_edited)
        self._group.typing_finished.connect(self.finish)
        self._group.browse_requested.connect(self.browse_requested)
        source = KINDS.get(self._kind) if isinstance(self._kind, str) else None
        for row in source.options if source else ():
            binding = FieldBinding(row, self._rows)
            self._group.add(row.path, binding)
            self._rows.add(binding)
        self._group.set_owner(translate("form", "Import"))

    def _on_group_value_edited(self, name: str, value: object, typing: bool) -> None:
        if typing:
            self._typed = (name, value)
        else:
            self._typed = None
            self.option_edited.emit(name, value)
