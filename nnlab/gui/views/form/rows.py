"""Rows below each other, which come and go together."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnlab.gui.views.form.discard import discard
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.row import SPACING, Row


class Rows(QWidget):
    """A column of rows; hidden until there is one.

    Parameters
    ----------
    parent : QWidget
    are_options : bool
        Whether they belong to the row above them.
    """

    def __init__(self, parent: QWidget, *, are_options: bool) -> None:
        super().__init__(parent)
        self._are_options = are_options
        self._column = plain_column(self)
        self.hide()

    def add(self, binding: FieldBinding) -> None:
        """Add a row for a field, and show it."""
        row = Row(binding, is_option=self._are_options)
        self._column.addWidget(row)
        for widget in (row, self):
            widget.show()  # at once, and not with the next event: Tab has to find it

    def clear(self) -> None:
        """Throw all rows away."""
        self.hide()
        for row in self.findChildren(Row):
            discard(row)


def plain_column(widget: QWidget) -> QVBoxLayout:
    """Return a layout of rows without a margin."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACING)
    return column
