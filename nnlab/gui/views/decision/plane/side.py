"""The column beside a plane: what its colours mean, what is drawn, and what lies under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.data.card import scrolled

WIDTH, WIDEST = 264, 400
"""As wide as what is in it, between these."""


class Side(QWidget):
    """Things under each other, with headings."""

    _area: QScrollArea | None = None

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)

    def head(self, text: str) -> None:
        """Begin another group."""
        if self._column.count():
            self._column.addSpacing(theme.GRID)
        label = QLabel(text)
        theme.mark(label, "role", "title")
        self._column.addWidget(label)

    def add(self, widget: QWidget) -> None:
        """Put something below the others."""
        self._column.addWidget(widget)

    def event(self, event: QEvent) -> bool:
        """Become as wide as what is in it."""
        if event.type() == QEvent.Type.LayoutRequest and self._area is not None:
            self._area.setFixedWidth(min(max(self._column.minimumSize().width(), WIDTH), WIDEST))
        return super().event(event)

    def end(self) -> QScrollArea:
        """Return the column, which scrolls where there is no room for all of it."""
        self._column.addStretch(1)
        area = scrolled(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # all in it that can be used takes the focus itself
        area.setFixedWidth(WIDTH)
        self._area = area
        area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        return area


def beside(plane: QWidget, side: QWidget) -> QWidget:
    """Return a plane with its column."""
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(0, theme.GRID // 2, 0, 0)
    row.setSpacing(2 * theme.GRID)
    row.addWidget(plane, 1)
    row.addWidget(side)
    return body
