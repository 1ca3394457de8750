"""Draws one histogram into a rectangle, all its bins with one call."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from shiboken6 import wrapInstance

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.training.histogram import BINS, Histogram

LEAST_BAR: Final = 1.0
"""Pixels; so that single values far out, which decide the axis, can be seen."""
ZERO_WIDTH: Final = 5
GAP: Final = 0.5
LEAST_APART: Final = 3.0
"""Pixels; narrower bins have no gap between them: it would fall on some of them only, and look like values."""
LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


def paint_histogram(painter: QPainter, histogram: Histogram, axis: Axis, box: QRectF, colour: QColor) -> None:
    """Draw the bins, the axis with a dotted line at its zero, and exact zeros, which are in no bin, as a grey bar.

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
    bars = _bars(histogram, axis, box, box.height() / tallest)
    if len(bars):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        draw_rectangles(painter, bars)
    paint_lines(painter, axis, box)
    if histogram.zeros:
        _paint_zeros(painter, min(histogram.zeros / tallest, 1.0) * box.height(), axis, box)


def _bars(histogram: Histogram, axis: Axis, box: QRectF, scale: float) -> NDArray[np.float64]:
    """Return left, top, width and height of every bin with values whose middle is on the axis, (n, 4)."""
    left = axis.place(histogram.low)
    width = (axis.place(histogram.high) - left) / BINS
    edges = np.arange(BINS + 1.0)
    edges *= width
    edges += left
    is_shown = histogram.counts > 0
    if histogram.low < axis.low or histogram.high > axis.high:
        middles = edges[:-1] + width / 2
        is_shown &= (middles >= box.left()) & (middles <= box.right())
        np.clip(edges, box.left(), box.right(), out=edges)
    gap = GAP if width >= LEAST_APART else 0.0
    if not gap:
        np.round(edges, out=edges)  # or there would be gaps between some of them
    bars = np.empty((BINS, 4))
    bars[:, 0] = edges[:-1]
    bars[:, 2] = np.maximum(np.diff(edges) - gap, 1.0)
    bars[:, 3] = np.maximum(histogram.counts * scale, LEAST_BAR)
    bars[:, 1] = box.bottom() - bars[:, 3]
    return bars[is_shown]


def draw_rectangles(painter: QPainter, rectangles: NDArray[np.float64]) -> None:
    """Draw (n, 4) of left, top, width and height, without a Python object for each.

    A QRectF is four doubles in this order, and so the array is one of them; Qt is given where it begins.
    """
    whole = np.ascontiguousarray(rectangles, dtype=np.float64)
    first = wrapInstance(whole.ctypes.data, QRectF)
    painter.drawRects(first, len(whole))  # type: ignore[call-overload]  # the stubs leave out this overload


def paint_lines(painter: QPainter, axis: Axis, box: QRectF) -> None:
    """Draw the axis, and a dotted line at a zero within it."""
    border = QColor(theme.current().border)
    painter.setPen(QPen(border, 1))
    painter.drawLine(round(box.left()), round(box.bottom()), round(box.right()), round(box.bottom()))
    if axis.low < 0 < axis.high:
        zero = round(axis.place(0.0))
        painter.setPen(QPen(border, 1, Qt.PenStyle.DotLine))
        painter.drawLine(zero, round(box.top()), zero, round(box.bottom()))


def _paint_zeros(painter: QPainter, height: float, axis: Axis, box: QRectF) -> None:
    """Draw the bar of exact zeros: left of an axis that begins there."""
    left = axis.place(0.0) - (ZERO_WIDTH + 1 if axis.low == 0 else ZERO_WIDTH / 2)
    bar = QRectF(left, box.bottom() - height, ZERO_WIDTH, height)
    painter.fillRect(bar.adjusted(-1, 0, 1, 0), QColor(theme.current().raised))  # so that it stands out
    painter.fillRect(bar, QColor(theme.current().muted))


def paint_ends(painter: QPainter, axis: Axis, below: QRectF) -> None:
    """Write the ends of the axis, and its zero, into ``below``, in the painter's font, as far as there is room."""
    painter.setPen(QColor(theme.current().muted))
    low, high = numbers.edge(axis.low), numbers.edge(axis.high)
    if painter.fontMetrics().horizontalAdvance(f"{low} {high}") > below.width():
        return  # one would lie on the other
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, high)
    if not axis.low < 0 < axis.high:
        return
    zero, metrics = axis.place(0.0), painter.fontMetrics()
    first = below.left() + metrics.horizontalAdvance(f"{low} 0")
    if first < zero < below.right() - metrics.horizontalAdvance(f"0 {high}"):
        painter.drawText(QPointF(zero - metrics.horizontalAdvance("0") / 2, below.top() + metrics.ascent()), "0")
