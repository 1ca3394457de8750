"""The buttons that choose what of each layer is shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from nnlab.gui import theme
from nnlab.gui.views.activations.shown import BOTH, Shown, What, name_of
from nnlab.gui.views.tool_button import toggle


class Choices(QWidget):
    """Words to press: which histograms, which strips, which axes.

    Signals
    -------
    shown_chosen : Shown
        The person chose something else.
    """

    shown_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is shown"))
        self._group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.GRID // 2)
        self.histograms: dict[tuple[What, ...], QToolButton] = {}
        self._add_histograms()
        self._line.addSpacing(theme.GRID)
        self.strips = self._button(
            self.tr("strips of pre-activation"),
            self.tr("Draw what layers are given over the steps, their pre-activations, and not what they give"),
        )
        self.log = self._button(
            self.tr("log steps"), self.tr("Spread the steps as their logarithms: the start is wide")
        )
        self.shared_axis = self._button(
            self.tr("one axis"),
            self.tr("Compare layers on one axis of values, or let each use its own, which shows its shape best"),
        )

    def shown(self) -> Shown:
        """Return what is chosen."""
        histograms = next(which for which, button in self.histograms.items() if button.isChecked())
        strips: What = "preactivation" if self.strips.isChecked() else "output"
        return Shown(histograms, strips, self.shared_axis.isChecked(), self.log.isChecked())

    def _add_histograms(self) -> None:
        about = self.tr("Show the histograms of what layers are given, of what they give, or of both")
        for which in ((BOTH[0],), (BOTH[1],), BOTH):
            text = name_of(which[0]) if len(which) == 1 else self.tr("both")
            self.histograms[which] = self._button(text, about)
            self._group.addButton(self.histograms[which])
        self.histograms[BOTH].setChecked(True)

    def _button(self, text: str, about: str) -> QToolButton:
        button = toggle(text, about)
        button.setAccessibleDescription(about)
        button.clicked.connect(self._on_button_clicked)
        self._line.addWidget(button)
        return button

    def _on_button_clicked(self) -> None:
        self.shown_chosen.emit(self.shown())
