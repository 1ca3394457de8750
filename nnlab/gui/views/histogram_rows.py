"""The histograms themselves: one row a layer, drawn as rectangles, which is by far the quickest way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_columns import Columns, cells
from nnlab.training.statistics import BINS, Histogram, LayerStatistics

LEAST_HEIGHT = 26
MOST_HEIGHT = 160
COMPACT = 48
"""Below this height of a row the ends of its axis stand beside the histogram, not under it."""
END_WIDTH, END_GAP = 50, 9
ZERO_WIDTH = 5
LEAST_BAR = 1.0
"""Pixels; so that single values far out, which decide the axis, can be seen."""
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
        self.update()

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
        layer = self.layers[index]
        texts = [f"{name} {value}" for name, value in cells(layer) if value != "–"]
        if layer.histogram.non_finite:
            texts.append(non_finite_words(layer.histogram.non_finite))
        return f"{self._label(index)}: {', '.join(texts)}"

    def columns(self) -> Columns:
        """Return where things stand in a row."""
        return Columns(self.width(), self.font(), [self._label(index) for index in range(len(self.layers))])

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
        columns = self.columns()
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
        columns = self.columns()
        for index, layer in enumerate(self.layers):
            row = self.row_rect(index)
            box = self._box(row, columns)
            if row.contains(position) and box.left() - 2 * ZERO_WIDTH <= position.x() <= box.right():
                return bin_words(layer.histogram, self._axis(index, box).value(max(position.x(), box.left())))
        return ""

    def _paint_row(self, painter: QPainter, index: int, row: QRect, columns: Columns) -> None:
        shown, layer = theme.current(), self.layers[index]
        painter.setPen(QColor(shown.text))
        painter.setFont(self.font())
        painter.drawText(columns.label(row), LEFT, self._elided_label(index, columns.label(row).width()))
        painter.fillRect(columns.colour(row), shown.layer_colour(index, len(self.layers)))
        box = self._box(row, columns)
        if not np.isnan(layer.mean):
            self._paint_histogram(painter, index, self._axis(index, box), box)
            self._paint_ends(painter, index, box)
        if layer.histogram.non_finite:
            painter.setPen(QColor(shown.bad))
            painter.setFont(theme.small(self.font()))
            painter.drawText(box, RIGHT, "✕ " + non_finite_words(layer.histogram.non_finite))
        painter.setPen(QColor(shown.text))
        painter.setFont(theme.tabular(self.font()))
        for place, (_, value) in zip(columns.numbers(row), cells(layer), strict=True):
            painter.drawText(place, RIGHT, value)

    def _paint_histogram(self, painter: QPainter, index: int, axis: Axis, box: QRectF) -> None:
        """Draw the bins, and exact zeros, which are in no bin, as a grey bar: left of an axis that begins there."""
        shown, histogram = theme.current(), self.layers[index].histogram
        tallest = max(int(histogram.counts.max()), 1)
        edges = np.linspace(axis.place(histogram.low), axis.place(histogram.high), BINS + 1)
        heights = np.maximum(histogram.counts * (box.height() / tallest), LEAST_BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.layer_colour(index, len(self.layers)))
        painter.drawRects(
            [
                QRectF(edges[i], box.bottom() - heights[i], max(edges[i + 1] - edges[i] - 0.5, 1.0), heights[i])
                for i in np.flatnonzero(histogram.counts).tolist()
            ]
        )
        if histogram.zeros:
            height = min(histogram.zeros / tallest, 1.0) * box.height()
            left = axis.place(0.0) - (ZERO_WIDTH + 1 if axis.low == 0 else ZERO_WIDTH / 2)
            bar = QRectF(left, box.bottom() - height, ZERO_WIDTH, height)
            painter.fillRect(bar.adjusted(-1, 0, 1, 0), QColor(shown.raised))  # so that it stands out among the others
            painter.fillRect(bar, QColor(shown.muted))
        _paint_lines(painter, axis, box)

    def _paint_ends(self, painter: QPainter, index: int, box: QRectF) -> None:
        """Write the ends of the axis, and its zero: under it, or beside it where rows are low."""
        axis = self._axis(index, box)
        painter.setPen(QColor(theme.current().muted))
        painter.setFont(theme.small(self.font()))
        low, high = numbers.edge(axis.low), numbers.edge(axis.high)
        height = painter.fontMetrics().height()
        if self._is_compact():
            top, room = box.bottom() - height + 3, END_WIDTH - END_GAP
            painter.drawText(QRectF(box.left() - END_WIDTH, top, room, height), RIGHT, low)
            painter.drawText(QRectF(box.right() + END_GAP, top, room, height), LEFT, high)
            return
        below = QRectF(box.left(), box.bottom() + 1, box.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, high)
        room = painter.fontMetrics().horizontalAdvance(f"{low}  ")
        if axis.low < 0 < axis.high and room < axis.place(0.0) - box.left() < box.width() - room:
            middle = QRectF(axis.place(0.0) - 20, below.top(), 40, height)
            painter.drawText(middle, Qt.AlignmentFlag.AlignHCenter, "0")

    def _is_compact(self) -> bool:
        return self.row_rect(0).height() < COMPACT

    def _box(self, row: QRect, columns: Columns) -> QRectF:
        plot = QRectF(columns.histogram(row))
        if self._is_compact():
            return plot.adjusted(END_WIDTH, 3, -END_WIDTH, -3)
        return plot.adjusted(0, 4, 0, -4 - QFontMetrics(theme.small(self.font())).height())

    def _axis(self, index: int, box: QRectF) -> Axis:
        histograms = [layer.histogram for layer in (self.layers if self._shared else self.layers[index : index + 1])]
        low, high = min(h.low for h in histograms), max(h.high for h in histograms)
        return Axis(low, high, box.left(), box.width())

    def _elided_label(self, index: int, width: int) -> str:
        return self.fontMetrics().elidedText(self._label(index), Qt.TextElideMode.ElideRight, width)

    def _label(self, index: int) -> str:
        return self._labels[index] if index < len(self._labels) else str(index + 1)


def _paint_lines(painter: QPainter, axis: Axis, box: QRectF) -> None:
    """Draw the axis, and a dotted line at a zero within it."""
    border = QColor(theme.current().border)
    painter.setPen(QPen(border, 1))
    painter.drawLine(round(box.left()), round(box.bottom()), round(box.right()), round(box.bottom()))
    if axis.low < 0 < axis.high:
        zero = round(axis.place(0.0))
        painter.setPen(QPen(border, 1, Qt.PenStyle.DotLine))
        painter.drawLine(zero, round(box.top()), zero, round(box.bottom()))


def non_finite_words(count: int) -> str:
    """Return how many values are no numbers."""
    words = QCoreApplication.translate("HistogramRows", "{count} values are not finite")
    return words.format(count=numbers.count(count))


def bin_words(histogram: Histogram, value: float) -> str:
    """Return the edges of the bin at ``value``, how many values it holds, and how many are zero if zero is in it."""
    bins = Axis(histogram.low, histogram.high, 0, BINS)
    place = min(int(bins.place(value)), BINS - 1) if histogram.low <= value <= histogram.high else -1
    if place < 0:
        return ""
    low, high = bins.value(place), bins.value(place + 1)
    total = int(histogram.counts.sum()) + histogram.zeros
    template = QCoreApplication.translate("HistogramRows", "{low} to {high}: {count} values, {share}")
    words = template.format(
        low=numbers.significant(low),
        high=numbers.significant(high),
        count=numbers.count(int(histogram.counts[place])),
        share=numbers.percent(int(histogram.counts[place]) / max(total, 1)),
    )
    if histogram.zeros and low <= 0 <= high:
        zeros = QCoreApplication.translate("HistogramRows", "exactly zero: {count} values, {share}")
        share = numbers.percent(histogram.zeros / total)
        words += "\n" + zeros.format(count=numbers.count(histogram.zeros), share=share)
    return words
