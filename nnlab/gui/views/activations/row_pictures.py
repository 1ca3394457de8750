"""Pictures of rows, made a few at a time between other events, so that painting the window only lays them down."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from nnlab.gui import theme

TURN_S: Final = 0.004
"""So long pictures are made before other events have their turn; one is made at least."""


class RowPictures(QObject):
    """Keeps a picture of each row that is in sight.

    Parameters
    ----------
    widget : QWidget
        The rows are drawn in, which stands on a card.
    rect_of : callable
        Returns where in the widget a row stands.
    draw : callable
        Draws a row with a painter in the coordinates of the widget.
    """

    def __init__(self, widget: QWidget, rect_of: Callable[[int], QRect], draw: Callable[[QPainter, int], None]) -> None:
        super().__init__(widget)
        self._widget, self._rect_of, self._draw = widget, rect_of, draw
        self._pictures: dict[int, QPixmap] = {}
        self._behind: list[int] = []
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turns_timeout)

    def clear(self) -> None:
        """Forget all pictures; each is made when it is painted."""
        self._pictures.clear()
        self._behind.clear()

    def refresh(self) -> None:
        """Make all pictures anew soon, and show the present ones until then; those out of sight are forgotten."""
        sight = self._widget.visibleRegion().boundingRect()
        self._pictures = {row: picture for row, picture in self._pictures.items() if self._is_in(sight, row)}
        waiting = [row for row in self._behind if row in self._pictures]
        self._behind = waiting + [row for row in self._pictures if row not in waiting]  # none waits for ever
        if self._behind:
            self._turns.start()
        if not self._pictures:
            self._widget.update()

    def paint(self, painter: QPainter, row: int) -> None:
        """Lay a row down, after making its picture where there is none of its size."""
        rect = self._rect_of(row)
        picture = self._pictures.get(row)
        if picture is None or picture.deviceIndependentSize().toSize() != rect.size():
            picture = self._make(row)
        painter.drawPixmap(rect.topLeft(), picture)

    def _is_in(self, sight: QRect, row: int) -> bool:
        return self._rect_of(row).intersects(sight)

    def _make(self, row: int) -> QPixmap:
        rect, ratio = self._rect_of(row), self._widget.devicePixelRatioF()
        picture = QPixmap(rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.current().raised)
        painter = QPainter(picture)
        painter.translate(-rect.topLeft())
        self._draw(painter, row)
        painter.end()
        self._pictures[row] = picture
        return picture

    def _on_turns_timeout(self) -> None:
        end = perf_counter() + TURN_S
        while self._behind:
            row = self._behind.pop(0)
            self._make(row)
            self._widget.update(self._rect_of(row))
            if perf_counter() > end:
                return
        self._turns.stop()
