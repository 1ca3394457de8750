"""A layout that fills lines and begins another where a line is full: nothing is ever squeezed."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places items side by side while they fit, and shares out what is left of each line.

    Items whose size policy expands take the rest; where none does, it stays empty.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Return that lines fill the width."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow flow is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at ``width``."""
        if width not in self._heights:
            lines = self._lines(width)
            gaps = self.spacing() * max(len(lines) - 1, 0)
            self._heights[width] = sum(_height(line) for line in lines) + gaps
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the widest item: narrower than that it cannot be."""
        shown = self._shown()
        return QSize(max((item.minimumSize().width() for item in shown), default=0), _height(shown))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the lines from the top."""
        super().setGeometry(rect)
        top = rect.y()
        for line in self._lines(rect.width()):
            self._place(line, QRect(rect.x(), top, rect.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            needed = item.sizeHint().width() + self.spacing()
            if not lines or needed > left + self.spacing():
                lines.append([])
                left = width + self.spacing()
            lines[-1].append(item)
            left -= needed
        return lines

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        widths = [min(item.sizeHint().width(), rect.width()) for item in line]
        growing = [n for n, item in enumerate(line) if item.expandingDirections() & Qt.Orientation.Horizontal]
        rest = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
        for place, n in enumerate(growing):
            widths[n] += rest * (place + 1) // len(growing) - rest * place // len(growing)
        x = rect.x()
        for item, width in zip(line, widths, strict=True):
            item.setGeometry(QRect(x, rect.y(), width, rect.height()))
            x += width + self.spacing()


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
