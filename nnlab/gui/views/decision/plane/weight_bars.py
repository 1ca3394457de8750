"""The strongest weights of a unit, to the layer below or the one above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme

BAR: Final = 6
FEWEST, MOST = 4, 12
"""Weights that are shown, according to the room."""
NAME_SHARE: Final = 0.33


class WeightBars(QWidget):
    """Draws name, bar and number of the strongest weights: positive ones to the right, negative ones to the left.

    Parameters
    ----------
    title : str
        Translated.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.rows: list[tuple[str, float]] = []
        self._title, self._note, self._largest = title, "", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    def set_weights(self, weights: Array, names: Sequence[str], missing: str = "") -> None:
        """Show the strongest of (n,) weights, or where there are none say what is ``missing``."""
        order = np.argsort(-np.abs(weights), kind="stable")[:MOST]
        self.rows = [(names[index], float(weights[index])) for index in order]
        self._largest = float(np.abs(weights).max(initial=0.0))
        self._note = "" if len(weights) else missing
        self.setAccessibleDescription("; ".join(f"{name} {numbers.significant(value)}" for name, value in self.rows))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the heading and some lines."""
        return QSize(150, (FEWEST + 1) * self._line())

    def minimumSizeHint(self) -> QSize:
        """Ask for the heading and a few lines."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the heading and the rows."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        painter.setPen(QColor(theme.current().muted))
        words = f"{self._title}: {self._note}" if self._note else self._title
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), self._line()), Qt.AlignmentFlag.AlignVCenter, elided)
        for place, (name, value) in enumerate(self.rows[: self.height() // self._line() - 1]):
            self._paint_row(painter, QRectF(0, (place + 1) * self._line(), self.width(), self._line()), name, value)

    def _paint_row(self, painter: QPainter, line: QRectF, name: str, value: float) -> None:
        shown, metrics = theme.current(), painter.fontMetrics()
        number = max(metrics.horizontalAdvance(numbers.significant(weight)) for _, weight in self.rows)
        names = NAME_SHARE * line.width()
        painter.setPen(QColor(shown.text))
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(names))
        painter.drawText(QRectF(0, line.top(), names, line.height()), Qt.AlignmentFlag.AlignVCenter, elided)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, numbers.significant(value))
        half = max((line.width() - names - number - 2 * theme.GRID) / 2, 1.0)
        middle, length = names + theme.GRID / 2 + half, value / self._largest * half if self._largest else 0.0
        bar = QRectF(min(middle, middle + length), line.center().y() - BAR / 2, abs(length), BAR)
        painter.fillRect(bar, QColor(shown.positive if value > 0 else shown.negative))
        painter.fillRect(QRectF(middle, line.top() + 2, 1, line.height() - 4), QColor(shown.border))

    def _line(self) -> int:
        return self.fontMetrics().height()
