"""A button that stays down while something is shown in another way."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from nnlab.gui import theme


def toggle(text: str, name: str, about: str) -> QToolButton:
    """Return a button with a word, a name for a screen reader and a tooltip, all translated."""
    button = QToolButton()
    button.setCheckable(True)
    button.setText(text)
    theme.mark(button, "toggle", True)
    button.setAccessibleName(name)
    button.setToolTip(about)
    return button
