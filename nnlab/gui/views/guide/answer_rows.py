"""The answers to a question, of which a person chooses one before the experiment answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.views.guide.wrapped import WrappedLabel


class AnswerRows(QWidget):
    """A row an answer.

    Signals
    -------
    chosen : int
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = QButtonGroup(self)
        self.buttons.idClicked.connect(self.chosen)
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)

    def set_answers(self, answers: Sequence[str], chosen: int | None) -> None:
        """Show other answers, one of which may have been chosen before."""
        for row in self._rows:
            self.buttons.removeButton(row.button)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(answer) for answer in answers]
        for place, row in enumerate(self._rows):
            self.buttons.addButton(row.button, place)
            self._column.addWidget(row)
            row.button.setChecked(place == chosen)

    def choose(self, place: int) -> None:
        """Choose an answer, as a click does."""
        self._rows[place].button.click()


class _Row(QWidget):
    """A button, and words that wrap, which a radio button's own do not."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.button, label = QRadioButton(), WrappedLabel(answer)
        self.button.setAccessibleName(answer)
        label.setBuddy(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a click on the words for one on the button."""
        self.button.click()
