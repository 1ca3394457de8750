"""The dot of what differs from its default."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnlab.gui import theme

SIZE: Final = 6
INSET: Final = 2


class Dot(QWidget):
    """A dot in the upper right corner of a field, where no text runs.

    The rule of the style sheet does not reach into a combo box, so it draws itself.

    Parameters
    ----------
    field : QWidget
        It has to call `place` when its size changes.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.setFixedSize(SIZE, SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self) -> None:
        """Move into the corner."""
        self.move(self._field.width() - SIZE - INSET, INSET)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        painter.drawEllipse(self.rect())
