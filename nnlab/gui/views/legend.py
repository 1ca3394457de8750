"""What a line stands for: a piece of the line itself, and a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nnlab.gui import theme

SAMPLE = QSize(24, 12)


class LineSample(QWidget):
    """A short piece of a line.

    Parameters
    ----------
    pen : callable
        The line's pen in the present theme.
    """

    def __init__(self, pen: Callable[[], QPen]) -> None:
        super().__init__()
        self._pen = pen
        self.setFixedSize(SAMPLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line across the middle."""
        painter = QPainter(self)
        pen = QPen(self._pen())
        pen.setWidthF(max(2.0, pen.widthF()))
        painter.setPen(pen)
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)


class LegendEntry(QWidget):
    """A sample and its word."""

    def __init__(self, word: str, pen: Callable[[], QPen]) -> None:
        super().__init__()
        label = QLabel(word)
        label.setFont(theme.small(label.font()))
        theme.mark(label, "role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(LineSample(pen))
        layout.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Legend(QWidget):
    """Entries side by side that change."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def set_entries(self, entries: Sequence[tuple[str, Callable[[], QPen]]]) -> None:
        """Show other words and lines."""
        while (item := self._row.takeAt(0)) is not None:
            if (entry := item.widget()) is not None:
                entry.hide()
                entry.deleteLater()
        for word, pen in entries:
            self._row.addWidget(LegendEntry(word, pen))
