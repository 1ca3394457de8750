"""The spread of each layer, a line an initialisation, on a logarithmic axis: collapse and explosion are slopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen

from nnlab.gui import theme
from nnlab.gui.views.gradients.chart import CENTRE, GAP, LEFT, Chart, pieces, polygon
from nnlab.gui.views.gradients.layer_names import short_names
from nnlab.gui.views.gradients.scale import LogScale, log_scale_around
from nnlab.gui.views.initialisation.shown import ShownStart, What, distribution_of

WIDEST: Final = "0.0001"
DOT: Final = 2.5


class SpreadPlot(Chart):
    """Draws the standard deviation in every layer; what is exactly zero lies on the lower edge.

    A line that is sound is solid, one that is not is dashed; each is named at its end.
    """

    def __init__(self) -> None:
        name = self.tr("Standard deviation, by layer")
        super().__init__(name, self.tr("layers, from the input to the output"), self.tr("standard deviation"))
        self._labels: tuple[str, ...] = ()
        self._starts: tuple[ShownStart, ...] = ()
        self._spreads: list[NDArray[np.float64]] = []
        self._scale = LogScale(-2, 0)
        self._key: str | None = None

    def set_starts(self, labels: Sequence[str], starts: Sequence[ShownStart], what: What) -> None:
        """Show other starts, the same ones further on, or something else of each layer."""
        self._labels = tuple(labels)
        there = [start for start in starts if start.probe and len(start.probe.layers) == len(labels)]
        self._starts = tuple(there)
        self._spreads = [_spreads(start, what) for start in there]
        self._scale = log_scale_around(np.concatenate(self._spreads) if self._spreads else np.empty(0))
        self.update()

    def mark(self, key: str | None) -> None:
        """Bring one start forward, or none."""
        if key != self._key:
            self._key = key
            self.update()

    @property
    def marked(self) -> int | None:
        """Where the start that is forward stands; None before it is worked out."""
        return next((index for index, start in enumerate(self._starts) if start.start.key == self._key), None)

    def words_at(self, position: QPointF) -> str:
        """Return nothing: the grid says what is pointed at."""
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, lines and their names."""
        painter, box = QPainter(self), self._box()
        painter.setFont(self.small_type())
        self.paint_y_axis(painter, box, self._scale)
        self.paint_names(painter)
        self._paint_layers(painter, box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends: list[tuple[float, str, QColor]] = []
        for index, start in enumerate(self._starts):
            xs, ys = self._points(box, self._spreads[index])
            if np.isfinite(ys).any():
                self._paint_line(painter, xs, ys, self._pen(index))
                ends.append((float(ys[np.isfinite(ys)][-1]), start.title, self._pen(index).color()))
        self._paint_ends(painter, box, ends)

    def _box(self) -> QRectF:
        """Return the room of the axes: the lines' names stand to the right."""
        box, metrics = self.box_for(WIDEST), QFontMetrics(self.small_type())
        names = max((metrics.horizontalAdvance(start.title) for start in self._starts), default=0)
        return box.adjusted(0, 0, -names - 2 * GAP, 0)

    def _points(self, box: QRectF, spreads: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        xs: NDArray[np.float64] = np.arange(spreads.size, dtype=np.float64) + 0.5
        xs = box.left() + xs * (box.width() / max(spreads.size, 1))
        ys = box.bottom() - self._scale.shares(spreads) * box.height()
        ys[spreads == 0] = box.bottom()
        return xs, ys

    def _pen(self, index: int) -> QPen:
        shown, found = theme.current(), self._starts[index].verdict
        is_good = found is not None and found.is_good
        style = Qt.PenStyle.SolidLine if is_good else Qt.PenStyle.DashLine
        colour = QColor(shown.good if is_good else shown.bad)
        if self.marked not in (None, index):
            colour = theme.blend(shown.base, colour.name(), 0.4)
        return QPen(colour, 2.5 if index == self.marked else 1.5, style)

    def _paint_line(self, painter: QPainter, xs: NDArray[np.float64], ys: NDArray[np.float64], pen: QPen) -> None:
        painter.setPen(pen)
        for piece in pieces(ys):
            painter.drawPolyline(polygon(xs[piece], ys[piece]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
            if np.isfinite(y):
                painter.drawEllipse(QPointF(x, y), DOT, DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_layers(self, painter: QPainter, box: QRectF) -> None:
        """Write the layers' names below, so many as there is room for."""
        slot, line = box.width() / max(len(self._labels), 1), self.line()
        painter.setPen(QColor(theme.current().muted))
        for layer, words in short_names(self._labels, slot, QFontMetrics(painter.font())).items():
            painter.drawText(QRectF(box.left() + layer * slot - slot, box.bottom() + 1, 3 * slot, line), CENTRE, words)

    def _paint_ends(self, painter: QPainter, box: QRectF, ends: list[tuple[float, str, QColor]]) -> None:
        """Write each line's name at its end, pushed apart where they would touch."""
        line = float(self.line())
        ends, places = sorted(ends, key=_height), apart(sorted(y for y, *_ in ends), line)
        for (_, title, colour), y in zip(ends, places, strict=True):
            top = y - max(0.0, y + line / 2 - self.height())
            painter.setPen(colour)
            painter.drawText(QRectF(box.right() + GAP, top - line / 2, self.width(), line), LEFT, title)


def _spreads(start: ShownStart, what: What) -> NDArray[np.float64]:
    """Return the (layers,) standard deviations of a start."""
    layers = start.probe.layers if start.probe else ()
    return np.array([distribution_of(layer, what).std for layer in layers], np.float64)


def _height(end: tuple[float, str, QColor]) -> float:
    return end[0]


def apart(places: Sequence[float], least: float) -> list[float]:
    """Return rising places moved so that each is at least ``least`` from the one before, and as little as that takes.

    Places that touch share what they are moved: their middle stays.
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _low(groups[-1], least) - _high(groups[-2], least) < least:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_low(group, least) + index * least for group in groups for index in range(len(group))]


def _low(group: Sequence[float], least: float) -> float:
    return sum(group) / len(group) - least * (len(group) - 1) / 2


def _high(group: Sequence[float], least: float) -> float:
    return sum(group) / len(group) + least * (len(group) - 1) / 2
