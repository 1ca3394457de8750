"""The keys that draw on the plane."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
"""Where each points: right and up."""
DRAWS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
CHOOSES: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
ERASES: Final = frozenset({Qt.Key.Key_Backspace})
CLEARS: Final = frozenset({Qt.Key.Key_Delete})
PLAIN: Final = DRAWS | CHOOSES | ERASES | CLEARS


def is_used(event: QKeyEvent) -> bool:
    """Say whether a key draws: arrows with Shift, others without."""
    if is_shifted(event):
        return event.key() in ARROWS
    return _modifiers(event) == Qt.KeyboardModifier.NoModifier and event.key() in PLAIN


def is_shifted(event: QKeyEvent) -> bool:
    """Say whether Shift, and nothing else, is held."""
    return _modifiers(event) == Qt.KeyboardModifier.ShiftModifier


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
