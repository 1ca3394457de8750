"""What a field goes back to: a dot while it differs, and the way back in its context menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from nnlab.gui import theme
from nnlab.gui.views.form.words import translate

SIZE = 6
INSET = 3


class Dot(QWidget):
    """A dot in the accent colour; the style sheet's own does not reach into a combo box."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setFixedSize(SIZE, SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().accent))
        painter.drawEllipse(self.rect())


class Default(QObject):
    """The default of one field.

    Parameters
    ----------
    field : QWidget
        Where the dot is shown; it has to call `place` when its size changes.

    Attributes
    ----------
    words : str
        The default as the field would show it.
    """

    reset_chosen = Signal()

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.words = ""
        self._field = field
        self._dot = Dot(field)

    @property
    def differs(self) -> bool:
        """Whether the field shows the dot."""
        return not self._dot.isHidden()

    def set_state(self, words: str, *, differs: bool) -> None:
        """Take the default as text, and whether the field has another value."""
        self.words = words
        self._dot.setVisible(differs)

    def place(self) -> None:
        """Put the dot into the upper corner of the field, where no text runs."""
        self._dot.move(self._field.width() - SIZE - INSET, INSET)

    def add_to(self, menu: QMenu) -> QAction:
        """Add the way back to a menu; it is there, but greyed, while nothing differs."""
        text = translate("form", "Reset to default: {value}").format(value=self.words)
        action = menu.addAction(text)
        action.setEnabled(self.differs)
        action.triggered.connect(self.reset_chosen)
        return action
