"""A button whose words can make room for other things."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
ICON = Qt.ToolButtonStyle.ToolButtonIconOnly


class WordButton(QToolButton):
    """An icon with its word beside it, or the icon alone; words that change do not move what is beside them.

    Parameters
    ----------
    action : QAction
    """

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._widest = 0
        self.setDefaultAction(action)
        self.setToolButtonStyle(WORDS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def width_with_words(self) -> int:
        """Return the width of the button with the longest word it has had so far."""
        if self.toolButtonStyle() is WORDS:
            self._widest = max(self._widest, super().sizeHint().width())
        return self._widest

    def set_words_shown(self, shown: bool) -> None:
        """Show or hide the word."""
        self.width_with_words()
        self.setToolButtonStyle(WORDS if shown else ICON)

    def sizeHint(self) -> QSize:
        """Return room for icon and word, or for the icon."""
        hint = super().sizeHint()
        return QSize(self.width_with_words(), hint.height()) if self.toolButtonStyle() is WORDS else hint

    def minimumSizeHint(self) -> QSize:
        """Return room for the icon."""
        height = super().sizeHint().height()
        return QSize(height, height)
