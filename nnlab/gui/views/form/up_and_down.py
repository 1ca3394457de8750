"""What the form scrolls in: up and down only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

CHARACTERS: Final = 34
"""What a line of the form holds at least."""


class UpAndDown(QScrollArea):
    """Scrolls up and down only, and is never narrower than what it holds.

    Attributes
    ----------
    contents : QWidget
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents = _Contents(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.contents)

    def minimumSizeHint(self) -> QSize:
        """Return the width that the contents need beside the scroll bar."""
        narrowest = self.fontMetrics().averageCharWidth() * CHARACTERS
        width = max(self.contents.minimumSizeHint().width(), narrowest) + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())


class _Contents(QWidget):
    """Tells the area when it needs another width, which Qt leaves to scroll bars."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area
        self._width = 0

    def event(self, event: QEvent) -> bool:
        """Notice that what it holds has changed."""
        result = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._width != self.minimumSizeHint().width():
            self._width = self.minimumSizeHint().width()
            self._area.updateGeometry()
        return result
