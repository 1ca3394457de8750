"""What opens and closes: a chevron that a mouse or a key turns, and the part that it shows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionToolButton, QToolButton, QWidget

from nnlab.gui import theme
from nnlab.gui.icons import icon
from nnlab.gui.views.form.notice import SIGN
from nnlab.gui.views.form.words import translate

CLOSING = {Qt.Key.Key_Left, Qt.Key.Key_Minus}
OPENING = {Qt.Key.Key_Right, Qt.Key.Key_Plus}
TURNING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Chevron(QToolButton):
    """A button that points down while it shows something, and right while it hides it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(lambda _: self._show_direction())
        self._show_direction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Right, close with Left, turn with Return; Space presses, as always."""
        key = Qt.Key(event.key())
        if key in OPENING | CLOSING:
            self.setChecked(key in OPENING)
        elif key in TURNING:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the chevron anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_direction()

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:  # noqa: N802 - Qt's name
        """Look the same open or closed: the arrow says which."""
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On

    def _show_direction(self) -> None:
        self.setIcon(icon("chevron-down" if self.isChecked() else "chevron-right"))


class Fold(QObject):
    """Ties a chevron to the part that it shows.

    Parameters
    ----------
    chevron : Chevron
    body : QWidget
        What is shown and hidden.
    name : str
        What is in it, for the tooltip and the screen reader; translated.
    is_open : bool
        How it starts.

    Attributes
    ----------
    sign : QLabel
        Says that something is wrong inside while it is closed; to be laid out beside the chevron.
    """

    def __init__(self, chevron: Chevron, body: QWidget, name: str, *, is_open: bool) -> None:
        super().__init__(chevron)
        self._chevron = chevron
        self._body = body
        self._is_wrong = False
        self.sign = QLabel(SIGN, chevron.parentWidget())
        self.sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sign.setToolTip(translate("form", "Something is wrong in here."))
        theme.mark(self.sign, "role", "problem")
        self.set_name(name)
        chevron.setChecked(is_open)
        chevron.toggled.connect(lambda _: self._show())
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self._chevron.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Show or hide the body."""
        self._chevron.setChecked(is_open)

    def set_name(self, name: str) -> None:
        """Take what is in it."""
        self._chevron.setAccessibleName(name)

    def set_wrong(self, is_wrong: bool) -> None:
        """Take whether something inside is wrong."""
        self._is_wrong = is_wrong
        self._show()

    def _show(self) -> None:
        self._body.setVisible(self.is_open)
        self.sign.setVisible(self._is_wrong and not self.is_open)
        state = translate("form", "Something is wrong in here.") if self._is_wrong else ""
        self._chevron.setAccessibleDescription(state)
