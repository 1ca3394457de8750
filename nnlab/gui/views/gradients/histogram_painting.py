"""Draws one histogram into a rectangle."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.training.histogram import BINS, Histogram

LEAST_BAR: Final = 1.0
"""Pixels; so that single values far out, which decide the axis, can be seen."""
ZERO_WIDTH: Final = 4
CLEAR: Final = 4.0
"""From this width of a column on, in pixels, there is a gap between two; narrower ones would come out as stripes."""


def paint_histogram(painter: QPainter, histogram: Histogram, axis: Axis, box: QRectF, colour: QColor) -> None:
    """Draw the bins as columns, exact zeros as a grey bar, and the axis with a dotted line at its zero.

    Parameters
    ----------
    painter : QPainter
    histogram : Histogram
    axis : Axis
        Over the width of ``box``; its ends may lie beyond those of the histogram.
    box : QRectF
    colour : QColor
    """
    tallest = max(int(histogram.counts.max()), 1)
    edges = np.linspace(axis.place(histogram.low), axis.place(histogram.high), BINS + 1).tolist()
    heights = np.maximum(histogram.counts * (box.height() / tallest), LEAST_BAR).tolist()
    pitch, bottom = edges[1] - edges[0], box.bottom()
    width = pitch - 0.5 if pitch > CLEAR else max(pitch, 1.0)
    filled = np.flatnonzero(histogram.counts).tolist()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects([QRectF(edges[place], bottom - heights[place], width, heights[place]) for place in filled])
    _paint_lines(painter, axis, box)
    if histogram.zeros:
        _paint_zeros(painter, min(histogram.zeros / tallest, 1.0) * box.height(), axis, box)


def _paint_lines(painter: QPainter, axis: Axis, box: QRectF) -> None:
    outline = QColor(theme.current().border)
    painter.setPen(QPen(outline, 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if axis.low < 0 < axis.high:
        x = round(axis.place(0.0)) + 0.5
        painter.setPen(QPen(outline, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _paint_zeros(painter: QPainter, height: float, axis: Axis, box: QRectF) -> None:
    left = min(max(axis.place(0.0) - ZERO_WIDTH / 2, box.left()), box.right() - ZERO_WIDTH)
    bar = QRectF(left, box.bottom() - height, ZERO_WIDTH, height)
    painter.fillRect(bar.adjusted(-1, 0, 1, 0), QColor(theme.current().raised))  # so that it stands out
    painter.fillRect(bar, QColor(theme.current().muted))


def paint_ends(painter: QPainter, axis: Axis, below: QRectF) -> None:
    """Write the ends of the axis, and its zero where there is room, into ``below``."""
    painter.setPen(QColor(theme.current().muted))
    low, high = numbers.edge(axis.low), numbers.edge(axis.high)
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, high)
    metrics, zero = painter.fontMetrics(), axis.place(0.0)
    left = below.left() + metrics.horizontalAdvance(f"{low} 0")
    if axis.low < 0 < axis.high and left < zero < below.right() - metrics.horizontalAdvance(f"0 {high}"):
        painter.drawText(QRectF(zero - 8, below.top(), 16, below.height()), Qt.AlignmentFlag.AlignHCenter, "0")
