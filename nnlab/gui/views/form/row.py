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
    """A line of the form: label, field, and below them what is wrong.

    Parameters
    ----------
    binding : FieldBinding
    is_option : bool
        Whether it belongs to the row above: its label is then set in a little.
    """

    def __init__(self, binding: FieldBinding, *, is_option: bool = False) -> None:
        super().__init__()
        label = binding.make_label()
        label.setIndent(GRID if is_option else 0)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(_flexible(label), LABEL_SHARE)
        line.addWidget(_flexible(binding.widget), FIELD_SHARE)
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
