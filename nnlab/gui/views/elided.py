"""A line of text that ends in an ellipsis where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from nnlab.gui import theme


class ElidedLabel(QLabel):
    """A plain label that never asks for width; its text is whole for a screen reader.

    Another text asks for no other layout: it may come ten times a second, and the whole window would be laid out and
    painted for it.

    Parameters
    ----------
    role : str, optional
        Of the style sheet: ``muted`` makes it small, too.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.tabular(theme.small(self.font()) if role == "muted" else self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.mark(self, "role", role)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show ``text``; a screen reader reads it as the name, or where there is one, as the description."""
        before, self._text = self._text, text
        if text == before:
            return
        if self.accessibleName() in {"", before}:
            self.setAccessibleName(text)
        else:
            self.setAccessibleDescription(text)
        if not before:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")

    def sizeHint(self) -> QSize:
        """Ask for room for the text that stood here first."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of a line, and no width."""
        return QSize(0, self.fontMetrics().height())

    def shown_text(self) -> str:
        """Return what is to be seen of the text."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown_text())
