"""Leaves keys without a modifier to the control that has the focus, where it uses them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
PRESSES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KeyGuard(QObject):
    """Goes with the focus of the application: Space presses a focused button and does not start the run.

    It watches the focused control alone, since a filter for the whole application would be called at every event of
    every widget.

    Parameters
    ----------
    app : QApplication
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._on_app_focus_changed(None, app.focusWidget())
        app.focusChanged.connect(self._on_app_focus_changed)

    def _on_app_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a shortcut for the focused control."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if QApplication.activePopupWidget() is not None:  # an open list or menu looks after its own keys
            return False
        if isinstance(watched, QWidget) and not event.modifiers() & MODIFIERS and uses(watched, event):
            event.accept()
            return True
        return False


def uses(widget: QWidget, event: QKeyEvent) -> bool:
    """Return whether ``widget`` does something of its own with a key that has no modifier."""
    if isinstance(widget, QAbstractButton):
        return event.key() in PRESSES
    if isinstance(widget, QLineEdit | QComboBox):
        return bool(event.text().strip()) or event.key() in PRESSES
    if isinstance(widget, QAbstractItemView):
        return event.text().isalpha() or event.key() in PRESSES  # letters find a row
    if isinstance(widget, QTabBar | QAbstractSlider):
        return event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}
    return False
