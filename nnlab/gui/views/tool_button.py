"""Buttons with a word: some act, some stay down while something is shown in another way."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from nnlab.gui import theme


def tool_button(text: str, about: str, *, name: str = "") -> QToolButton:
    """Return a button with a word, a tooltip, and a name for a screen reader where the word does not do; translated."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(about)
    button.setAccessibleName(name or text)
    theme.mark(button, "toggle", True)
    return button


def primary_button(text: str, about: str) -> QToolButton:
    """Return the button for what a person most likely came to do; see ``tool_button``."""
    button = tool_button(text, about)
    theme.mark(button, "primary", True)
    return button


def toggle(text: str, about: str, *, name: str = "", is_on: bool = False) -> QToolButton:
    """Return a button that stays down when it is pressed; see ``tool_button``."""
    button = tool_button(text, about, name=name)
    button.setCheckable(True)
    button.setChecked(is_on)
    return button
