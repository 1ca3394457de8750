"""The scale of the numbers to be met, from the lowest up, with the lines that are drawn on the plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.decision.plane.ground import scale_colours, upright

BAR: Final = 16
GAP: Final = 6
HEIGHT: Final = 200


class ColourScale(QWidget):
    """Draws the colours between two numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._low, self._high = 0.0, 1.0
        self._levels: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_range(self, low: float, high: float, levels: Sequence[float]) -> None:
        """Show other ends, and lines at other numbers."""
        if (low, high, tuple(levels)) != (self._low, self._high, self._levels):
            self._low, self._high, self._levels = low, high, tuple(levels)
            words = self.tr("Scale from {low} to {high}")
            ends = {"low": numbers.significant(low), "high": numbers.significant(high)}
            self.setAccessibleName(words.format(**ends))
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for all numbers."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colours, with a number at each line, and the ends where they stand free of these."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        line = painter.fontMetrics().height()
        bar = QRectF(0, line / 2, BAR, self.height() - line)
        painter.drawImage(bar, upright(scale_colours()[:, None]))
        width = (self._high - self._low) or 1.0
        text, ground = QColor(theme.current().text), QColor(theme.current().base)
        for level in self._levels:
            y = bar.bottom() - (level - self._low) / width * bar.height()
            painter.setPen(ground)
            painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right() - 1, y))
            painter.setPen(text)
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + GAP / 2, y))
            place = QRectF(bar.right() + GAP, y - line / 2, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, numbers.edge(float(f"{level:.4g}")))
