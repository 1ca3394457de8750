"""A page of the guide: things one below the other, as long as they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from nnlab.gui import theme


class GuidePage(QScrollArea):
    """A column that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        self._column.setSpacing(theme.GRID)
        self._column.addStretch(1)
        self.setWidget(inner)
        for ground in (self.viewport(), inner):
            ground.setAutoFillBackground(False)

    def drop(self, widget: QWidget) -> None:
        """Take a widget away for good."""
        self._column.removeWidget(widget)  # its place is free at once, not only when Qt deletes it
        widget.hide()
        widget.deleteLater()

    def put(self, widget: QWidget, place: int | None = None) -> None:
        """Stand a widget at the end, or at a place counted from the top."""
        last = self._column.count() - 1
        self._column.insertWidget(last if place is None else place, widget)
