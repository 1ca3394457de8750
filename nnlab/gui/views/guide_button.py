"""The word at the end of the tabs that opens the guide, and says how much there is in it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton


def guide_button(action: QAction) -> QToolButton:
    """Return a button that opens and closes the guide."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    set_count(button, 0)
    return button


def set_count(button: QToolButton, hints: int) -> None:
    """Say how many things stand out."""
    tr = QCoreApplication.translate
    if hints == 0:
        words = tr("GuideButton", "Guide")
    elif hints == 1:
        words = tr("GuideButton", "⚠ 1 hint")
    else:
        words = tr("GuideButton", "⚠ {count} hints").format(count=hints)
    button.defaultAction().setIconText(words)
    button.setText(words)
    button.setAccessibleName(words)
