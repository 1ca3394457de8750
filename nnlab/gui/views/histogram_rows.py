"""The histograms themselves: one row a layer."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_columns import Columns, cells, headings
from nnlab.gui.views.histogram_painting import LEFT, RIGHT, ZERO_WIDTH, paint_ends, paint_histogram
from nnlab.training.histogram import BINS, Histogram
from nnlab.training.statistics import LayerStatistics

LEAST_HEIGHT = 26
MOST_HEIGHT = 160
COMPACT = 48
"""Below this height of a row the ends of its axis stand beside the histogram, not under it."""
END_WIDTH, END_GAP = 50, 9
LEAST_ENDS = 3 * END_WIDTH
"""A histogram that is narrower than this has no room beside it."""


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
        self._columns: Columns | None = None
        self._cells: list[list[tuple[str, str]]] = []
        self._names = headings()
        self._small = theme.small(self.font())
        self._tabular = theme.tabular(self.font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histograms of the layers"))

    def set_labels(self, labels: Sequence[str]) -> None:
        """Name the layers, from the input up."""
        self._labels = tuple(labels)
        self._columns = None
        self.update()

    def set_layers(self, layers: Sequence[LayerStatistics]) -> None:
        """Show new statistics."""
        if len(layers) != len(self.layers):
            self._columns = None
        self.layers = tuple(layers)
        self._cells = [cells(layer, self._names) for layer in self.layers]
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
        texts = [f"{name} {value}" for name, value in self._cells[index] if value != "–"]
        if layer.output.histogram.non_finite:
            texts.append(non_finite_words(layer.output.histogram.non_finite))
        return f"{self._label(index)}: {', '.join(texts)}"

    def columns(self) -> Columns:
        """Return where things stand in a row."""
        if self._columns is None:
            self._columns = Columns(self.width(), self.font(), [self._label(i) for i in range(len(self.layers))])
        return self._columns

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the columns."""
        self._columns = None
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take another font."""
        if event.type() == QEvent.Type.FontChange:
            self._columns = None
            self._small, self._tabular = theme.small(self.font()), theme.tabular(self.font())
        super().changeEvent(event)

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
                return bin_words(layer.output.histogram, self._axis(index, box).value(max(position.x(), box.left())))
        return ""

    def _paint_row(self, painter: QPainter, index: int, row: QRect, columns: Columns) -> None:
        shown, layer = theme.current(), self.layers[index]
        painter.setPen(QColor(shown.text))
        painter.setFont(self.font())
        painter.drawText(columns.label(row), LEFT, self._elided_label(index, columns.label(row).width()))
        painter.fillRect(columns.colour(row), shown.layer_colour(index, len(self.layers)))
        box = self._box(row, columns)
        if not isnan(layer.output.mean):
            axis = self._axis(index, box)
            paint_histogram(painter, layer.output.histogram, axis, box, shown.layer_colour(index, len(self.layers)))
            self._paint_ends(painter, axis, box)
        if layer.output.histogram.non_finite:
            painter.setPen(QColor(shown.bad))
            painter.setFont(self._small)
            painter.drawText(box, RIGHT, "✕ " + non_finite_words(layer.output.histogram.non_finite))
        painter.setPen(QColor(shown.text))
        painter.setFont(self._tabular)
        for place, (_, value) in zip(columns.numbers(row), self._cells[index], strict=True):
            painter.drawText(place, RIGHT, value)

    def _paint_ends(self, painter: QPainter, axis: Axis, box: QRectF) -> None:
        """Write the ends of the axis: under it, or beside it where rows are low; not at all without room."""
        painter.setFont(self._small)
        height = painter.fontMetrics().height()
        if not self._is_compact():
            paint_ends(painter, axis, QRectF(box.left(), box.bottom() + 1, box.width(), height))
        elif box.left() - END_WIDTH >= self.columns().histogram(self.rect()).left():
            top, room = box.bottom() - height + 3, END_WIDTH - END_GAP
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(QRectF(box.left() - END_WIDTH, top, room, height), RIGHT, numbers.edge(axis.low))
            painter.drawText(QRectF(box.right() + END_GAP, top, room, height), LEFT, numbers.edge(axis.high))

    def _is_compact(self) -> bool:
        return self.row_rect(0).height() < COMPACT

    def _box(self, row: QRect, columns: Columns) -> QRectF:
        plot = QRectF(columns.histogram(row))
        if self._is_compact():
            beside = END_WIDTH if plot.width() >= LEAST_ENDS else ZERO_WIDTH
            return plot.adjusted(beside, 3, -beside, -3)
        return plot.adjusted(ZERO_WIDTH, 4, 0, -4 - QFontMetrics(self._small).height())

    def _axis(self, index: int, box: QRectF) -> Axis:
        histograms = [
            layer.output.histogram for layer in (self.layers if self._shared else self.layers[index : index + 1])
        ]
        low, high = min(h.low for h in histograms), max(h.high for h in histograms)
        return Axis(low, high, box.left(), box.width())

    def _elided_label(self, index: int, width: int) -> str:
        return self.fontMetrics().elidedText(self._label(index), Qt.TextElideMode.ElideRight, width)

    def _label(self, index: int) -> str:
        return self._labels[index] if index < len(self._labels) else str(index + 1)


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
