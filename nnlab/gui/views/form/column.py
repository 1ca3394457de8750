"""Cards below each other, which a drag by the grip puts into another order."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from nnlab.gui.views.form.card import Card
from nnlab.gui.views.form.discard import discard

LINE_WIDTH = 2
MARGIN = 32
"""How near to the edge of the visible part a drag begins to scroll."""


class Column(QWidget):
    """A column of cards.

    Signals
    -------
    dragged : (from, to)
        A card was dropped at another place: ``to`` is where it stands once it is taken out of ``from``.
    """

    dragged = Signal(int, int)

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self._gap = -1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        self._line = QFrame(self)
        self._line.setAutoFillBackground(True)
        self._line.setBackgroundRole(QPalette.ColorRole.Highlight)
        self._line.hide()

    def insert(self, index: int, card: Card) -> None:
        """Put a new card at ``index``."""
        self.cards.insert(index, card)
        self._layout.insertWidget(index, card)
        card.show()  # at once, so that it can take the focus
        card.grip.dragged.connect(self._on_grip_dragged)
        card.grip.dropped.connect(lambda: self._on_grip_dropped(card))

    def take(self, index: int) -> None:
        """Throw the card at ``index`` away."""
        card = self.cards.pop(index)
        discard(card)

    def shift(self, start: int, end: int) -> None:
        """Put the card at ``start`` where it becomes the one at ``end``."""
        card = self.cards.pop(start)
        self.cards.insert(end, card)
        self._layout.removeWidget(card)
        self._layout.insertWidget(end, card)

    def focus(self, index: int) -> None:
        """Give the focus to a card, unless it is in there already, and show the card once it has its place."""
        card = self.cards[index]
        if not card.isAncestorOf(QApplication.focusWidget() or self):
            card.setFocus()
        QTimer.singleShot(0, card, lambda: self._show(card))

    def _on_grip_dragged(self, where: QPoint) -> None:
        y = self.mapFromGlobal(where).y()
        self._gap = sum(card.geometry().center().y() < y for card in self.cards)
        self._line.setGeometry(0, self._height_of(self._gap), self.width(), LINE_WIDTH)
        self._line.raise_()
        self._line.show()
        self._scroll_to(y)

    def _on_grip_dropped(self, card: Card) -> None:
        self._line.hide()
        start, gap, self._gap = self.cards.index(card), self._gap, -1
        end = gap - 1 if gap > start else gap
        if gap >= 0 and end != start:
            self.dragged.emit(start, end)

    def _height_of(self, gap: int) -> int:
        """Return where the line between two cards stands."""
        middle = (self._layout.spacing() + LINE_WIDTH) // 2
        if gap < len(self.cards):
            return max(self.cards[gap].y() - middle, 0)
        return min(self.cards[-1].geometry().bottom() + 1 + middle - LINE_WIDTH, self.height() - LINE_WIDTH)

    def _show(self, card: Card) -> None:
        area = self._scroll_area()
        if area is not None:
            area.ensureWidgetVisible(card, 0, MARGIN)

    def _scroll_to(self, y: int) -> None:
        area = self._scroll_area()
        contents = area.widget() if area is not None else None
        if area is not None and contents is not None:
            area.ensureVisible(0, self.mapTo(contents, QPoint(0, y)).y(), 0, MARGIN)

    def _scroll_area(self) -> QScrollArea | None:
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget
