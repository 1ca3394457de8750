"""What a short run makes of the loss at each learning rate: where it barely moves, falls fastest, and explodes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log10
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, Chart, grid_colour, pieces, polygon
from nnlab.gui.views.gradients.scale import LogScale
from nnlab.insight.checks.check import SweptRate

WIDEST: Final = "0.001"
HIGHEST: Final = 1
LOWEST: Final = -3
"""Powers of ten of the vertical axis: a loss of ten times its start and more lies on the upper edge."""
DOT: Final = 3.0
BAND: Final = 0.2
"""How much of the colour of what is good the rates worth searching have."""
HEIGHT: Final = 190
LEAST_GAP: Final = 40


class RatePlot(Chart):
    """Draws the loss at the end of each run over that at its start; a cross marks a run that diverged."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Loss against learning rate"), self.tr("learning rate"), self.tr("loss at the end / at the start")
        )
        self._swept: tuple[SweptRate, ...] = ()
        self._range: tuple[float, float] | None = None
        self._own: float | None = None
        self._y = LogScale(LOWEST, HIGHEST)

    def set_sweep(self, swept: Sequence[SweptRate], worth: tuple[float, float] | None, own: float | None) -> None:
        """Show other runs.

        Parameters
        ----------
        swept : sequence of SweptRate
            By rising rate.
        worth : (float, float) or None
            The rates worth searching.
        own : float or None
            The rate of the experiment.
        """
        self._swept, self._range, self._own = tuple(swept), worth, own
        self.setAccessibleDescription("; ".join(_words(each) for each in swept))
        self.update()

    def words_at(self, position: QPointF) -> str:
        """Return the numbers of the run nearest to ``position``."""
        xs = self._xs(self.box_for(WIDEST), np.array([each.learning_rate for each in self._swept]))
        return _words(self._swept[int(np.argmin(np.abs(xs - position.x())))]) if xs.size else ""

    def sizeHint(self) -> QSize:
        """Ask for a low picture."""
        return QSize(240, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height."""
        return QSize(140, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, the range worth searching, and a point a run."""
        painter, box, shown = QPainter(self), self.box_for(WIDEST), theme.current()
        painter.setFont(self.small_type())
        self.paint_y_axis(painter, box, self._y)
        self._paint_x_axis(painter, box)
        self._paint_range(painter, box)
        self.paint_names(painter)
        if not self._swept:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        xs = self._xs(box, np.array([each.learning_rate for each in self._swept]))
        ratios = np.array([each.loss_ratio for each in self._swept])
        ys = box.bottom() - np.clip(self._y.shares(ratios), 0, 1) * box.height()
        painter.setPen(QPen(QColor(shown.train), 1.5))
        for piece in pieces(ys):
            painter.drawPolyline(polygon(xs[piece], ys[piece]))
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
            self._paint_point(painter, x, y, box)

    def _paint_point(self, painter: QPainter, x: float, y: float, box: QRectF) -> None:
        shown = theme.current()
        if np.isfinite(y):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.train))
            painter.drawEllipse(QPointF(x, y), DOT, DOT)
            return
        painter.setPen(QPen(QColor(shown.bad), 2))
        for way in (-DOT, DOT):
            painter.drawLine(QPointF(x - DOT, box.top() - way), QPointF(x + DOT, box.top() + way))

    def _paint_range(self, painter: QPainter, box: QRectF) -> None:
        """Shade the rates worth searching, and mark the experiment's own."""
        shown = theme.current()
        if self._range is not None and self._swept:
            low, high = self._xs(box, np.array(self._range)).tolist()
            band = QRectF(low, box.top(), max(high - low, 2.0), box.height())
            ground = QColor(shown.good)
            ground.setAlphaF(BAND)
            painter.fillRect(band, ground)
        if self._own is not None and self._swept:
            x = float(self._xs(box, np.array([self._own]))[0])
            if box.left() <= x <= box.right():
                painter.setPen(QPen(QColor(shown.text), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_x_axis(self, painter: QPainter, box: QRectF) -> None:
        low, high = self._ends()
        every = max(1, -(-LEAST_GAP * (high - low) // max(int(box.width()), 1)))
        for power in range(low, high + 1, every):
            x = float(self._xs(box, np.array([10.0**power]))[0])
            painter.setPen(grid_colour())
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QColor(theme.current().muted))
            room = QRectF(x - LEAST_GAP, box.bottom() + 4, 2 * LEAST_GAP, self.line())
            painter.drawText(room, CENTRE, f"1e{power}".replace("-", "−"))

    def _ends(self) -> tuple[int, int]:
        """Return the powers of ten at the ends of the horizontal axis."""
        if not self._swept:
            return -6, 3
        first, last = self._swept[0].learning_rate, self._swept[-1].learning_rate
        return round(log10(first) - 0.01), max(round(log10(last) + 0.01), round(log10(first)) + 1)

    def _xs(self, box: QRectF, rates: NDArray[np.float64]) -> NDArray[np.float64]:
        low, high = self._ends()
        xs: NDArray[np.float64] = box.left() + (np.log10(rates) - low) / (high - low) * box.width()
        return xs


def _words(swept: SweptRate) -> str:
    tr, rate = QCoreApplication.translate, numbers.significant(swept.learning_rate)
    if not isfinite(swept.loss_ratio):
        return tr("RatePlot", "rate {rate}: the loss is no finite number").format(rate=rate)
    words = tr("RatePlot", "rate {rate}: the loss is {ratio} times its start")
    return words.format(rate=rate, ratio=numbers.significant(swept.loss_ratio))
