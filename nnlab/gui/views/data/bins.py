"""Draws the bins of a distribution, and says what is in one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnlab.data.looking.distributions import Distribution
from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_axis import Axis

LEAST_BAR = 1.0
"""Pixels; so that single values far out, which decide the axis, can be seen."""
MEAN_BELOW = 4
"""So many pixels the line of the mean reaches below the axis."""


def paint_bins(painter: QPainter, values: Distribution, box: QRectF, fill: QColor, pen: QPen) -> None:
    """Draw the bins as high as their share of the fullest, framed by ``pen``, and a line at the mean."""
    tallest = max(float(values.counts.max(initial=0)), 1.0)
    heights = np.where(values.counts > 0, np.maximum(values.counts * (box.height() / tallest), LEAST_BAR), 0.0)
    path, width = QPainterPath(box.bottomLeft()), box.width() / len(heights)
    tops: list[float] = (box.bottom() - heights).tolist()
    for number, top in enumerate(tops):
        path.lineTo(box.left() + number * width, top)
        path.lineTo(box.left() + (number + 1) * width, top)
    path.lineTo(box.bottomRight())
    painter.fillPath(path, fill)
    painter.strokePath(path, pen)
    painter.setPen(theme.line_pen(QColor(theme.current().border)))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if values.low <= values.mean <= values.high and values.low < values.high:
        place = round(Axis(values.low, values.high, box.left(), box.width()).place(values.mean)) + 0.5
        painter.setPen(theme.line_pen(QColor(theme.current().text)))
        painter.drawLine(QPointF(place, box.top()), QPointF(place, box.bottom() + MEAN_BELOW))


def bin_words(values: Distribution, share: float) -> str:
    """Return the edges of the bin at ``share`` of the width, and how many values it holds."""
    bins = len(values.counts)
    place = min(int(share * bins), bins - 1)
    if not 0 <= share <= 1:
        return ""
    edges, count = Axis(values.low, values.high, 0, bins), int(values.counts[place])
    template = QCoreApplication.translate("Bins", "{low} to {high}: {count} values, {share}")
    return template.format(
        low=numbers.significant(edges.value(place)),
        high=numbers.significant(edges.value(place + 1)),
        count=numbers.count(count),
        share=numbers.percent(count / max(int(values.counts.sum()), 1)),
    )
