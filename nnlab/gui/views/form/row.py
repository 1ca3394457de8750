"""A label and its field, side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui.theme import GRID
from nnlab.gui.views.form.field_binding import FieldBinding

SPACING: Final = GRID // 2
"""Between rows that belong together."""

LABEL_SHARE: Final = 2
FIELD_SHARE: Final = 3
"""How label and field divide the width: alike in every row, so that fields stand below each other."""


class Row(QWidget):
    """A line of the form: label, field, and below them what is wrong."""

    def __init__(self, binding: FieldBinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(_shared(binding.make_label()), LABEL_SHARE)
        line.addWidget(_shared(binding.editor), FIELD_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(line)
        column.addWidget(binding.notice)


def _shared(widget: QWidget) -> QWidget:
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget
