"""The buttons that choose whose initialisations are shown, and what of each layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from nnlab.gui import theme
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.initialisation.shown import Asked, Network, What, name_of
from nnlab.gui.views.tool_button import toggle
from nnlab.insight.probe.starts import Normalised

Key = TypeVar("Key", bound=str)


class Choices(QWidget):
    """Words to press, in groups of which one is down.

    Signals
    -------
    asked : Asked
        Another network is to be looked at.
    what_chosen : str
        Something else of each layer is to be shown.
    """

    asked = Signal(object)
    what_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What is shown"))
        self.networks: dict[Network, QToolButton] = {
            "own": _button(self.tr("this network"), self.tr("The network of the form, on its own examples")),
            "tanh": _button(
                self.tr("lecture: tanh"), self.tr("Ten tanh layers of 500 units on 1,000 examples of Gaussian noise")
            ),
            "relu": _button(
                self.tr("ReLU"), self.tr("Ten ReLU layers of 500 units on 1,000 examples of Gaussian noise")
            ),
        }
        self.normalised: dict[Normalised, QToolButton] = {
            "own": _button(self.tr("as built"), self.tr("Batch normalisation where the network has it")),
            "with": _button(self.tr("all"), self.tr("Batch normalisation in every hidden layer")),
            "without": _button(self.tr("none"), self.tr("No batch normalisation in any layer")),
        }
        self.whats: dict[What, QToolButton] = {
            "preactivation": _button(name_of("preactivation"), self.tr("What each layer gives its activation")),
            "output": _button(name_of("output"), self.tr("What each layer gives the next one")),
            "gradient": _button(name_of("gradient"), self.tr("The gradient of the loss at each layer's output")),
        }
        line = FlowLayout(self, spacing=2 * theme.GRID)
        line.addWidget(self._group(self.networks, "own"))
        line.addWidget(self._group(self.normalised, "own", self.tr("batch norm")))
        line.addWidget(self._group(self.whats, "output"))
        for button in (*self.networks.values(), *self.normalised.values()):
            button.clicked.connect(lambda: self.asked.emit(self.chosen()))
        for what, button in self.whats.items():
            button.clicked.connect(lambda _=False, what=what: self.what_chosen.emit(what))

    def chosen(self) -> Asked:
        """Return whose initialisations are chosen."""
        network = next(key for key, button in self.networks.items() if button.isChecked())
        return Asked(network, next(key for key, button in self.normalised.items() if button.isChecked()))

    def what(self) -> What:
        """Return what of each layer is chosen."""
        return next(what for what, button in self.whats.items() if button.isChecked())

    def _group(self, buttons: Mapping[Key, QToolButton], chosen: Key, heading: str = "") -> QWidget:
        together, group = QWidget(), QButtonGroup(self)
        row = QHBoxLayout(together)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID // 2)
        if heading:
            label = QLabel(heading)
            theme.mark(label, "role", "muted")
            row.addWidget(label)
        for button in buttons.values():
            group.addButton(button)
            row.addWidget(button)
        buttons[chosen].setChecked(True)
        return together


def _button(text: str, about: str) -> QToolButton:
    button = toggle(text, about)
    button.setAccessibleDescription(about)
    return button
