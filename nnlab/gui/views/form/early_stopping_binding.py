"""Early stopping: one field, whose empty text stands for none."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.binding import MISSING, Binding, Place, at
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.table import FieldRow

PATIENCE = "patience"


class EarlyStoppingBinding(Binding):
    """Shows ``null``, or ``{"patience": 10}`` as its number.

    Parameters
    ----------
    row : FieldRow
    parent : QWidget
        Whatever holds the field in the end.

    Attributes
    ----------
    field : FieldBinding
    """

    def __init__(self, row: FieldRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = FieldBinding(row, parent)
        self.field.value_edited.connect(lambda _path, value, typing: self._on_edited(value, typing=typing))
        self.field.typing_finished.connect(self.typing_finished)

    def set_value(self, value: object, default: object) -> None:
        """Show the patience."""
        self.field.set_value(_patience(value), _patience(default))

    def set_owner(self, owner: str) -> None:
        """Hand the owner on."""
        self.field.set_owner(owner)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the field, for the whole and for the patience."""
        yield "", self.field
        yield PATIENCE, self.field

    def _on_edited(self, value: object, *, typing: bool) -> None:
        self.value_edited.emit("", None if value is None else {PATIENCE: value}, typing)


def _patience(value: object) -> object:
    """Return the patience in a group; anything else stands for itself."""
    patience = at(value, PATIENCE)
    return value if patience is MISSING else patience
