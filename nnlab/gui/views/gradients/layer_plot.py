"""The RMS gradient per weight, layer by layer, on a logarithmic axis: vanishing and exploding are a slope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, LEFT, RIGHT, Chart, pieces, polygon, uses
from nnlab.gui.views.gradients.layer_names import short_names
from nnlab.gui.views.gradients.placing import free_places
from nnlab.gui.views.gradients.scale import LogScale, log_scale_around

POINT: Final = 5.0
RING: Final = 9.0
WIDEST: Final = "0.0001"
MOST_NUMBERS: Final = 24
FIRST: Final = 4
"""Of more layers than that only the ends and the extremes have numbers: the others would be a thicket."""
FAINTEST, CLEAREST = 0.3, 0.75
"""How much of the quiet text colour the earliest and the latest of the earlier lines have."""
KEYS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape)


@dataclass(frozen=True)
class LayerPoints:
    """The gradients of all layers at one step.

    Attributes
    ----------
    labels : tuple of str
    rms : (layers,) of float64
        NaN where no value is finite.
    broken : (layers,) of bool
        Where there are values that are not finite.
    earlier : sequence of (layers,) of float64
        The same at earlier steps, the earliest first.
    """

    labels: tuple[str, ...]
    rms: NDArray[np.float64]
    broken: NDArray[np.bool_]
    earlier: Sequence[NDArray[np.float64]]


class LayerPlot(Chart):
    """Draws a point a layer, the input at the left; what is exactly zero stands below the axis, what is broken above.

    Signals
    -------
    pointed : object
        The layer under the mouse or chosen with the arrows; None for none.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        name = self.tr("RMS gradient per weight, by layer")
        super().__init__(name, self.tr("layers, from the input to the output"), self.tr("RMS gradient per weight"))
        self._points: LayerPoints | None = None
        self._scale = LogScale(-2, 0)
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_points(self, points: LayerPoints) -> None:
        """Show the gradients of another step."""
        self._points = points
        self._scale = log_scale_around(np.concatenate([points.rms, *points.earlier]))
        if self._pointed is not None and self._pointed >= len(points.labels):
            self.point_at(None)
        self.update()

    @property
    def decades(self) -> tuple[int, int]:
        """The powers of ten at the ends of the vertical axis."""
        return self._scale.low, self._scale.high

    @property
    def pointed_layer(self) -> int | None:
        """The layer that is pointed at."""
        return self._pointed

    def point_at(self, layer: int | None) -> None:
        """Point at a layer, or at none."""
        if layer != self._pointed:
            self._pointed = layer
            self.pointed.emit(layer)
            self.update()

    def box(self) -> QRectF:
        """Return the room of the axis, without the strips for what has no place on it."""
        box = self.box_for(WIDEST)
        above, below = self._has_broken(), self._has_zero()
        strip = self.line() + 2 * GAP
        return box.adjusted(0, strip * above, 0, -strip * below)

    def place(self, layer: int) -> QPointF:
        """Return where a layer's point stands."""
        return self._places()[layer]

    def _places(self) -> list[QPointF]:
        if self._points is None:
            return []
        box, rms, half = self.box(), self._points.rms, 2 * GAP + self.line() / 2
        ys = np.where(np.isnan(rms), box.top() - half, self._ys(box, rms))
        ys[rms == 0] = box.bottom() + half
        return [QPointF(x, y) for x, y in zip(self._xs(box, rms.size).tolist(), ys.tolist(), strict=True)]

    def layer_at(self, position: QPointF) -> int | None:
        """Return the layer whose column is under ``position``."""
        box = self.box_for(WIDEST)
        if self._points is None or not box.adjusted(0, 0, 0, 2 * self.line()).contains(position):
            return None
        return int((position.x() - box.left()) / box.width() * len(self._points.labels))

    def words_at(self, position: QPointF) -> str:
        """Return nothing: the card says what is pointed at."""
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the layer under the mouse."""
        self.point_at(self.layer_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing."""
        super().focusOutEvent(event)
        self.point_at(None)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are used here from the shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and uses(event, KEYS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from layer to layer."""
        if self._points is None or not uses(event, KEYS):
            super().keyPressEvent(event)
            return
        last, at = len(self._points.labels) - 1, self._pointed
        self.point_at(
            {
                Qt.Key.Key_Left: last if at is None else max(at - 1, 0),
                Qt.Key.Key_Right: 0 if at is None else min(at + 1, last),
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: last,
                Qt.Key.Key_Escape: None,
            }[Qt.Key(event.key())]
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, earlier lines, the line and its points."""
        painter, box = QPainter(self), self.box()
        painter.setFont(self.small_type())
        self.paint_y_axis(painter, box, self._scale)
        self.paint_names(painter)
        if self._points is not None:
            self._paint_strips(painter, box)
            self._paint_layers(painter, box, self._points)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_lines(painter, box, self._points)
            self._paint_points(painter, self._points)
            self._paint_values(painter, box, self._points)
        self.paint_focus(painter)

    def _has_zero(self) -> bool:
        return self._points is not None and bool((self._points.rms == 0).any())

    def _has_broken(self) -> bool:
        return self._points is not None and bool(np.isnan(self._points.rms).any())

    def _xs(self, box: QRectF, count: int) -> NDArray[np.float64]:
        return box.left() + (np.arange(count, dtype=np.float64) + 0.5) * (box.width() / max(count, 1))

    def _ys(self, box: QRectF, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return box.bottom() - self._scale.shares(values) * box.height()

    def _paint_strips(self, painter: QPainter, box: QRectF) -> None:
        """Write at the axis what the strips beyond its ends are for."""
        line, room = self.line(), box.left() - GAP
        painter.setPen(QColor(theme.current().muted))
        if self._has_zero():
            painter.drawText(QRectF(0, box.bottom() + 2 * GAP, room, line), RIGHT, "0")
        if self._has_broken():
            painter.drawText(
                QRectF(0, box.top() - 2 * GAP - line, room, line), RIGHT, numbers.significant(float("nan"))
            )

    def _paint_layers(self, painter: QPainter, box: QRectF, points: LayerPoints) -> None:
        """Write the layers' names below, so many as there is room for, and mark the one that is pointed at."""
        shown, line = theme.current(), self.line()
        xs, slot = self._xs(box, len(points.labels)).tolist(), box.width() / max(len(points.labels), 1)
        top = self.box_for(WIDEST).bottom() + 1
        for layer, words in short_names(points.labels, slot, QFontMetrics(painter.font())).items():
            painter.setPen(QColor(shown.text if layer == self._pointed else shown.muted))
            half = painter.fontMetrics().horizontalAdvance(words) / 2 + 1
            middle = min(xs[layer], self.width() - half)
            painter.drawText(QRectF(middle - half, top, 2 * half, line), CENTRE, words)
        if self._pointed is not None:
            painter.setPen(QPen(QColor(shown.muted), 1, Qt.PenStyle.DotLine))
            x = round(xs[self._pointed]) + 0.5
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

    def _paint_lines(self, painter: QPainter, box: QRectF, points: LayerPoints) -> None:
        shown, count = theme.current(), len(points.earlier)
        xs = self._xs(box, len(points.labels))
        for place, earlier in enumerate(points.earlier):
            share = FAINTEST + (CLEAREST - FAINTEST) * place / max(count - 1, 1)
            self._paint_line(painter, xs, self._ys(box, earlier), QPen(theme.blend(shown.base, shown.muted, share), 1))
        width = 1.5 if xs.size <= MOST_NUMBERS else 1  # a wide line of many pieces takes long
        self._paint_line(painter, xs, self._ys(box, points.rms), QPen(QColor(shown.text), width))

    def _paint_line(self, painter: QPainter, xs: NDArray[np.float64], ys: NDArray[np.float64], pen: QPen) -> None:
        painter.setPen(pen)
        for piece in pieces(ys):
            painter.drawPolyline(polygon(xs[piece], ys[piece]))

    def _paint_points(self, painter: QPainter, points: LayerPoints) -> None:
        shown, count = theme.current(), len(points.labels)
        for layer, place in enumerate(self._places()):
            colour = shown.layer_colour(layer, count)
            if layer == self._pointed:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(shown.text), 1.5))
                painter.drawEllipse(place, RING, RING)
            if points.broken[layer]:
                _paint_cross(painter, place)
            elif points.rms[layer] == 0:
                _paint_triangle(painter, place, colour)
            else:
                painter.setPen(QPen(QColor(shown.base), 1))
                painter.setBrush(colour)
                painter.drawEllipse(place, POINT, POINT)

    def _paint_values(self, painter: QPainter, box: QRectF, points: LayerPoints) -> None:
        """Write the values beside their points where nothing is covered: the ends and the extremes first."""
        ys = self._ys(box, points.rms)
        there = np.flatnonzero(np.isfinite(ys))
        if not there.size:
            return
        xs, metrics = self._xs(box, ys.size), painter.fontMetrics()
        texts = {layer: numbers.significant(float(points.rms[layer])) for layer in there.tolist()}
        first = [there[0], there[-1], there[np.argmin(ys[there])], there[np.argmax(ys[there])], *there]
        order = list(dict.fromkeys(int(layer) for layer in first))[: None if there.size <= MOST_NUMBERS else FIRST]
        widths = {layer: float(metrics.horizontalAdvance(text)) for layer, text in texts.items()}
        painter.setPen(QColor(theme.current().text))
        room = QRectF(box.left(), 0, box.width() + GAP, box.bottom())
        for layer, rect in free_places(xs, ys, order, widths, float(self.line()), room).items():
            painter.drawText(rect, LEFT, texts[layer])


def _paint_cross(painter: QPainter, place: QPointF) -> None:
    painter.setPen(QPen(QColor(theme.current().bad), 2))
    for way in (1, -1):
        painter.drawLine(place + QPointF(-POINT, -way * POINT), place + QPointF(POINT, way * POINT))


def _paint_triangle(painter: QPainter, place: QPointF, colour: QColor) -> None:
    """Draw a hollow triangle that points down: the value lies farther below than any axis reaches."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    corners = [QPointF(-POINT, -POINT), QPointF(POINT, -POINT), QPointF(0, POINT)]
    painter.drawPolygon([place + corner for corner in corners])
