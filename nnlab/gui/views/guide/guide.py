"""The guide: a column on the right, closed until somebody asks or something stands out."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from nnlab.gui.views.guide.checks_page import ChecksPage
from nnlab.gui.views.guide.hints_page import HintsPage
from nnlab.gui.views.guide.lesson_page import LessonPage
from nnlab.gui.views.tool_button import tool_button

WIDTH = 264
PageKey = Literal["hints", "checks", "lesson"]


class Guide(QWidget):
    """Holds the pages.

    Signals
    -------
    closed
        The person has enough of it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Guide"))
        self.hints, self.checks, self.lesson = HintsPage(), ChecksPage(), LessonPage()
        self._pages: dict[PageKey, QWidget] = {"hints": self.hints, "checks": self.checks, "lesson": self.lesson}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Guide"))
        self.tabs.addTab(self.hints, self.tr("Hints"))
        self.tabs.addTab(self.checks, self.tr("Checklist"))
        self.tabs.addTab(self.lesson, self.tr("Lesson"))
        close = tool_button("✕", self.tr("Close the guide"), name=self.tr("Close the guide"))
        close.clicked.connect(self.closed)
        self.tabs.setCornerWidget(close, Qt.Corner.TopRightCorner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def show_page(self, key: PageKey) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentWidget(self._pages[key])

    def set_hint_count(self, count: int) -> None:
        """Say on the tab of the hints how many things stand out, for whom the other page is in front."""
        words = self.tr("Hints · {count}").format(count=count) if count else self.tr("Hints")
        self.tabs.setTabText(self.tabs.indexOf(self.hints), words)

    def sizeHint(self) -> QSize:
        """Ask for a column that words fit into."""
        return QSize(WIDTH, 400)

    def minimumSizeHint(self) -> QSize:
        """Ask for the least that can be read."""
        return QSize(WIDTH * 2 // 3, 100)
