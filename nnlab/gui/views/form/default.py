"""What a field goes back to: a dot while it differs, and the way back in its context menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from nnlab.gui.views.form.dot import Dot
from nnlab.gui.views.form.words import translate


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
        """Put the dot into its corner."""
        self._dot.place()

    def add_to(self, menu: QMenu) -> QAction:
        """Add the way back to a menu; it is there, but greyed, while nothing differs."""
        text = translate("form", "Reset to default: {value}").format(value=self.words)
        action = menu.addAction(text.replace("&", "&&"))
        action.setEnabled(self.differs)
        action.triggered.connect(self.reset_chosen)
        return action
