"""What the fields of the form agree on about keys and context menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu


def pop_up(menu: QMenu, event: QContextMenuEvent) -> None:
    """Show a context menu where it was asked for, without waiting for an answer."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
    event.accept()


def is_plain(event: QKeyEvent) -> bool:
    """Say whether a key is pressed without a modifier."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def types(event: QKeyEvent) -> bool:
    """Say whether a key types a letter, a digit, a sign or a space."""
    return bool(event.text()) and event.text().isprintable() and is_plain(event)


def is_undo(event: QKeyEvent) -> bool:
    """Say whether a key means undo or redo, on whatever system."""
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return True
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
