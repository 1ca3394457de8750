"""The histograms: a column an initialisation, a row a layer, all on axes that compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from nnlab.gui import numbers, theme
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.gradients.chart import LEFT, RIGHT, uses
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_painting import ZERO_WIDTH, paint_histogram
from nnlab.gui.views.initialisation.places import Places
from nnlab.gui.views.initialisation.shown import ShownStart, What, distribution_of, layer_words
from nnlab.insight.probe.layer import ProbedLayer

LEAST_HEIGHT: Final = 24
MOST_HEIGHT: Final = 96
ROOMY: Final = 44
"""From this height of a row on, each histogram has its spread written over it."""
MARGIN: Final = 3.0
Cell = tuple[int, int]
"""A start and a layer."""
KEYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class StartGrid(Pointed):
    """Draws what every start makes of every layer.

    Signals
    -------
    pointed : object
        The cell under the mouse or chosen with the arrows; None for none.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._starts: tuple[ShownStart, ...] = ()
        self._what: What = "output"
        self._cell: Cell | None = None
        self.setAccessibleName(self.tr("Histograms, a row a layer and a column an initialisation"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_starts(self, labels: Sequence[str], starts: Sequence[ShownStart]) -> None:
        """Show other starts, or the same ones further on."""
        self._labels, self._starts = tuple(labels), tuple(starts)
        self.setMinimumHeight(LEAST_HEIGHT * len(labels))
        if self._cell is not None and not self._is_there(self._cell):
            self.point_at(None)
        described = (f"{start.title}: {start.verdict_words()}" for start in self._starts)
        self.setAccessibleDescription("; ".join(described))
        self.update()

    def set_what(self, what: What) -> None:
        """Show something else of each layer."""
        self._what = what
        self.update()

    def places(self) -> Places:
        """Return where the columns stand."""
        return Places(self.width(), self.font(), self._labels, len(self._starts))

    def point_at(self, cell: Cell | None) -> None:
        """Point at a cell, or at none."""
        if cell != self._cell:
            self._cell = cell
            self.pointed.emit(cell)
            self.update()

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return the cell under ``position``."""
        column = self.places().at(position.x())
        row = int(position.y() // self._row_height())
        return (column, row) if column is not None and 0 <= row < len(self._labels) else None

    def cell_words(self, cell: Cell) -> str:
        """Return the numbers of a cell in a line."""
        start, layer = self._starts[cell[0]], self._layer(cell)
        if layer is None:
            return ""
        return f"{start.title}, {self._labels[cell[1]]} · {layer_words(layer, self._what)}"

    def words_at(self, position: QPointF) -> str:
        """Return the numbers under ``position``."""
        cell = self.cell_at(position)
        return self.cell_words(cell) if cell is not None else ""

    def sizeHint(self) -> QSize:
        """Ask for comfortable rows."""
        return QSize(600, ROOMY * max(len(self._labels), 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the cell under the mouse."""
        self.point_at(self.cell_at(event.position()))

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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and uses(event, list(KEYS)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell."""
        if not self._starts or not uses(event, list(KEYS)):
            super().keyPressEvent(event)
            return
        right, down = KEYS[Qt.Key(event.key())]
        column, row = self._cell or (-right, -down)
        last_column, last_row = len(self._starts) - 1, len(self._labels) - 1
        self.point_at((min(max(column + right, 0), last_column), min(max(row + down, 0), last_row)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every row that is to be seen."""
        painter, places, height = QPainter(self), self.places(), self._row_height()
        for row, label in enumerate(self._labels):
            top = row * height
            if top + height < event.rect().top() or top > event.rect().bottom():
                continue
            painter.setFont(self.font())
            painter.setPen(QColor(theme.current().text))
            room = QRectF(0, top, places.label_width - ZERO_WIDTH, height)
            shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, LEFT, shown)
            for column in range(len(self._starts)):
                self._paint_cell(painter, (column, row), places.column(column, top, height))

    def _paint_cell(self, painter: QPainter, cell: Cell, room: QRectF) -> None:
        theme_ = theme.current()
        layer = self._layer(cell)
        if cell == self._cell:
            painter.fillRect(room, theme.blend(theme_.raised, theme_.accent, 0.12))
        if layer is None:
            return
        spread = distribution_of(layer, self._what)
        box = room.adjusted(2 * ZERO_WIDTH, MARGIN, -ZERO_WIDTH, -MARGIN)
        painter.setFont(theme.tabular(theme.small(self.font())))
        if room.height() >= ROOMY:
            line = painter.fontMetrics().height()
            painter.setPen(QColor(theme_.muted))
            words = self.tr("std {std}").format(std=numbers.significant(spread.std))
            painter.drawText(QRectF(box.left(), box.top(), box.width(), line), RIGHT, words)
            box.setTop(box.top() + line)
        if spread.histogram.non_finite:
            painter.setPen(QColor(theme_.bad))
            painter.drawText(box, RIGHT, self.tr("✕ not finite"))
        axis = Axis(spread.histogram.low, spread.histogram.high, box.left(), box.width())
        paint_histogram(painter, spread.histogram, axis, box, theme_.layer_colour(cell[1], len(self._labels)))

    def _layer(self, cell: Cell) -> ProbedLayer | None:
        """Return what was found at a cell; None while it is worked out."""
        probe = self._starts[cell[0]].probe
        return probe.layers[cell[1]] if probe is not None and len(probe.layers) == len(self._labels) else None

    def _is_there(self, cell: Cell) -> bool:
        return cell[0] < len(self._starts) and cell[1] < len(self._labels)

    def _row_height(self) -> float:
        return min(MOST_HEIGHT, self.height() / max(len(self._labels), 1))
