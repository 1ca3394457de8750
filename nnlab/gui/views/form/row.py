"""A label and its field, side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui.theme import GRID
from nnlab.gui.views.form.choice_field import ChoiceField
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
        line.addWidget(_flexible(binding.make_label()), LABEL_SHARE)
        line.addWidget(_flexible(binding.editor), FIELD_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(line)
        column.addWidget(binding.notice)


def _flexible(widget: QWidget) -> QWidget:
    """Let the shares alone decide the width; but a choice is never narrower than its longest entry."""
    needs_room = isinstance(widget, ChoiceField)
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding if needs_room else QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)
    return widget
