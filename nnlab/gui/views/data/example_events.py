"""What mouse and keys do in a view of examples, grid or table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView


class ExampleEvents(QObject):
    """Watches a view.

    Parameters
    ----------
    view : QAbstractItemView
    words_at : callable
        What is at a position in it.

    Signals
    -------
    pointed : str
        What is under the mouse; empty when the mouse has left.
    copy_requested
        The key for copying was pressed: the view itself would copy one cell.
    """

    pointed = Signal(str)
    copy_requested = Signal()

    def __init__(self, view: QAbstractItemView, words_at: Callable[[QPoint], str]) -> None:
        super().__init__(view)
        self._words_at = words_at
        view.setMouseTracking(True)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice where the mouse is, and take the key for copying."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self.pointed.emit(self._words_at(event.position().toPoint()))
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit("")
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            self.copy_requested.emit()
            return True
        return False
