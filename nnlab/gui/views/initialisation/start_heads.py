"""What stands over the columns: the name of each initialisation, its formula, and how it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent

from nnlab.gui import theme
from nnlab.gui.translation import translate
from nnlab.gui.views.data.pointed import Pointed
from nnlab.gui.views.initialisation.shown import ShownStart
from nnlab.gui.views.initialisation.start_grid import StartGrid

WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class StartHeads(Pointed):
    """Heads the columns of a grid.

    Signals
    -------
    chosen : int
        A head was clicked.
    """

    chosen = Signal(int)

    def __init__(self, grid: StartGrid) -> None:
        super().__init__()
        self._grid = grid
        self._starts: tuple[ShownStart, ...] = ()
        self._chosen: int | None = None
        grid.installEventFilter(self)

    def set_starts(self, starts: Sequence[ShownStart], chosen: int | None) -> None:
        """Show other starts, or the same ones further on; mark the one that is chosen."""
        self._starts, self._chosen = tuple(starts), chosen
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a name, and two lines of small type."""
        return QSize(100, 3 * self.fontMetrics().height() + theme.GRID)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the width of the grid."""
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def words_at(self, position: QPointF) -> str:
        """Return what the verdict under ``position`` means."""
        column = self._grid.places().at(position.x())
        found = self._starts[column].verdict if column is not None and column < len(self._starts) else None
        return f"<qt>{translate(found.why)}</qt>" if found is not None else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a start."""
        column = self._grid.places().at(event.position().x())
        if column is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each head over its column."""
        painter, places = QPainter(self), self._grid.places()
        for column, start in enumerate(self._starts):
            self._paint_head(painter, start, places.column(column, 0, self.height()), is_chosen=column == self._chosen)

    def _paint_head(self, painter: QPainter, start: ShownStart, room: QRectF, *, is_chosen: bool) -> None:
        shown, found = theme.current(), start.verdict
        name, small = self.font(), theme.small(self.font())
        name.setBold(True)
        if is_chosen:
            painter.fillRect(QRectF(room.left(), self.height() - 2, room.width(), 2), QColor(shown.accent))
        painter.setFont(name)
        painter.setPen(QColor(shown.text))
        painter.drawText(room, WRAPPED, start.title)
        advance = painter.fontMetrics().horizontalAdvance(f"{start.title}  ")
        painter.setFont(small)
        painter.setPen(QColor(shown.muted))
        if advance + painter.fontMetrics().horizontalAdvance(start.formula) <= room.width():
            painter.drawText(room.adjusted(advance, 1, 0, 0), Qt.AlignmentFlag.AlignLeft, start.formula)
        colour = shown.muted if found is None else shown.good if found.is_good else shown.bad
        painter.setPen(QColor(colour))
        top = self.fontMetrics().height() + 1
        painter.drawText(room.adjusted(0, top, theme.GRID, 0), WRAPPED, start.verdict_words())
