"""A number as text, which steps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.keys import is_plain
from nnlab.gui.views.form.line_field import LineField
from nnlab.gui.views.form.reading import read_number
from nnlab.gui.views.form.table import Number
from nnlab.gui.views.form.words import worded

NOTCH: Final = 120
"""What a wheel turns from one notch to the next, in eighths of a degree."""

DIGITS: Final = 6


class NumberField(LineField):
    """A number as text: anything can be typed, and what is not a number is reported as it stands.

    Parameters
    ----------
    number : Number
        How to step, whether it counts, and what an empty field means.
    """

    def __init__(self, number: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._turned = 0
        self.setPlaceholderText(worded(number.empty))
        self.textChanged.connect(lambda text: self.end_mark.set_unit(worded(number.unit) if text else ""))

    def sizeHint(self) -> QSize:
        """Return a size that holds six digits; where a field shares a line, it need not be larger."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("0" * DIGITS) + hint.height() // 2, hint.height())

    def _read(self, text: str) -> object:
        if self._number.empty and not text.strip():
            return None
        return read_number(text, whole=self._number.whole)

    def _step(self, *, up: bool) -> None:
        if isinstance(self._value, (int, float)) and not isinstance(self._value, bool):
            after = self._number.steps.after(self._value, up=up)
            self._take_and_show(int(after) if self._number.whole else after)
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down; no number has a space in it, so that key must not spoil one."""
        if event.key() == Qt.Key.Key_Space:
            event.accept()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and is_plain(event):
            self._step(up=event.key() == Qt.Key.Key_Up)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step with the wheel, but only where the focus is: scrolling past changes nothing."""
        if not self.hasFocus():
            event.ignore()
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        for _ in range(abs(notches)):
            self._step(up=notches > 0)
        event.accept()
