"""A row a layer: the histogram of its gradients, and that of its weights."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.gradients.chart import CENTRE, LEFT, RIGHT
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_painting import paint_ends, paint_histogram
from nnlab.gui.views.histogram_rows import bin_words, non_finite_words
from nnlab.training.statistics import Distribution, LayerStatistics

COLOUR_WIDTH: Final = 4
MARGIN: Final = 12
MOST_LABEL_SHARE: Final = 0.22
WIDEST_NUMBER: Final = "0.00123"
LEAST_BARS: Final = 16
MOST_HEIGHT: Final = 128
ELIDED: Final = Qt.TextElideMode.ElideRight


class WeightRows(Pointed):
    """Draws the gradients and the weights of every layer.

    Attributes
    ----------
    layers : tuple of LayerStatistics
        What is shown, from the input up.
    """

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self.layers: tuple[LayerStatistics, ...] = ()
        self._shared = False
        self._columns: tuple[tuple[int, QFont, tuple[str, ...]], Columns] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histograms of gradients and weights"))

    def set_layers(self, labels: Sequence[str], layers: Sequence[LayerStatistics]) -> None:
        """Show other statistics."""
        self._labels, self.layers = tuple(labels), tuple(layers)
        self.setMinimumHeight(self._least_height() * len(self.layers))
        self.setAccessibleDescription("; ".join(self.row_words(layer) for layer in range(len(self.layers))))
        self.update()

    def set_shared_axis(self, shared: bool) -> None:
        """Give all gradients one axis, and all weights, or each its own."""
        self._shared = shared
        self.update()

    def row_words(self, layer: int) -> str:
        """Return a row as a sentence."""
        shown = self._shown(layer)
        words = [self._cell_words(name, what) for name, what in zip(self.names(), shown, strict=True)]
        return f"{self._labels[layer]}: {', '.join(words)}"

    def names(self) -> tuple[str, str]:
        """Return the names of the columns."""
        return self.tr("gradients"), self.tr("weights")

    def columns(self) -> Columns:
        """Return where things stand in a row."""
        look = (self.width(), self.font(), self._labels)
        if self._columns is None or self._columns[0] != look:
            self._columns = look, Columns(*look)
        return self._columns[1]

    def row_rect(self, layer: int) -> QRect:
        """Return where a row is drawn."""
        height = min(MOST_HEIGHT, self.height() // max(1, len(self.layers)))
        return QRect(0, layer * height, self.width(), height)

    def sizeHint(self) -> QSize:
        """Ask for comfortable rows."""
        return QSize(480, MOST_HEIGHT * max(1, len(self.layers)))

    def words_at(self, position: QPointF) -> str:
        """Return which values lie under the mouse, and how many."""
        for layer in range(len(self.layers)):
            row = self.row_rect(layer)
            if not row.contains(position.toPoint()):
                continue
            for column, shown in enumerate(self._shown(layer)):
                box = self._box(row, column)
                if shown is not None and box.left() - 2 <= position.x() <= box.right() + 2:
                    value = self._axis(layer, column, box).value(min(max(position.x(), box.left()), box.right()))
                    return self._cell_words(self.names()[column], shown) + "\n" + bin_words(shown.histogram, value)
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row that is to be seen."""
        painter, columns = QPainter(self), self.columns()
        small = theme.tabular(theme.small(self.font()))
        for layer in range(len(self.layers)):
            row = self.row_rect(layer)
            if row.intersects(event.rect()):
                painter.setFont(self.font())
                self._paint_label(painter, layer, columns.label(row))
                painter.setFont(small)
                for column, shown in enumerate(self._shown(layer)):
                    self._paint_cell(painter, layer, column, shown)

    def _paint_label(self, painter: QPainter, layer: int, place: QRect) -> None:
        shown = theme.current()
        painter.setPen(QColor(shown.text))
        label = painter.fontMetrics().elidedText(self._labels[layer], ELIDED, place.width())
        painter.drawText(place, LEFT, label)
        mark = QRect(0, place.top() + 6, COLOUR_WIDTH, place.height() - 12)
        painter.fillRect(mark, shown.layer_colour(layer, len(self.layers)))

    def _paint_cell(self, painter: QPainter, layer: int, column: int, shown: Distribution | None) -> None:
        row = self.row_rect(layer)
        box, number = self._box(row, column), self.columns().number(row, column)
        if shown is None:
            painter.setPen(QColor(theme.current().muted))
            words = self.tr("after the first step")
            painter.drawText(box, CENTRE, painter.fontMetrics().elidedText(words, ELIDED, int(box.width())))
            return
        is_broken = shown.histogram.non_finite > 0
        if not isnan(shown.mean):  # there are finite values
            axis = self._axis(layer, column, box)
            colour = theme.current().layer_colour(layer, len(self.layers))
            paint_histogram(painter, shown.histogram, axis, box, colour)
            paint_ends(painter, axis, QRectF(box.left(), box.bottom() + 1, box.width(), self._line()))
        if is_broken:
            self._paint_lost(painter, shown.histogram.non_finite, box)
        painter.setPen(QColor(theme.current().bad if is_broken else theme.current().text))
        painter.drawText(number, RIGHT, numbers.significant(shown.rms))

    def _paint_lost(self, painter: QPainter, count: int, box: QRectF) -> None:
        """Write over a histogram how many values are not in it, on a ground of its own."""
        metrics = painter.fontMetrics()
        words = self.tr("✕ {count} not finite").format(count=numbers.count(count))
        words = metrics.elidedText(words, ELIDED, int(box.width()))
        place = QRectF(0, 0, metrics.horizontalAdvance(words) + 4, metrics.height())
        place.moveCenter(box.center())
        painter.fillRect(place, QColor(theme.current().raised))
        painter.setPen(QColor(theme.current().bad))
        painter.drawText(place, CENTRE, words)

    def _cell_words(self, name: str, shown: Distribution | None) -> str:
        if shown is None:
            return self.tr("{name} after the first step").format(name=name)
        words = self.tr("{name}: RMS {rms}").format(name=name, rms=numbers.significant(shown.rms))
        lost = shown.histogram.non_finite
        return f"{words}, {non_finite_words(lost)}" if lost else words

    def _shown(self, layer: int) -> tuple[Distribution | None, Distribution]:
        weights = self.layers[layer].weights
        return weights.gradient, weights.weight

    def _axis(self, layer: int, column: int, box: QRectF) -> Axis:
        layers = range(len(self.layers)) if self._shared else (layer,)
        shown = [what.histogram for what in (self._shown(each)[column] for each in layers) if what is not None]
        return Axis(min(h.low for h in shown), max(h.high for h in shown), box.left(), box.width())

    def _box(self, row: QRect, column: int) -> QRectF:
        return QRectF(self.columns().histogram(row, column)).adjusted(0, 4, 0, -3 - self._line())

    def _line(self) -> int:
        return self.columns().line

    def _least_height(self) -> int:
        return self._line() + LEAST_BARS + theme.GRID


class Columns:
    """Where things stand in the rows of a given width.

    Parameters
    ----------
    width : int
    font : QFont
    labels : sequence of str

    Attributes
    ----------
    line : int
        The height of a line of small text.
    """

    def __init__(self, width: int, font: QFont, labels: Sequence[str]) -> None:
        metrics, small = QFontMetrics(font), QFontMetrics(theme.tabular(theme.small(font)))
        self.line = small.height()
        wanted = max((metrics.horizontalAdvance(label) for label in labels), default=0) + 2
        self._label = min(wanted, round(MOST_LABEL_SHARE * width))
        self._left = COLOUR_WIDTH + 4 + self._label + MARGIN
        self._number = small.horizontalAdvance(WIDEST_NUMBER) + MARGIN // 2
        self._histogram = max((width - self._left - 2 * self._number - MARGIN - 4) // 2, 10)

    def label(self, row: QRect) -> QRect:
        """Return where the name of a layer stands."""
        return QRect(COLOUR_WIDTH + 4, row.top(), self._label, row.height())

    def histogram(self, row: QRect, column: int) -> QRect:
        """Return where a histogram stands: of the gradients, 0, or of the weights, 1."""
        left = self._left + column * (self._histogram + self._number + MARGIN)
        return QRect(left, row.top(), self._histogram, row.height())

    def number(self, row: QRect, column: int) -> QRect:
        """Return where its RMS stands."""
        box = self.histogram(row, column)
        return QRect(box.left() + self._histogram, row.top(), self._number, row.height())


class RowHeads(QWidget):
    """The names of the columns, above them.

    Parameters
    ----------
    rows : WeightRows
    """

    def __init__(self, rows: WeightRows) -> None:
        super().__init__()
        self._rows = rows
        rows.installEventFilter(self)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the width of the rows."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(100, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each name over its column."""
        painter, columns = QPainter(self), self._rows.columns()
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        row = QRect(0, 0, self.width(), self.height())
        for column, name in enumerate(self._rows.names()):
            painter.drawText(columns.histogram(row, column), LEFT, name)
            painter.drawText(columns.number(row, column), RIGHT, self.tr("RMS"))
