"""Buttons that show the examples of each part of the data, or hide them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.views.flow import FlowLayout
from nnlab.gui.views.tool_button import toggle
from nnlab.training.inside.plane_examples import PlaneExamples
from nnlab.training.snapshot import PARTS


class PartToggles(QWidget):
    """One button a part, with the number of its examples.

    Signals
    -------
    changed
        Other parts are to be seen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Examples"))
        self._words = (self.tr("train"), self.tr("validation"), self.tr("test"))
        self.buttons = [self._button(word) for word in self._words]
        flow = FlowLayout(self, spacing=theme.GRID // 2)
        for button in self.buttons:
            flow.addWidget(button)
        self.buttons[PARTS.index("test")].setChecked(False)

    def set_examples(self, examples: PlaneExamples) -> None:
        """Say how many there are, and how many of them are drawn."""
        drawn = np.bincount(examples.parts, minlength=len(PARTS)).tolist()
        for button, word, total, count in zip(self.buttons, self._words, examples.totals, drawn, strict=True):
            button.setText(f"{word} {numbers.count(total)}")
            button.setEnabled(total > 0)
            button.setToolTip(self._tip(word, total, count))

    def is_seen(self, examples: PlaneExamples) -> NDArray[np.bool_]:
        """Return which examples are to be seen, (n,)."""
        shown = np.array([button.isChecked() for button in self.buttons])
        return np.asarray(shown[examples.parts])

    def part_word(self, part: int) -> str:
        """Return what a part is called."""
        return self._words[part]

    def _tip(self, word: str, total: int, count: int) -> str:
        if count < total:
            template = self.tr("Show {shown} of {all} examples of this part, taken evenly: {part}")
            return template.format(shown=numbers.count(count), all=numbers.count(total), part=word)
        return self.tr("Show the examples of this part: {part}").format(part=word)

    def _button(self, word: str) -> QToolButton:
        button = toggle(word, "", name=self.tr("Show examples: {part}").format(part=word), is_on=True)
        button.toggled.connect(lambda _: self.changed.emit())
        return button
