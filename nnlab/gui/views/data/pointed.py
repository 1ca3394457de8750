"""A drawing that answers a resting mouse with what lies under it."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget


class Pointed(QWidget):
    """What is under the mouse is said in a tooltip."""

    @abstractmethod
    def words_at(self, position: QPointF) -> str:
        """Return what lies at ``position``; nothing where there is nothing to say."""

    def event(self, event: QEvent) -> bool:
        """Answer a resting mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)
