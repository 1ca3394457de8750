"""A choice of kind, and the options that the chosen kind brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.binding import MISSING, Binding, Group, Place, at
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.rows import Rows
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind
from nnlab.gui.views.form.words import tooltip, worded


class KindBinding(Binding):
    """Shows a value such as ``{"kind": "normal", "std": 0.01}``.

    Parameters
    ----------
    label : str
        Marked for translation.
    kinds : sequence of Kind
    explanation : Explanation
        Of the field; the one of the chosen kind is added.
    parent : QWidget
    names_itself : bool
        As in `FieldBinding`.

    Attributes
    ----------
    choice : FieldBinding
        The kind.
    options, fine : Rows
        A row for each option of the kind, and for each that hardly anybody touches; hidden when there is none.
    """

    def __init__(
        self,
        label: str,
        kinds: Sequence[Kind],
        explanation: Explanation,
        parent: QWidget,
        *,
        names_itself: bool = False,
    ) -> None:
        super().__init__(parent)
        self._kinds = {one.kind: one for one in kinds}
        self._kind: object = None
        self._owner = ""
        self._fine_paths: frozenset[str] = frozenset()
        self._rows = Group(self)
        headings = tuple((one.kind, one.heading) for one in kinds if one.heading)
        labels = Choice(tuple((one.kind, one.label) for one in kinds), headings)
        self.choice = FieldBinding(FieldRow("kind", label, labels, explanation), parent, names_itself=names_itself)
        if isinstance(self.choice.editor, ChoiceField):
            self.choice.editor.set_tips({one.kind: tooltip(worded(one.label), one.explanation) for one in kinds})
        self.choice.value_edited.connect(lambda _path, kind, _typing: self._on_kind_chosen(kind))
        self.options = Rows(parent, are_options=not names_itself)
        self.fine = Rows(parent, are_options=False)

    def set_value(self, value: object, default: object) -> None:
        """Show the kind and its options; options that the document leaves out have their defaults."""
        kind = at(value, "kind") if isinstance(value, Mapping) else value
        default_kind = at(default, "kind")
        kind = default_kind if kind is MISSING else kind
        self.choice.set_value(kind, default_kind)
        if kind != self._kind:
            self._show_kind(kind)
        self._rows.set_value(value, default if kind == default_kind else MISSING)

    def set_owner(self, owner: str) -> None:
        """Hand the owner on."""
        self._owner = owner
        self.choice.set_owner(owner)
        self._rows.set_owner(owner)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the choice itself, then the options."""
        yield "", self.choice
        yield from self.option_places()

    def option_places(self) -> Iterator[tuple[str, Place]]:
        """Yield the places of the options alone."""
        yield from self._rows.places()

    def fine_places(self) -> Iterator[tuple[str, Place]]:
        """Yield the places of the options that stand apart."""
        return ((path, place) for path, place in self.option_places() if path in self._fine_paths)

    def _on_kind_chosen(self, kind: object) -> None:
        self._show_kind(kind)
        self._rows.set_value(MISSING, MISSING)
        self.value_edited.emit("", {"kind": kind}, False)

    def _show_kind(self, kind: object) -> None:
        self._kind = kind
        self._clear()
        found = self._kinds.get(kind) if isinstance(kind, str) else None
        self.choice.explain(tooltip(worded(found.label), found.explanation) if found else "")
        options = found.options if found else ()
        self._fine_paths = frozenset(row.path for row in options if row.is_fine)
        for row in options:
            self._add_option(row, self.fine if row.is_fine else self.options)
        if self._owner:
            self._rows.set_owner(self._owner)

    def _add_option(self, row: FieldRow, rows: Rows) -> None:
        binding = FieldBinding(row, rows)
        self._rows.add(row.path, binding)
        rows.add(binding)

    def _clear(self) -> None:
        self._rows.deleteLater()
        self._rows = Group(self)
        self._rows.value_edited.connect(self.value_edited)
        self._rows.typing_finished.connect(self.typing_finished)
        self._rows.browse_requested.connect(self.browse_requested)
        self.options.clear()
        self.fine.clear()
