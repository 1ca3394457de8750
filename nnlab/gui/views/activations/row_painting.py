"""Draws one row of the activations."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from nnlab.gui import numbers, theme
from nnlab.gui.views.activations.columns import COLOUR_WIDTH, two_lines
from nnlab.gui.views.activations.row_words import beyond, moments_words
from nnlab.gui.views.activations.shown import distribution_of
from nnlab.gui.views.activations.units import kinds, paint_units
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_painting import LEFT, RIGHT, paint_ends, paint_histogram
from nnlab.gui.views.histogram_rows import non_finite_words
from nnlab.training.statistics import Distribution

if TYPE_CHECKING:
    from nnlab.gui.views.activations.layer_rows import LayerRows

ABOVE: Final = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight

WRAPPED: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class RowPainter:
    """Draws rows with the fonts of a window.

    Parameters
    ----------
    font : QFont
    """

    def __init__(self, font: QFont) -> None:
        self.font, self.tabular = font, theme.tabular(font)
        self.small = theme.tabular(theme.small(font))
        self.line = QFontMetrics(self.small).height()
        self._kinds = kinds()

    def paint(self, painter: QPainter, rows: LayerRows, layer: int) -> None:
        """Draw one row: name, histograms, strip, numbers."""
        colour = theme.current().layer_colour(layer, len(rows.layers))
        self._paint_label(painter, rows, layer, colour)
        painter.setFont(self.small)
        for place in range(len(rows.shown.histograms)):
            self._paint_histogram(painter, rows, layer, place, colour)
        self._paint_strip(painter, rows, layer)
        self._paint_numbers(painter, rows, layer)

    def _paint_label(self, painter: QPainter, rows: LayerRows, layer: int, colour: QColor) -> None:
        shown, row = theme.current(), rows.row_rect(layer)
        place = rows.columns().label(row)
        painter.fillRect(QRect(0, row.top() + 4, COLOUR_WIDTH, row.height() - 8), colour)
        painter.setFont(self.font)
        painter.setPen(QColor(shown.text))
        words = painter.fontMetrics().elidedText(rows.label(layer), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, LEFT, words)

    def _paint_histogram(self, painter: QPainter, rows: LayerRows, layer: int, place: int, colour: QColor) -> None:
        said = distribution_of(rows.layers[layer], rows.shown.histograms[place])
        box, axis = rows.histogram_box(layer, place), rows.histogram_axis(layer, place)
        if not isnan(said.mean):
            paint_histogram(painter, said.histogram, axis, box, colour)
            paint_ends(painter, axis, QRectF(box.left(), box.bottom() + 1, box.width(), self.line))
        self._paint_remarks(painter, rows, said, axis, box)

    def _paint_remarks(self, painter: QPainter, rows: LayerRows, said: Distribution, axis: Axis, box: QRectF) -> None:
        """Say what is not drawn, and where there is room above it also mean and standard deviation."""
        shown = theme.current()
        below, above = beyond(said.histogram, axis)
        painter.setPen(QColor(shown.text))
        if below:
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, f"◂ {numbers.count(below)}")
        if above:
            painter.drawText(box, ABOVE, f"{numbers.count(above)} ▸")
        if said.histogram.non_finite:
            painter.setPen(QColor(shown.bad))
            words = "✕ " + non_finite_words(said.histogram.non_finite)
            painter.drawText(box.adjusted(0, 0, 0, self.line), WRAPPED, words)
        elif rows.has_captions():
            painter.setPen(QColor(shown.muted))
            painter.drawText(box.adjusted(0, -self.line - 2, 0, 0), ABOVE, moments_words(said))

    def _paint_strip(self, painter: QPainter, rows: LayerRows, layer: int) -> None:
        shown, box = theme.current(), rows.strip_box(layer)
        painter.setPen(QColor(shown.border))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if not rows.strips.pictures:
            return
        drawn = rows.strip_picture(layer)
        if drawn is None:
            return
        painter.drawImage(box, drawn.image)
        painter.setPen(QPen(QColor(shown.text), 1))
        marker = rows.steps_axis().place(rows.step)
        painter.drawLine(marker, box.top() - 2, marker, box.bottom() + 2)
        painter.setPen(QColor(shown.muted))
        ends = rows.columns().strip_ends(rows.row_rect(layer)).adjusted(0, 1, 0, -1)
        painter.drawText(ends, ABOVE, numbers.edge(drawn.axis.high))
        painter.drawText(ends, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, numbers.edge(drawn.axis.low))

    def _paint_numbers(self, painter: QPainter, rows: LayerRows, layer: int) -> None:
        statistics, row = rows.layers[layer], rows.row_rect(layer)
        said, shares, columns = distribution_of(statistics, rows.shown.numbers), statistics.shares, rows.columns()
        paint_units(painter, shares, columns.units(row), self._kinds)
        painter.setFont(self.tabular)
        painter.setPen(QColor(theme.current().text))
        line = painter.fontMetrics().height()
        for place, texts in (
            (columns.numbers(row), (numbers.significant(said.mean), numbers.significant(said.std))),
            (columns.shares(row), (numbers.percent(shares.zero), numbers.percent(shares.saturated))),
        ):
            for where, text in zip(two_lines(place, line), texts, strict=True):
                painter.drawText(where, RIGHT, text)
