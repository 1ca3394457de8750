"""A line of text that keeps what was typed, and leaves undo to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from nnlab.gui.views.form.default import Default
from nnlab.gui.views.form.end_mark import EndMark
from nnlab.gui.views.form.keys import is_undo, pop_up
from nnlab.gui.views.form.reading import same, written


class LineField(QLineEdit):
    """A line of text, without an undo of its own: the window's undo takes back whole edits.

    Signals
    -------
    value_edited : (value, typing)
    typing_finished
        After one or more edits, when the field is left or Return is pressed.
    """

    value_edited = Signal(object, bool)
    typing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.default = Default(self)
        self.end_mark = EndMark(self)
        self._value: object = ""
        self._before: object = ""
        self._default_value: object = ""
        self._is_typing = False
        self._selects_on_release = False
        self.textEdited.connect(lambda text: self._take(self._read(text)))
        self.editingFinished.connect(self._finish)
        self.default.reset_chosen.connect(self._reset)

    def value(self) -> object:
        """Return what the text stands for: a wrong text stands for itself."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show ``value``; a text that already stands for it stays as it was typed."""
        if not same(value, self._value):
            self._value = value
            self._before = value
            self._show_value()
        self._show_default()

    def set_default(self, value: object) -> None:
        """Take what the field goes back to."""
        self._default_value = value
        self._show_default()

    def set_live(self, is_live: bool) -> None:
        """Say with a word in the field that an edit takes effect at once."""
        self.end_mark.set_live(is_live)

    def words_for(self, value: object) -> str:
        """Return ``value`` as the field shows it."""
        return self._written(value) or self.placeholderText()

    def menu(self) -> QMenu:
        """Return a new context menu: the way back to the default, then the usual entries without undo."""
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(action)
        first = menu.actions()[0]
        menu.insertAction(first, self.default.add_to(menu))
        return menu

    def _read(self, text: str) -> object:
        return text

    def _written(self, value: object) -> str:
        return written(value)

    def _show_value(self) -> None:
        place = self.cursorPosition()
        self.setText(self._written(self._value))
        self.setCursorPosition(min(place, len(self.text())) if self.hasFocus() else 0)

    def _show_default(self) -> None:
        differs = not same(self._value, self._default_value)
        self.default.set_state(self.words_for(self._default_value), differs=differs)

    def _take(self, value: object, *, typing: bool = True) -> None:
        if same(value, self._value):
            return
        self._value = value
        self._is_typing = typing
        self._show_default()
        self.value_edited.emit(value, typing)

    def _take_and_show(self, value: object, *, typing: bool = True) -> None:
        if not same(value, self._value):
            self._take(value, typing=typing)
            self._show_value()

    def _finish(self) -> None:
        self._before = self._value
        if self._is_typing:
            self._is_typing = False
            self.typing_finished.emit()

    def _reset(self) -> None:
        self._finish()
        self._take_and_show(self._default_value, typing=False)
        self._before = self._value

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape as the way back to what stood here before."""
        if is_undo(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape and not same(self._value, self._before):
            self._take_and_show(self._before)
            self._finish()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces the value."""
        super().focusInEvent(event)
        self._before = self._value
        self._selects_on_release = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select all after the click that gave the focus, unless it selected something itself."""
        super().mouseReleaseEvent(event)
        if self._selects_on_release and not self.hasSelectedText():
            self.selectAll()
        self._selects_on_release = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the way back to the default."""
        pop_up(self.menu(), event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the dot in its corner, and the word at its end."""
        super().resizeEvent(event)
        self.default.place()
        self.end_mark.place()
