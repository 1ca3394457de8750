"""What a batch gave against what is remembered of many: on the diagonal both are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, Chart, grid_colour
from nnlab.gui.views.gradients.scale import LinearScale, linear_scale_around

WIDEST: Final = "−0.005"
DOT: Final = 3.5
NEAR: Final = 10.0


class PairPlot(Chart):
    """Draws a dot a unit: its running statistic to the right, that of the last batch upwards.

    Parameters
    ----------
    name, x_name, y_name : str
        Translated.
    """

    def __init__(self, name: str, x_name: str, y_name: str) -> None:
        super().__init__(name, x_name, y_name)
        self._axis_names = x_name, y_name
        self.running: NDArray[np.float64] = np.empty(0)
        self.batch: NDArray[np.float64] = np.empty(0)
        self._units: Sequence[int] = ()
        self._colour = QColor()
        self._scale = LinearScale(0.0, 1.0)

    def set_pairs(
        self, units: Sequence[int], running: NDArray[np.float64], batch: NDArray[np.float64], colour: QColor
    ) -> None:
        """Show (k,) statistics of units, which are counted from 0; NaN before the first batch."""
        self._units, self.running, self.batch, self._colour = units, running, batch, colour
        self._scale = linear_scale_around(np.concatenate([running, batch]))
        self.update()

    def words_at(self, position: QPointF) -> str:
        """Return the numbers of the unit nearest to the mouse."""
        places = self._places(self._box())
        away = np.hypot(places[:, 0] - position.x(), places[:, 1] - position.y())
        if not away.size or not np.nanmin(away, initial=np.inf) <= NEAR:
            return ""
        unit = int(np.nanargmin(away))
        texts = [numbers.significant(float(values[unit])) for values in (self.running, self.batch)]
        words = self.tr("unit {unit}: {x_name} {x}, {y_name} {y}")
        x_name, y_name = self._axis_names
        unit_words = numbers.count(self._units[unit] + 1)
        return words.format(unit=unit_words, x_name=x_name, x=texts[0], y_name=y_name, y=texts[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, diagonal and dots."""
        painter, box = QPainter(self), self._box()
        painter.setFont(self.small_type())
        self.paint_y_axis(painter, box, self._scale)
        self._paint_x_axis(painter, box)
        self.paint_names(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(box.bottomLeft(), box.topRight())
        if self.batch.size and not np.isfinite(self.batch).any():
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(box, CENTRE, self.tr("after the first step"))
            return
        painter.setPen(QPen(QColor(theme.current().base), 1))
        painter.setBrush(self._colour)
        for x, y in self._places(box).tolist():
            if np.isfinite(y):
                painter.drawEllipse(QPointF(x, y), DOT, DOT)

    def _box(self) -> QRectF:
        """Return a square, so that the diagonal is one."""
        box = self.box_for(WIDEST)
        side = min(box.width(), box.height())
        return QRectF(box.left(), box.top(), side, side)

    def _places(self, box: QRectF) -> NDArray[np.float64]:
        xs = box.left() + self._scale.shares(self.running) * box.width()
        ys = box.bottom() - self._scale.shares(self.batch) * box.height()
        places: NDArray[np.float64] = np.stack([xs, ys], axis=1)
        return places

    def _paint_x_axis(self, painter: QPainter, box: QRectF) -> None:
        metrics = painter.fontMetrics()
        for value, words in self._scale.ticks(
            1 + int(box.width() // (metrics.horizontalAdvance(WIDEST) + 2 * theme.GRID))
        ):
            x = round(box.left() + float(self._scale.shares(np.array([value]))[0]) * box.width()) + 0.5
            painter.setPen(grid_colour())
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(QRectF(x - 40, box.bottom() + GAP - 1, 80, self.line()), CENTRE, words)
