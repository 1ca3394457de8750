"""The choice of a part of the data."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from nnlab.data.looking.overview import PARTS, Part
from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.tool_button import toggle

PREFERRED: Final[tuple[Part, ...]] = ("validation", "test", "train")


class PartChoice(QWidget):
    """A button for each part that has examples.

    Signals
    -------
    part_chosen
        The person chose another part.

    Attributes
    ----------
    part : Part
    """

    part_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.part: Part = PREFERRED[0]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID // 2)
        self._buttons = {part: self._button(part) for part in PARTS}
        for button in self._buttons.values():
            row.addWidget(button)
        self.setAccessibleName(self.tr("Part of the data"))

    def set_run(self, facts: RunFacts | None) -> None:
        """Offer the parts of a run, and keep the present one where the run has it."""
        sizes = facts.sizes if facts is not None else None
        counts = dict.fromkeys(PARTS, 0) if sizes is None else _counts(sizes.train, sizes.validation, sizes.test)
        for part, button in self._buttons.items():
            button.setVisible(counts[part] > 0)
            template = self.tr("The {count} examples of the part: {part}")
            button.setToolTip(template.format(count=numbers.count(counts[part]), part=part_word(part)))
        if not counts[self.part]:
            self.part = next((part for part in PREFERRED if counts[part]), PREFERRED[0])
        self._buttons[self.part].setChecked(True)

    def button(self, part: Part) -> QToolButton:
        """Return the button of a part."""
        return self._buttons[part]

    def _button(self, part: Part) -> QToolButton:
        button = toggle(part_word(part), "")
        self._group.addButton(button)
        button.clicked.connect(lambda _=False: self._on_button_clicked(part))
        return button

    def _on_button_clicked(self, part: Part) -> None:
        if part != self.part:
            self.part = part
            self.part_chosen.emit()


def _counts(train: int, validation: int, test: int) -> dict[Part, int]:
    return {"train": train, "validation": validation, "test": test}
