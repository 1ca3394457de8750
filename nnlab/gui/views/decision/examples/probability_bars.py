"""The probabilities of the classes as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnlab.data.dataset import Array
from nnlab.gui import numbers, theme

MOST: Final = 12
"""Of more classes the likeliest are shown."""
WIDEST_NAME: Final = 110
GAP, BAR = 8, 12
TALLEST: Final = 30


class ProbabilityBars(QWidget):
    """A bar for each class with its number; the one that is named is in bold type with a sign.

    Of a network without probabilities they are scores, which are bars to both sides of zero.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[str] = ()
        self._values: Array = np.empty(0)
        self._label: int | None = None
        self._are_probabilities = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Probabilities of the classes"))

    def set_values(self, names: Sequence[str], values: Array, label: int | None, *, are_probabilities: bool) -> None:
        """Show (classes,) probabilities or scores; ``label`` is the class that is named."""
        self._names, self._values, self._label, self._are_probabilities = names, values, label, are_probabilities
        said = self.tr("Probabilities of the classes") if are_probabilities else self.tr("Scores of the classes")
        self.setAccessibleName(said)
        self.setAccessibleDescription(", ".join(f"{name} {value}" for name, value in self.texts()))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._values = np.empty(0)
        self.setAccessibleDescription("")
        self.update()

    def rows(self) -> list[int]:
        """Return the classes that are shown, from above: all in their order, or the likeliest."""
        if len(self._values) <= MOST:
            return list(range(len(self._values)))
        return [int(label) for label in np.argsort(-self._values, kind="stable")[:MOST]]

    def texts(self) -> list[tuple[str, str]]:
        """Return the name and the number of each row."""
        write = numbers.percent if self._are_probabilities else numbers.significant
        return [(self._names[label], write(float(self._values[label]))) for label in self.rows()]

    def sizeHint(self) -> QSize:
        """Ask for the usual ten rows."""
        return QSize(320, 10 * (QFontMetrics(self.font()).height() + 4))

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to read ten rows."""
        return QSize(180, 10 * QFontMetrics(self.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows."""
        texts = self.texts()
        if not texts:
            return
        painter, shown = QPainter(self), theme.current()
        bold = theme.tabular(self.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        left = min(max(metrics.horizontalAdvance(f"▸ {name}") for name, _ in texts), WIDEST_NAME) + GAP
        right = max(metrics.horizontalAdvance(value) for _, value in texts) + GAP
        line = min(self.height() / len(texts), TALLEST)
        room = max(self.width() - left - right, 1.0)
        for place, (label, (name, value)) in enumerate(zip(self.rows(), texts, strict=True)):
            is_named, top = label == self._label, place * line
            painter.setFont(bold if is_named else theme.tabular(self.font()))
            painter.setPen(QColor(shown.text if is_named else shown.muted))
            words = metrics.elidedText(f"▸ {name}" if is_named else name, Qt.TextElideMode.ElideRight, int(left))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(0, top, left - GAP, line), flags, words)
            painter.drawText(QRectF(left + room, top, right, line), flags, value)
            self._paint_bar(painter, QRectF(left, top + (line - BAR) / 2, room, BAR), float(self._values[label]))

    def _paint_bar(self, painter: QPainter, room: QRectF, value: float) -> None:
        shown = theme.current()
        painter.fillRect(room, theme.blend(shown.window, shown.border, 0.6))
        if not np.isfinite(value):
            return
        if self._are_probabilities:
            painter.fillRect(QRectF(room.left(), room.top(), value * room.width(), room.height()), QColor(shown.accent))
            return
        largest = float(np.abs(self._values[np.isfinite(self._values)]).max(initial=0.0)) or 1.0
        middle, length = room.center().x(), value / largest * room.width() / 2
        colour = QColor(shown.positive if value > 0 else shown.negative)
        painter.fillRect(QRectF(min(middle, middle + length), room.top(), abs(length), room.height()), colour)
        painter.fillRect(QRectF(middle, room.top(), 1, room.height()), QColor(shown.text))
