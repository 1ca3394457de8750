"""The cells of a confusion matrix: with their counts, or as a picture where they are too small for that."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.thumbnails import paint_image
from nnlab.gui.views.decision.examples.matrix_frame import MatrixFrame
from nnlab.gui.views.decision.examples.signed_cells import signed_cells
from nnlab.training.inside.confusion import Confusion

FAINTEST: Final = 0.14
"""How much colour a cell has that is not empty."""
DARK: Final = 0.55
"""From this much colour on, numbers have the colour of the ground."""
LARGE, LARGE_SIDE = 1.5, 48
"""In cells of so many pixels numbers are so many times as large."""


def paint_cells(painter: QPainter, frame: MatrixFrame, confusion: Confusion) -> None:
    """Draw all cells: right ones blue, mistakes orange, the fuller the larger their share of the row."""
    shades = shades_of(confusion)
    paint_image(painter, signed_cells(shades, 1.0), frame.box)
    painter.setPen(QColor(theme.current().border))
    if frame.has_names:
        _paint_counts(painter, frame, confusion, shades)
        painter.setPen(QColor(theme.current().border))
        for line in range(1, frame.count):
            at = line * frame.side
            painter.drawLine(QPointF(frame.left + at, frame.top), QPointF(frame.left + at, frame.box.bottom()))
            painter.drawLine(QPointF(frame.left, frame.top + at), QPointF(frame.box.right(), frame.top + at))
    painter.drawRect(frame.box)


def shades_of(confusion: Confusion) -> Array:
    """Return how much colour each cell has, (classes, classes); below zero for mistakes, 0 for an empty one."""
    shares = np.where(confusion.counts > 0, FAINTEST + (1 - FAINTEST) * confusion.row_shares, 0.0)
    is_right = np.eye(len(shares), dtype=np.bool_)
    return np.where(is_right, shares, -shares)


def _paint_counts(painter: QPainter, frame: MatrixFrame, confusion: Confusion, shades: Array) -> None:
    """Write the counts that are not 0, where the largest has room."""
    shown, counts, ordinary = theme.current(), confusion.counts, painter.font()
    widest = painter.fontMetrics().horizontalAdvance(numbers.count(int(counts.max(initial=0))))
    if widest > frame.side:
        return
    if widest * LARGE <= frame.side >= LARGE_SIDE:
        painter.setFont(theme.resized(ordinary, LARGE * ordinary.pointSizeF()))
    for row, column in zip(*(places.tolist() for places in counts.nonzero()), strict=True):
        painter.setPen(QColor(shown.base if abs(shades[row, column]) >= DARK else shown.text))
        words = numbers.count(int(counts[row, column]))
        painter.drawText(frame.cell(row, column), Qt.AlignmentFlag.AlignCenter, words)
    painter.setFont(ordinary)
