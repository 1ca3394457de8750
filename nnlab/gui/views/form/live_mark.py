"""The word in a field that a run goes by at once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from nnlab.gui import theme
from nnlab.gui.theme import GRID
from nnlab.gui.views.form.words import translate

INSET: Final = GRID + GRID // 2
"""From the right edge, whose corner is the dot's."""


class LiveMark(QWidget):
    """The word *live* at the right end of a field, where nothing has to move for it.

    Parameters
    ----------
    field : QLineEdit
        It has to call `place` when its size changes.
    """

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._word = translate("form", "live")
        self.setFont(theme.small(self.font()))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_shown(self, shown: bool) -> None:
        """Show or hide the word; what is typed keeps clear of it."""
        self.setVisible(shown)
        self._field.setTextMargins(0, 0, self.sizeHint().width() + INSET if shown else 0, 0)
        self.place()

    def place(self) -> None:
        """Move to the right end."""
        size = self.sizeHint()
        self.setGeometry(self._field.width() - size.width() - INSET, 0, size.width(), self._field.height())

    def sizeHint(self) -> QSize:
        """Return the size of the word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._word) + 1, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word."""
        painter = QPainter(self)
        painter.setPen(QColor(theme.current().accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._word)
