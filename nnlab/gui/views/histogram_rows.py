"""The histograms themselves: one row a layer, drawn as rectangles, which is by far the quickest way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_columns import Columns, cells
from nnlab.training.statistics import BINS, Histogram, LayerStatistics

LEAST_HEIGHT = 44
MOST_HEIGHT = 112
TICK_HEIGHT = 15
ZERO_WIDTH = 4
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class HistogramRows(QWidget):
    """Draws the statistics of every layer, its name before and its numbers behind the histogram.

    Attributes
    ----------
    layers : tuple of LayerStatistics
        What is shown, from the input up.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self.layers: tuple[LayerStatistics, ...] = ()
        self._shared = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histograms of the layers"))

    def set_labels(self, labels: Sequence[str]) -> None:
        """Name the layers, from the input up."""
        self._labels = tuple(labels)

    def set_layers(self, layers: Sequence[LayerStatistics]) -> None:
        """Show new statistics."""
        self.layers = tuple(layers)
        self.setMinimumHeight(LEAST_HEIGHT * len(self.layers))
        self.setAccessibleDescription("; ".join(self.row_words(index) for index in range(len(self.layers))))
        self.update()

    def set_shared_axis(self, shared: bool) -> None:
        """Give all layers one axis, or each its own."""
        self._shared = shared
        self.update()

    def row_words(self, index: int) -> str:
        """Return a row as a sentence: ``1 ReLU 100: mean 0.62, std 0.58, …``."""
        texts = [f"{name} {value}" for name, value in cells(self.layers[index]) if value != "–"]
        return f"{self._label(index)}: {', '.join(texts)}"

    def sizeHint(self) -> QSize:
        """Ask for comfortable rows."""
        return QSize(600, MOST_HEIGHT * max(1, len(self.layers)))

    def row_rect(self, index: int) -> QRect:
        """Return where row ``index`` is drawn."""
        height = min(MOST_HEIGHT, self.height() // max(1, len(self.layers)))
        return QRect(0, index * height, self.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row that is to be seen."""
        painter = QPainter(self)
        columns = Columns(self.width(), self.font())
        for index in range(len(self.layers)):
            row = self.row_rect(index)
            if row.intersects(event.rect()):
                self._paint_row(painter, index, row, columns)

    def event(self, event: QEvent) -> bool:
        """Answer a resting mouse with what it rests on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def words_at(self, position: QPoint) -> str:
        """Return which values lie under ``position``, and how many."""
        columns = Columns(self.width(), self.font())
        for index, layer in enumerate(self.layers):
            box = self._box(self.row_rect(index), columns)
            if self.row_rect(index).contains(position) and box.left() <= position.x() <= box.right():
                low, high = self._range(index)
                return _bin_words(layer.histogram, low + (high - low) * (position.x() - box.left()) / box.width())
        return ""

    def _paint_row(self, painter: QPainter, index: int, row: QRect, columns: Columns) -> None:
        shown, layer = theme.current(), self.layers[index]
        painter.setPen(QColor(shown.text))
        painter.setFont(self.font())
        painter.drawText(columns.label(row), LEFT, self._label(index))
        box = self._box(row, columns)
        self._paint_histogram(painter, index, box)
        self._paint_ticks(painter, index, box)
        painter.setPen(QColor(shown.text))
        painter.setFont(theme.tabular(self.font()))
        for place, (_, value) in zip(columns.numbers(row), cells(layer), strict=True):
            painter.drawText(place, RIGHT, value)

    def _paint_histogram(self, painter: QPainter, index: int, box: QRectF) -> None:
        histogram, (low, high) = self.layers[index].histogram, self._range(index)
        colour = theme.current().layer_colour(index, len(self.layers))
        scale = box.width() / (high - low)
        tallest = max(int(histogram.counts.max()), 1)
        edges = box.left() + (np.linspace(histogram.low, histogram.high, BINS + 1) - low) * scale
        heights = histogram.counts * (box.height() / tallest)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(
            [
                QRectF(edges[i], box.bottom() - heights[i], max(edges[i + 1] - edges[i] - 0.5, 1.0), heights[i])
                for i in np.flatnonzero(histogram.counts).tolist()
            ]
        )
        if histogram.zeros:
            zero_height = min(histogram.zeros / tallest, 1.0) * box.height()
            left = box.left() - low * scale - ZERO_WIDTH / 2
            painter.fillRect(QRectF(left, box.bottom() - zero_height, ZERO_WIDTH, zero_height), _paler(colour))

    def _paint_ticks(self, painter: QPainter, index: int, box: QRectF) -> None:
        shown, (low, high) = theme.current(), self._range(index)
        painter.setPen(QPen(QColor(shown.border), 1))
        painter.drawLine(round(box.left()), round(box.bottom()), round(box.right()), round(box.bottom()))
        painter.setPen(QColor(shown.muted))
        painter.setFont(theme.small(self.font()))
        below = QRectF(box.left(), box.bottom() + 1, box.width(), TICK_HEIGHT)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, numbers.edge(low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, numbers.edge(high))
        zero = box.left() - low * box.width() / (high - low)
        if low < 0 < high:
            room = QRectF(zero - 20, below.top(), 40, TICK_HEIGHT)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, "0")
            painter.setPen(QPen(QColor(shown.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(round(zero), round(box.top()), round(zero), round(box.bottom()))

    def _box(self, row: QRect, columns: Columns) -> QRectF:
        plot = columns.histogram(row)
        return QRectF(plot.left(), plot.top() + 4, plot.width(), plot.height() - 6 - TICK_HEIGHT)

    def _range(self, index: int) -> tuple[float, float]:
        if not self._shared:
            histogram = self.layers[index].histogram
            return histogram.low, histogram.high
        histograms = [layer.histogram for layer in self.layers]
        return min(h.low for h in histograms), max(h.high for h in histograms)

    def _label(self, index: int) -> str:
        return self._labels[index] if index < len(self._labels) else str(index + 1)


def _paler(colour: QColor) -> QColor:
    """Return the colour of the bar of zeros: that of the layer, half transparent."""
    paler = QColor(colour)
    paler.setAlphaF(0.5)
    return paler


def _bin_words(histogram: Histogram, value: float) -> str:
    """Return the edges of the bin at ``value``, and how many values it holds."""
    width = (histogram.high - histogram.low) / BINS
    place = int((value - histogram.low) // width)
    if not 0 <= place < BINS:
        return ""
    low = histogram.low + place * width
    template = QCoreApplication.translate("HistogramRows", "{low} to {high}: {count} values")
    words = template.format(
        low=numbers.significant(low),
        high=numbers.significant(low + width),
        count=numbers.count(int(histogram.counts[place])),
    )
    if histogram.zeros and low <= 0 <= low + width:
        zeros = QCoreApplication.translate("HistogramRows", "exactly zero: {count} values")
        words += "\n" + zeros.format(count=numbers.count(histogram.zeros))
    return words
