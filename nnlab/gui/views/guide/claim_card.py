"""A claim and what was measured for it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.views.guide.wrapped import WrappedLabel
from nnlab.gui.views.small_text import SmallText

UNBROKEN: Final = "\u00a0"
"""A space at which no line ends: a number stays with its unit."""


class ClaimCard(QFrame):
    """Whether the claim holds is said by sign, word and colour.

    Parameters
    ----------
    sentence : str
    """

    def __init__(self, sentence: str) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self._sentence = sentence
        self.title, self.verdict, self.numbers = WrappedLabel(), SmallText(), SmallText(role="")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(theme.GRID // 2)
        for label in (self.title, self.verdict, self.numbers):
            column.addWidget(label)
        self.set_outcome(None, "", "")

    def set_outcome(self, passed: bool | None, measured: str, expected: str) -> None:
        """Show what was measured; None before that."""
        sign, words, role = {
            True: ("✓", self.tr("holds"), "good"),
            False: ("✗", self.tr("does not hold here"), "problem"),
            None: ("·", self.tr("not measured yet"), "muted"),
        }[passed]
        self.title.setText(f"{sign} {self._sentence}")
        self.verdict.setText(words)
        theme.mark(self.verdict, "role", role)
        template = self.tr("measured {measured}\nexpected {expected}")
        ends = {"measured": measured.replace(" ", UNBROKEN), "expected": expected.replace(" ", UNBROKEN)}
        self.numbers.setText(template.format(**ends) if passed is not None else "")
        self.numbers.setVisible(passed is not None)
        self.setAccessibleName(f"{self._sentence} {words}")
