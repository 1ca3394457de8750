"""A scale of numbers to be met: their marks, from the lowest to the highest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.marks import STEPS, TargetMarks

STEP_WIDTH: Final = 12
GAP: Final = 8


class TargetScale(QWidget):
    """The marks between the ends of what they stand for, the name before them.

    Parameters
    ----------
    marks : TargetMarks
    """

    def __init__(self, marks: TargetMarks) -> None:
        super().__init__()
        self._marks = marks
        self._ends = numbers.significant(marks.low), numbers.significant(marks.high)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = self.tr("{name}: {low} to {high}")
        self.setAccessibleName(words.format(name=marks.name, low=self._ends[0], high=self._ends[1]))

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        metrics = self.fontMetrics()
        words = sum(metrics.horizontalAdvance(text) + GAP for text in (self._marks.name, *self._ends))
        return QSize(words + STEPS * STEP_WIDTH, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name, and between the ends the marks."""
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        painter.setFont(theme.tabular(self.font()))
        painter.setPen(QColor(theme.current().text))
        metrics, middle = painter.fontMetrics(), self.height() / 2
        base, x = (self.height() + metrics.ascent() - metrics.descent()) // 2, 0
        for text in (self._marks.name, self._ends[0]):
            painter.drawText(x, base, text)
            x += metrics.horizontalAdvance(text) + GAP
        for kind in range(STEPS):
            stamp = self._marks.stamp(kind, ratio)
            side = stamp.width() / ratio
            painter.drawPixmap(QPointF(x + (STEP_WIDTH - side) / 2, middle - side / 2), stamp)
            x += STEP_WIDTH
        painter.drawText(x + GAP // 2, base, self._ends[1])
