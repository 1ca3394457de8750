"""A choice of kind, and the options that the chosen kind brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.gui.views.form.binding import MISSING, Binding, Group, Place, at
from nnlab.gui.views.form.choice_field import ChoiceField
from nnlab.gui.views.form.discard import discard
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.row import SPACING, Row
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
    options : QWidget
        A row for each option of the kind; hidden when it has none.
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
        self._rows = Group(self)
        labels = Choice(tuple((one.kind, one.label) for one in kinds))
        self.choice = FieldBinding(FieldRow("kind", label, labels, explanation), parent, names_itself=names_itself)
        if isinstance(self.choice.editor, ChoiceField):
            self.choice.editor.set_tips({one.kind: tooltip(worded(one.label), one.explanation) for one in kinds})
        self.choice.value_edited.connect(lambda _path, kind, _typing: self._on_kind_chosen(kind))
        self.options = QWidget(parent)
        self._layout = QVBoxLayout(self.options)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACING)
        self.options.hide()

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

    def _on_kind_chosen(self, kind: object) -> None:
        self._show_kind(kind)
        self._rows.set_value(MISSING, MISSING)
        self.value_edited.emit("", {"kind": kind}, False)

    def _show_kind(self, kind: object) -> None:
        self._kind = kind
        self._clear()
        found = self._kinds.get(kind) if isinstance(kind, str) else None
        self.choice.explain(tooltip(worded(found.label), found.explanation) if found else "")
        for row in found.options if found else ():
            binding = FieldBinding(row, self.options)
            self._rows.add(row.path, binding)
            self._layout.addWidget(Row(binding))
        if self._owner:
            self._rows.set_owner(self._owner)
        self.options.setVisible(self._layout.count() > 0)

    def _clear(self) -> None:
        self._rows.deleteLater()
        self._rows = Group(self)
        self._rows.value_edited.connect(self.value_edited)
        self._rows.typing_finished.connect(self.typing_finished)
        for row in self.options.findChildren(Row):
            discard(row)
