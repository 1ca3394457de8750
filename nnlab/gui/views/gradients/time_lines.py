"""Draws lines over steps, and values to compare them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnlab.gui import theme
from nnlab.gui.views.gradients.chart import GAP, LEFT, pieces, polygon
from nnlab.gui.views.gradients.scale import Scale

FEW: Final = 2000
"""Up to so many points in all, lines are drawn wide and smooth; beyond, that would cost several times as much."""
BAND_SHARE: Final = 0.12
FAINT_SHARE: Final = 0.45
SPREAD_SHARE: Final = 0.2
DOT: Final = 3.5


@dataclass(frozen=True)
class Guide:
    """A value to compare with.

    Attributes
    ----------
    value : float
    words : str
        Translated; what it means.
    band : (float, float) or None
        Values that are as good.
    """

    value: float
    words: str
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class Lines:
    """What is drawn.

    Attributes
    ----------
    steps : (n,) of float64
    values : (n, layers) of float64
        NaN where there is none.
    spread : (n, layers, 2) of float64 or None
        The least and the largest that a value stands for; drawn for the layer that stands out.
    """

    steps: NDArray[np.float64]
    values: NDArray[np.float64]
    spread: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class TimeFrame:
    """Where steps and values stand.

    Attributes
    ----------
    box : QRectF
    scale : Scale
        Of the vertical axis.
    last_step : int
        At the right end; the left one is 0.
    """

    box: QRectF
    scale: Scale
    last_step: int

    def xs(self, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of steps."""
        return self.box.left() + steps * (self.box.width() / self.last_step)

    def ys(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of values; what lies beyond an end of the axis stands at that end."""
        shares = self.scale.shares(values)
        if np.isnan(shares[values == 0]).any():
            shares = np.where(values == 0, 0.0, shares)  # zero has no place on a logarithmic axis
        return self.box.bottom() - np.clip(shares, 0, 1) * self.box.height()

    def ends(self, guide: Guide) -> tuple[float, float]:
        """Return the lower and the upper edge of a guide, which may lie outside."""
        values = np.array(guide.band or (guide.value, guide.value))
        low, high = (self.box.bottom() - self.scale.shares(values) * self.box.height()).tolist()
        return low, high


def paint_guide(painter: QPainter, frame: TimeFrame, guide: Guide) -> None:
    """Draw a dashed line, and the band around it."""
    shown, box = theme.current(), frame.box
    low, high = frame.ends(guide)
    if guide.band is not None:
        band = QRectF(box.left(), high, box.width(), low - high)
        painter.fillRect(band, theme.blend(shown.base, shown.good, BAND_SHARE))
    y = round(box.bottom() - float(frame.scale.shares(np.array([guide.value]))[0]) * box.height()) + 0.5
    painter.setPen(QPen(QColor(shown.good if guide.band else shown.muted), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def paint_guide_words(painter: QPainter, frame: TimeFrame, guide: Guide) -> None:
    """Write what a guide means, above it or just inside its upper edge, on a ground of its own."""
    shown, box, metrics = theme.current(), frame.box, painter.fontMetrics()
    line, (low, high) = metrics.height(), frame.ends(guide)
    width = metrics.horizontalAdvance(guide.words) + 2 * GAP
    place = QRectF(box.left() + theme.GRID, high + 2 if guide.band else high - line - 1, width, line)
    if not guide.band and place.top() < box.top():
        place.moveTop(low + 1)
    ground = theme.blend(shown.base, shown.good, BAND_SHARE) if guide.band else QColor(shown.base)
    painter.fillRect(place, ground)
    painter.setPen(QColor(shown.good if guide.band else shown.muted))
    painter.drawText(place.adjusted(GAP, 0, 0, 0), LEFT, guide.words)


def paint_lines(painter: QPainter, frame: TimeFrame, lines: Lines, emphasis: int | None) -> None:
    """Draw a line a layer in its colour; one of them may stand out, and is drawn last."""
    if not lines.values.size:
        return
    count = lines.values.shape[1]
    xs, ys, smooth = frame.xs(lines.steps), frame.ys(lines.values), lines.values.size <= FEW
    for layer in sorted(range(count), key=lambda each: each == emphasis):
        colour = theme.current().layer_colour(layer, count)
        if emphasis not in {None, layer}:
            colour = theme.blend(theme.current().base, colour.name(), FAINT_SHARE)
        if lines.spread is not None and layer == emphasis:
            _paint_spread(painter, xs, frame.ys(lines.spread[:, layer]), colour)
        wide = smooth or layer == emphasis
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, wide)
        painter.setPen(QPen(colour, (2.5 if layer == emphasis else 1.5) if wide else 1))
        _paint_line(painter, xs, ys[:, layer], colour)


def _paint_line(painter: QPainter, xs: NDArray[np.float64], ys: NDArray[np.float64], colour: QColor) -> None:
    """Draw a line with its gaps; what is alone between two gaps is a dot."""
    for piece in pieces(ys):
        if piece.stop - piece.start > 1:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(polygon(xs[piece], ys[piece]))
        else:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(float(xs[piece.start]), float(ys[piece.start])), DOT, DOT)


def _paint_spread(painter: QPainter, xs: NDArray[np.float64], ends: NDArray[np.float64], colour: QColor) -> None:
    """Fill what lies between (n, 2) ends."""
    fill = QColor(colour)
    fill.setAlphaF(SPREAD_SHARE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    for piece in pieces(ends.sum(axis=1)):
        around = np.concatenate([ends[piece, 1], ends[piece, 0][::-1]])
        painter.drawPolygon(polygon(np.concatenate([xs[piece], xs[piece][::-1]]), around))
