"""The line below the form that says what its signs mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.theme import GRID
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.small_text import SmallText


class Footnote(QWidget):
    """Explains the dot, and during a run the word *live*; it keeps the room of the longer sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._pages = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.addLayout(self._pages)  # first: a stack without a parent shows its first widget as a window
        self._pages.addWidget(_dotted(translate("form", "differs from its default; right click resets it")))
        self._pages.addWidget(SmallText(translate("form", "“live” acts at once, all else in the next run.")))

    def set_running(self, running: bool) -> None:
        """Say which edits wait, while a run goes on."""
        self._pages.setCurrentIndex(int(running))


def _dotted(text: str) -> QWidget:
    """Return a sentence behind the dot that it explains."""
    widget = QWidget()
    line = QHBoxLayout(widget)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GRID // 2)
    dot = QLabel()
    theme.mark(dot, "dot", True)
    line.addWidget(dot, 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(SmallText(text), 1)
    return widget
