"""The frame of a panel: a heading with a note, and either what is shown or a promise of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.elided import ElidedLabel

SCROLL_STEP = 24


class DataCard(QFrame):
    """A card with a title.

    Parameters
    ----------
    title, promise : str
        The heading, and what is said while there is nothing to show; both translated.

    Attributes
    ----------
    note : ElidedLabel
        What is said about the content, beside the title.
    """

    def __init__(self, title: str, promise: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.note = ElidedLabel("muted")
        self._promise_words = promise
        self._promise = QLabel(promise)
        self._promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._promise.setWordWrap(True)
        self._promise.setContentsMargins(24, 0, 24, 0)
        theme.mark(self._promise, "role", "muted")
        self._title = QLabel(title)
        theme.mark(self._title, "role", "title")
        self._heading, self._stack = self._lay_out(), self._new_stack()
        theme.mark(self, "card", True)

    def set_title(self, title: str) -> None:
        """Take another heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def add_to_heading(self, widget: QWidget) -> None:
        """Put ``widget`` at the right end of the heading."""
        self._heading.addWidget(widget)

    def set_content(self, widget: QWidget) -> None:
        """Take what is shown in place of the promise."""
        self._stack.addWidget(widget)

    def show_content(self, shown: bool, instead: str = "") -> None:
        """Show the content; or else ``instead``, by default the promise."""
        self._promise.setText(instead or self._promise_words)
        self._stack.setCurrentIndex(1 if shown else 0)
        if not shown:
            self.note.clear()

    def is_content_shown(self) -> bool:
        """Return whether the content is shown."""
        return self._stack.currentIndex() == 1

    def promise(self) -> str:
        """Return what is said in place of the content."""
        return self._promise.text()

    def _lay_out(self) -> QHBoxLayout:
        heading = QHBoxLayout()
        heading.setSpacing(16)
        heading.addWidget(self._title)
        heading.addWidget(self.note, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self._column.addLayout(heading)
        return heading

    def _new_stack(self) -> QStackedLayout:
        stack = QStackedLayout()
        self._column.addLayout(stack, 1)
        stack.addWidget(self._promise)  # once the stack has a parent: it shows its first widget at once
        return stack


def scrolled(view: QWidget) -> QScrollArea:
    """Return ``view`` in an area that scrolls up and down, with the mouse or the keys; the card shows through."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.verticalScrollBar().setSingleStep(SCROLL_STEP)
    area.setAccessibleName(view.accessibleName())
    area.setWidget(view)
    for ground in (area.viewport(), view):
        ground.setAutoFillBackground(False)
    return area
