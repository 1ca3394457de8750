"""The covariance of a few features as a small picture."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.data.looking.stages import Stage
from nnlab.gui import numbers, theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.pointed import Pointed

SCALE_WIDTH: Final = 8
GAP: Final = 5
NARROWEST: Final = "−0.00"
DASH: Final = 0.4
"""A negative cell has a dash so wide, so that it is not told by its colour alone."""
SLIGHT: Final = 0.04
"""A cell that is so small a share of the scale has no colour to speak of, and needs no dash."""
DARK: Final = 0.5
"""From this share of the scale on, what is written in a cell has the colour of the ground."""
PADDING: Final = 2


class HeatMap(Pointed):
    """Draws the covariance of one stage: positive blue, negative orange, on a scale of its own.

    Parameters
    ----------
    stage : Stage
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._names = [translate(name) for name in stage.names]
        self.values = stage.covariance
        finite = np.abs(self.values[np.isfinite(self.values)])
        self.largest = float(finite.max(initial=0.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Covariance of {names}").format(names=", ".join(self._names)))
        pairs = [(0, 0), (1, 1), (0, 1)][: 3 if len(self._names) > 1 else 1]
        self.setAccessibleDescription("; ".join(self._words(*pair) for pair in pairs))

    def sizeHint(self) -> QSize:
        """Ask for a square and its scale."""
        return QSize(200, 150)

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to see the cells."""
        return QSize(130, 84)

    def matrix_rect(self) -> QRectF:
        """Return where the cells are, each of whole pixels."""
        k, metrics = len(self._names), self._small_metrics()
        labels = max(metrics.horizontalAdvance(words) for words in (NARROWEST, numbers.significant(-self.largest)))
        room = min(self.width() - SCALE_WIDTH - 2 * GAP - labels, self.height() - 1)
        side = max(int(room) // k, 1) * k
        return QRectF(0, 0, side, side)

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a cell is."""
        matrix = self.matrix_rect()
        side = matrix.width() / len(self._names)
        return QRectF(matrix.left() + column * side, matrix.top() + row * side, side, side)

    def written(self) -> list[list[str]]:
        """Return the numbers as they are written into the cells, in three digits or in two; nothing without room."""
        metrics, cell = self._small_metrics(), self.cell_rect(0, 0)
        if metrics.horizontalAdvance("0") > cell.width() or metrics.height() > cell.height():
            return []
        for words in (numbers.significant, _two_digits):
            texts = [[words(value) for value in row] for row in self.values.tolist()]
            widest = max(metrics.horizontalAdvance(text) for row in texts for text in row)
            if widest + PADDING <= cell.width():
                return texts
        return []

    def words_at(self, position: QPointF) -> str:
        """Return the covariance under ``position``; nothing where there is none."""
        matrix = self.matrix_rect()
        side = matrix.width() / len(self._names)
        if not (0 <= position.x() < matrix.width() and 0 <= position.y() < matrix.height()):
            return ""
        return self._words(int(position.y() / side), int(position.x() / side))

    def _words(self, row: int, column: int) -> str:
        value = numbers.significant(float(self.values[row, column]))
        if row == column:
            return self.tr("{name}: variance {value}").format(name=self._names[row], value=value)
        template = self.tr("{first} with {second}: covariance {value}")
        return template.format(first=self._names[row], second=self._names[column], value=value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells and their scale."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        written, first = self.written(), self.cell_rect(0, 0)
        for row, column in np.ndindex(self.values.shape):
            cell = first.translated(column * first.width(), row * first.height())
            self._paint_cell(painter, cell, float(self.values[row, column]), written[row][column] if written else "")
        painter.setPen(QColor(theme.current().border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.matrix_rect().adjusted(0, 0, -1, -1))
        self._paint_scale(painter)

    def _paint_cell(self, painter: QPainter, cell: QRectF, value: float, words: str) -> None:
        shown, share = theme.current(), value / self.largest if self.largest else 0.0
        painter.fillRect(cell, signed_colour(share))
        painter.setPen(QColor(shown.base if abs(share) >= DARK else shown.text))
        if words:
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)
        elif share < -SLIGHT:
            half, middle = DASH * cell.width() / 2, cell.center()
            painter.drawLine(QPointF(middle.x() - half, middle.y()), QPointF(middle.x() + half, middle.y()))

    def _paint_scale(self, painter: QPainter) -> None:
        """Draw the scale of colours with its ends and its zero."""
        matrix, line = self.matrix_rect(), painter.fontMetrics().height()
        bar = QRectF(matrix.right() + GAP, matrix.top(), SCALE_WIDTH, matrix.height())
        colours = QLinearGradient(bar.topLeft(), bar.bottomLeft())
        for place in np.linspace(0, 1, 9).tolist():
            colours.setColorAt(place, signed_colour(1 - 2 * place))
        painter.fillRect(bar, colours)
        painter.setPen(QColor(theme.current().muted))
        for share in (1, 0, -1):
            top = bar.center().y() - share * (bar.height() - line) / 2 - line / 2
            place = QRectF(bar.right() + GAP, top, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, numbers.significant(share * self.largest))

    def _small_metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.tabular(theme.small(self.font())))


def _two_digits(value: float) -> str:
    return numbers.edge(float(f"{value:.2g}"))


def signed_colour(share: float) -> QColor:
    """Return the colour of a number between −1, orange, and 1, blue; zero is the ground."""
    shown = theme.current()
    if not np.isfinite(share):
        return QColor(shown.muted)
    return theme.blend(shown.base, shown.positive if share > 0 else shown.negative, min(abs(share), 1.0))
