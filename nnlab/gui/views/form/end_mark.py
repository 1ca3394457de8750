"""The word at the end of a field: its unit, or that a run goes by it at once."""

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


class EndMark(QWidget):
    """A small word at the right end of a field, where nothing has to move for it.

    Parameters
    ----------
    field : QLineEdit
        It has to call `place` when its size changes.
    """

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._unit = ""
        self._is_live = False
        self.setFont(theme.small(self.font()))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def word(self) -> str:
        """What is shown: *live* goes before the unit."""
        return translate("form", "live") if self._is_live else self._unit

    def set_unit(self, unit: str) -> None:
        """Take what the number in the field counts, translated; none shows nothing."""
        if unit != self._unit:
            self._unit = unit
            self._show()

    def set_live(self, is_live: bool) -> None:
        """Say that an edit takes effect at once."""
        self._is_live = is_live
        self._show()

    def place(self) -> None:
        """Move to the right end."""
        size = self.sizeHint()
        self.setGeometry(self._field.width() - size.width() - INSET, 0, size.width(), self._field.height())

    def sizeHint(self) -> QSize:
        """Return the size of the word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.word) + 1, metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word, in the colour of what runs where it is about the run."""
        shown = theme.current()
        painter = QPainter(self)
        painter.setPen(QColor(shown.accent if self._is_live else shown.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)

    def _show(self) -> None:
        """Show the word, if any; what is typed keeps clear of it."""
        self.setVisible(bool(self.word))
        self._field.setTextMargins(0, 0, self.sizeHint().width() + INSET if self.word else 0, 0)
        self.place()
        self.update()
