"""The button that opens and closes a part of the form."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton

from nnlab.gui.views.form.dot import Dot
from nnlab.gui.views.form.flat_button import FlatButton
from nnlab.gui.views.form.words import translate

CLOSING: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Minus})
OPENING: Final = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Plus})
TURNING: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Chevron(FlatButton):
    """Points down while it shows something, and right while it hides it.

    Parameters
    ----------
    title : str
        Shown beside it; translated.
    is_bold : bool
    """

    def __init__(self, title: str = "", *, is_bold: bool = False) -> None:
        super().__init__("chevron-right", title)
        self._dot = Dot(self)
        self.setCheckable(True)
        self.setToolTip(translate("form", "Show or hide (Right, Left)"))
        self.toggled.connect(lambda is_open: self.set_icon_name("chevron-down" if is_open else "chevron-right"))
        if is_bold:
            font = self.font()
            font.setBold(True)
            self.setFont(font)

    def set_dot(self, shown: bool) -> None:
        """Say with a dot that something hidden differs from its default."""
        self._dot.setVisible(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Right, close with Left, turn with Return; Space presses, as always."""
        key = Qt.Key(event.key())
        if key in OPENING | CLOSING:
            self.setChecked(key in OPENING)
        elif key in TURNING:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the dot in its corner."""
        super().resizeEvent(event)
        self._dot.place()

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:  # noqa: N802 - Qt's name
        """Look the same open or closed: the arrow says which."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On
