"""The histogram of one layer in several runs, below each other on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.compare.shown_run import run_colour, run_pen
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_rows import bin_words
from nnlab.training.histogram import BINS
from nnlab.training.statistics import Distribution

LEAST_HEIGHT: Final = 40
MOST_HEIGHT: Final = 120
AXIS_HEIGHT: Final = 24
GAP: Final = 12
NAME_SHARE: Final = 0.24
ZERO_WIDTH: Final = 5
LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class RunHistogram:
    """One row.

    Attributes
    ----------
    name : str
        Of the run.
    note : str
        Which layer and step are shown, or why nothing is.
    place : int
        Of the run's colour and dash.
    distribution : Distribution or None
        None where there is nothing to show.
    numbers : tuple of str
        One below each heading.
    has_broken : bool
        Whether the run diverged: then it has no say in how far an axis reaches that others share.
    """

    name: str
    note: str
    place: int
    distribution: Distribution | None
    numbers: tuple[str, ...]
    has_broken: bool = False


class RunHistograms(QWidget):
    """Draws the rows.

    Attributes
    ----------
    rows : tuple of RunHistogram
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[RunHistogram, ...] = ()
        self._headings: tuple[str, ...] = ()
        self._is_shared = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Histograms of one layer, a row for each run"))

    def set_rows(self, headings: Sequence[str], rows: Sequence[RunHistogram]) -> None:
        """Show a row for each run, with a number below each heading."""
        self._headings, self.rows = tuple(headings), tuple(rows)
        self.setMinimumHeight(self._top() + LEAST_HEIGHT * len(self.rows) + AXIS_HEIGHT)
        self.setAccessibleDescription("; ".join(self.row_words(index) for index in range(len(self.rows))))
        self.update()

    def set_shared_axis(self, is_shared: bool) -> None:
        """Give all runs one axis, or each its own."""
        self._is_shared = is_shared
        self.update()

    def row_words(self, index: int) -> str:
        """Return a row as a sentence: ``Run 1: mean 0.62, std 0.58``."""
        row = self.rows[index]
        told = [f"{name} {value}" for name, value in zip(self._headings, row.numbers, strict=True) if value]
        return ": ".join(part for part in (row.name, ", ".join([row.note, *told])) if part)

    def sizeHint(self) -> QSize:
        """Ask for comfortable rows."""
        return QSize(600, self._top() + MOST_HEIGHT * max(1, len(self.rows)) + AXIS_HEIGHT)

    def words_at(self, position: QPoint) -> str:
        """Return which values lie under ``position`` in its run, and how many."""
        for index, row in enumerate(self.rows):
            box = self._box(index)
            if row.distribution is not None and box.adjusted(0, -8, 0, 8).contains(position):
                return bin_words(row.distribution.histogram, self._axis(index).value(position.x()))
        return ""

    def event(self, event: QEvent) -> bool:
        """Answer a resting mouse with what it rests on."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings, rows, and the axis that they share."""
        painter = QPainter(self)
        self._paint_headings(painter)
        for index, row in enumerate(self.rows):
            if self._row(index).intersects(event.rect()):
                self._paint_row(painter, index, row)
        if self._is_shared and any(row.distribution for row in self.rows):
            self._paint_ends(painter, len(self.rows) - 1)

    def _paint_headings(self, painter: QPainter) -> None:
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        for rect, heading in zip(self._number_rects(0, self._top()), self._headings, strict=True):
            painter.drawText(rect, RIGHT, heading)

    def _paint_row(self, painter: QPainter, index: int, row: RunHistogram) -> None:
        self._paint_name(painter, index, row)
        painter.setPen(QColor(theme.current().text))
        painter.setFont(theme.tabular(self.font()))
        band = self._row(index)
        for rect, value in zip(self._number_rects(band.top(), band.height()), row.numbers, strict=True):
            painter.drawText(rect, RIGHT, value)
        if row.distribution is not None:
            if self._fits(index, row.distribution):
                self._paint_bars(painter, index, row.distribution, run_colour(row.place))
            else:
                self._paint_beyond(painter, index, row.distribution)
            if not self._is_shared:
                self._paint_ends(painter, index)

    def _paint_name(self, painter: QPainter, index: int, row: RunHistogram) -> None:
        shown, band = theme.current(), self._row(index)
        middle = band.center().y()
        painter.setPen(run_pen(row.place, 3))
        painter.drawLine(0, middle, 24, middle)
        room = QRect(32, middle - self.fontMetrics().height(), self._name_width() - 32, self.fontMetrics().height())
        for text, font, colour in (
            (row.name, self.font(), shown.text),
            (row.note, theme.small(self.font()), shown.muted),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, LEFT, short)
            room.translate(0, room.height())

    def _paint_bars(self, painter: QPainter, index: int, shown: Distribution, colour: QColor) -> None:
        """Draw the bins, and exact zeros, which are in no bin, as a grey bar."""
        box, axis, histogram = self._box(index), self._axis(index), shown.histogram
        tallest = max(int(histogram.counts.max()), 1)
        edges = np.linspace(axis.place(histogram.low), axis.place(histogram.high), BINS + 1)
        heights = np.maximum(histogram.counts * (box.height() / tallest), 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(
            [
                QRectF(edges[i], box.bottom() - heights[i], max(edges[i + 1] - edges[i] - 0.5, 1.0), heights[i])
                for i in np.flatnonzero(histogram.counts).tolist()
            ]
        )
        if histogram.zeros:
            height = min(histogram.zeros / tallest, 1.0) * box.height()
            bar = QRectF(axis.place(0.0) - ZERO_WIDTH / 2, box.bottom() - height, ZERO_WIDTH, height)
            painter.fillRect(bar.adjusted(-1, 0, 1, 0), QColor(theme.current().raised))
            painter.fillRect(bar, QColor(theme.current().muted))
        self._paint_lines(painter, axis, box)

    def _fits(self, index: int, shown: Distribution) -> bool:
        """Return whether the axis reaches as far as the values; one that others decided may not."""
        axis = self._axis(index)
        return axis.low <= shown.histogram.low and shown.histogram.high <= axis.high

    def _paint_beyond(self, painter: QPainter, index: int, shown: Distribution) -> None:
        """Say how far values lie that are beyond the axis, in place of bars that would fill it."""
        painter.setFont(theme.small(self.font()))
        painter.setPen(QColor(theme.current().muted))
        low, high = numbers.edge(shown.histogram.low), numbers.edge(shown.histogram.high)
        words = self.tr("from {low} to {high}: beyond this axis").format(low=low, high=high)
        painter.drawText(self._box(index), Qt.AlignmentFlag.AlignCenter, words)
        self._paint_lines(painter, self._axis(index), self._box(index))

    def _paint_lines(self, painter: QPainter, axis: Axis, box: QRectF) -> None:
        border = QColor(theme.current().border)
        painter.setPen(QPen(border, 1))
        painter.drawLine(round(box.left()), round(box.bottom()), round(box.right()), round(box.bottom()))
        if axis.low < 0 < axis.high:
            zero = round(axis.place(0.0))
            painter.setPen(QPen(border, 1, Qt.PenStyle.DotLine))
            painter.drawLine(zero, round(box.top()), zero, round(box.bottom()))

    def _paint_ends(self, painter: QPainter, index: int) -> None:
        """Write the ends of the axis below a row, and its zero."""
        axis, box = self._axis(index), self._box(index)
        font = theme.small(self.font())
        painter.setFont(font)
        painter.setPen(QColor(theme.current().muted))
        below = QRectF(box.left(), box.bottom() + 1, box.width(), QFontMetrics(font).height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, numbers.edge(axis.low))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, numbers.edge(axis.high))
        zero = axis.place(0.0)
        if axis.low < 0 < axis.high and box.left() + 60 < zero < box.right() - 60:
            painter.drawText(QRectF(zero - 20, below.top(), 40, below.height()), Qt.AlignmentFlag.AlignHCenter, "0")

    def _top(self) -> int:
        return QFontMetrics(theme.small(self.font())).height() + 4

    def _row(self, index: int) -> QRect:
        room = self.height() - self._top() - AXIS_HEIGHT
        height = min(MOST_HEIGHT, room // max(1, len(self.rows)))
        return QRect(0, self._top() + index * height, self.width(), height)

    def _box(self, index: int) -> QRectF:
        """Return where the bars of a row are."""
        below = 4 if self._is_shared else QFontMetrics(theme.small(self.font())).height() + 2
        left = self._name_width() + GAP
        right = self.width() - self._number_width() * len(self._headings) - 2 * GAP
        row = self._row(index)
        return QRectF(left, row.top() + 4, max(right - left, 10), row.height() - 4 - below)

    def _axis(self, index: int) -> Axis:
        box = self._box(index)
        mine = self.rows[index].distribution
        every = [(row.has_broken, row.distribution.histogram) for row in self.rows if row.distribution is not None]
        sound = [histogram for has_broken, histogram in every if not has_broken]
        histograms = sound or [histogram for _, histogram in every]
        if not self._is_shared and mine is not None:
            histograms = [mine.histogram]
        return Axis(min(h.low for h in histograms), max(h.high for h in histograms), box.left(), box.width())

    def _name_width(self) -> int:
        metrics = self.fontMetrics()
        wanted = max((metrics.horizontalAdvance(text) for row in self.rows for text in (row.name, row.note)), default=0)
        return min(32 + wanted, round(NAME_SHARE * self.width()))

    def _number_width(self) -> int:
        metrics = self.fontMetrics()
        return GAP + max(metrics.horizontalAdvance(text) for text in ("−0.00123", *self._headings))

    def _number_rects(self, top: int, height: int) -> list[QRect]:
        width, count = self._number_width(), len(self._headings)
        left = self.width() - width * count - 4
        return [QRect(left + place * width, top, width, height) for place in range(count)]
