"""One number of every unit of a layer, as bars from the value it started at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, Chart
from nnlab.gui.views.gradients.scale import linear_scale_around

WIDEST: Final = "−0.005"
LEAST_BAR: Final = 1.5
LEAST_RANGE: Final = 0.1


class UnitBars(Chart):
    """Draws a bar a unit, from ``start`` to its number.

    Parameters
    ----------
    name, y_name : str
        For a screen reader, and at the axis; translated.
    start : float
        Where every unit began, or what to compare with.
    """

    def __init__(self, name: str, y_name: str, start: float) -> None:
        super().__init__(name, self.tr("unit"), y_name)
        self._y_name, self._start = y_name, start
        self.values: NDArray[np.float64] = np.empty(0)
        self._units: Sequence[int] = ()
        self._colour = QColor()

    def set_values(self, units: Sequence[int], values: NDArray[np.float32], colour: QColor) -> None:
        """Show the numbers of some units of a layer, which are counted from 0."""
        self._units, self._colour = units, colour
        self.values = values.astype(np.float64)
        self._scale = linear_scale_around(self.values, self._start - LEAST_RANGE, self._start + LEAST_RANGE)
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Return mean and range in words."""
        finite = self.values[np.isfinite(self.values)]
        if not finite.size:
            return ""
        texts = [numbers.significant(float(value)) for value in (finite.mean(), finite.min(), finite.max())]
        return self.tr("mean {mean}, from {low} to {high}").format(mean=texts[0], low=texts[1], high=texts[2])

    def words_at(self, position: QPointF) -> str:
        """Return the number of the unit under the mouse."""
        box = self.box_for(WIDEST)
        if not self.values.size or not box.contains(position):
            return ""
        place = min(int((position.x() - box.left()) / box.width() * self.values.size), self.values.size - 1)
        words = self.tr("unit {unit}: {name} {value}")
        value = numbers.significant(float(self.values[place]))
        return words.format(unit=numbers.count(self._units[place] + 1), name=self._y_name, value=value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes and bars."""
        painter, box = QPainter(self), self.box_for(WIDEST)
        painter.setFont(self.small_type())
        self.paint_names(painter)
        if not self.values.size:
            painter.fillRect(box, QColor(theme.current().base))
            return
        self.paint_y_axis(painter, box, self._scale)
        self._paint_bars(painter, box)
        self._paint_units(painter, box)

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        ys = box.bottom() - np.clip(self._scale.shares(self.values), 0, 1) * box.height()
        start = box.bottom() - float(self._scale.shares(np.array([self._start]))[0]) * box.height()
        slot = box.width() / self.values.size
        width = max(slot * 0.7, 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        rects = []
        for place, y in enumerate(ys.tolist()):
            if np.isfinite(y):
                top, height = min(y, start), max(abs(y - start), LEAST_BAR)
                rects.append(QRectF(box.left() + (place + 0.5) * slot - width / 2, top, width, height))
        painter.drawRects(rects)
        painter.setPen(QPen(QColor(theme.current().outline), 1))
        painter.drawLine(QPointF(box.left(), round(start) + 0.5), QPointF(box.right(), round(start) + 0.5))

    def _paint_units(self, painter: QPainter, box: QRectF) -> None:
        """Write the number of the first and of the last unit."""
        painter.setPen(QColor(theme.current().muted))
        slot, count = box.width() / self.values.size, self.values.size
        for place in {0, count - 1}:
            words = numbers.count(self._units[place] + 1)
            half = painter.fontMetrics().horizontalAdvance(words) / 2 + 1
            middle = min(box.left() + (place + 0.5) * slot, self.width() - half)
            painter.drawText(QRectF(middle - half, box.bottom() + GAP - 1, 2 * half, self.line()), CENTRE, words)
