"""What a network says of one place: a bar for every class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme
from nnlab.gui.views.data.symbols import MOST_CLASSES, SYMBOLS, class_colour, stamp

MOST: Final = 8
"""So many classes, the likeliest ones, have a bar."""
BAR: Final = 6
NAME_SHARE: Final = 0.36
ICON: Final = 14


class SayingBars(QWidget):
    """Draws symbol, name, bar and number of each class; with many classes of the likeliest.

    Attributes
    ----------
    sayings : (classes,) or None
        Probabilities or scores.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sayings: Array | None = None
        self._names: Sequence[str] = ()
        self._are_probabilities = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the network says of this place"))

    def set_classes(self, names: Sequence[str], *, are_probabilities: bool) -> None:
        """Take the names of the classes."""
        if (tuple(names), are_probabilities) != (tuple(self._names), self._are_probabilities):
            self._names, self._are_probabilities = tuple(names), are_probabilities
            self.updateGeometry()

    def set_sayings(self, sayings: Array | None) -> None:
        """Show what is said of another place; None of none."""
        self.sayings = sayings
        self.setAccessibleDescription("; ".join(f"{name} {value}" for name, value in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, str]]:
        """Return the names that are shown, each with its number."""
        if self.sayings is None:
            return []
        return [(self._names[label], self._words(float(self.sayings[label]))) for label in self._order(self.sayings)]

    def sizeHint(self) -> QSize:
        """Ask for a line a class."""
        return QSize(200, min(len(self._names), MOST) * self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, faint while there is no place to speak of."""
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.small(self.font())))
        sayings = self.sayings
        order = self._order(sayings) if sayings is not None else list(range(min(len(self._names), MOST)))
        shares = self._shares(sayings) if sayings is not None else np.zeros(len(self._names))
        for row, label in enumerate(order):
            line = QRectF(0, row * self._line(), self.width(), self._line())
            words = self._words(float(sayings[label])) if sayings is not None else ""
            self._paint_row(painter, line, label, float(shares[label]), words)

    def _paint_row(self, painter: QPainter, line: QRectF, label: int, share: float, words: str) -> None:
        shown, metrics = theme.current(), painter.fontMetrics()
        symbol = stamp(SYMBOLS[label % MOST_CLASSES], class_colour(label), self.devicePixelRatioF())
        half = symbol.width() / self.devicePixelRatioF() / 2
        painter.drawPixmap(QPointF(ICON / 2 - half, line.center().y() - half), symbol)
        name = QRectF(ICON + 4, line.top(), NAME_SHARE * line.width() - ICON - 8, line.height())
        painter.setPen(QColor(shown.text))
        elided = metrics.elidedText(self._names[label], Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, elided)
        number = metrics.horizontalAdvance("−0.0000")
        bar = QRectF(name.right() + 4, line.center().y() - BAR / 2, line.width() - name.right() - number - 8, BAR)
        painter.fillRect(bar, theme.blend(shown.raised, shown.border, 0.5))
        painter.fillRect(bar.adjusted(0, 0, (share - 1) * bar.width(), 0), QColor(shown.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _order(self, sayings: Array) -> list[int]:
        """Return the classes that are shown: all in their order, or the likeliest."""
        if len(sayings) <= MOST:
            return list(range(len(sayings)))
        return [int(label) for label in np.argsort(-sayings, kind="stable")[:MOST]]

    def _shares(self, sayings: Array) -> Array:
        """Return the lengths of bars from 0 to 1, (classes,): of scores from the least to the largest."""
        low = 0.0 if self._are_probabilities else float(sayings.min())
        width = 1.0 if self._are_probabilities else float(np.ptp(sayings)) or 1.0
        shares: Array = np.clip(np.nan_to_num((sayings - low) / width), 0, 1)
        return shares

    def _words(self, value: float) -> str:
        return numbers.percent(value) if self._are_probabilities else numbers.significant(value)

    def _line(self) -> int:
        return self.fontMetrics().height() + 2
