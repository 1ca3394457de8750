"""A line above the views that says what went wrong or what was done; nothing modal."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from nnlab.gui.theme import mark

NEWS_MS = 5000


class MessageBar(QFrame):
    """Hidden until there is something to say; news goes by itself, a problem stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "card", True)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setAccessibleName(self.tr("Message"))
        close = QPushButton(self.tr("Close"), self)
        close.setAccessibleName(self.tr("Close the message"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._label)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._vanish = QTimer(self)
        self._vanish.setSingleShot(True)
        self._vanish.timeout.connect(self.hide)
        self.hide()

    def show_problem(self, text: str) -> None:
        """Say that something did not work; marked with a sign as well as a colour."""
        mark(self, "wrong", True)
        self._vanish.stop()
        self._show(f"⚠  {text}")

    def show_news(self, text: str) -> None:
        """Say that something was done."""
        mark(self, "wrong", False)
        self._vanish.start(NEWS_MS)
        self._show(f"✓  {text}")

    def text(self) -> str:
        """Return what is shown; empty while the bar is hidden."""
        return "" if self.isHidden() else self._label.text()

    def _show(self, text: str) -> None:
        self._label.setText(text)
        self.show()
