"""What may be done, a line each, with a button that does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.translation import translate
from nnlab.gui.views.guide.wrapped import WrappedLabel
from nnlab.gui.views.tool_button import tool_button
from nnlab.insight.remedy import Remedy


class RemedyRows(QWidget):
    """Offers changes of the experiment.

    Attributes
    ----------
    buttons : list of QToolButton
        One a remedy.

    Signals
    -------
    chosen : Remedy
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._words: list[str] = []
        self._remedies: tuple[Remedy, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)

    def set_remedies(self, remedies: Sequence[Remedy]) -> None:
        """Offer others; as long as the words are the same, the buttons stay."""
        self._remedies = tuple(remedies)
        words = [translate(remedy.text) for remedy in remedies]
        if words != self._words:
            self._words = words
            self._replace()
        self.setVisible(bool(words))

    def _replace(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self.buttons, self._rows = [], []
        for index, text in enumerate(self._words):
            row = self._row(index, text)
            self._rows.append(row)
            self._column.addWidget(row)

    def _row(self, index: int, text: str) -> QWidget:
        whole = QWidget(self)
        line = QVBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GRID // 2)
        line.addWidget(WrappedLabel(f"→ {text}"))
        button = tool_button(
            self.tr("Apply"), self.tr("Put this into the form; Ctrl+Z takes it back"), name=self.tr("Apply: ") + text
        )
        button.clicked.connect(lambda: self.chosen.emit(self._remedies[index]))
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons.append(button)
        return whole
