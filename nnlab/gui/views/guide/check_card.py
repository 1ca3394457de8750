"""One check: what was expected, what was measured, and the next thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout

from nnlab.gui import theme
from nnlab.gui.translation import translate
from nnlab.gui.views.guide.remedy_rows import RemedyRows
from nnlab.gui.views.guide.wrapped import WrappedLabel
from nnlab.gui.views.small_text import SmallText
from nnlab.insight.checks.check import Check


class CheckCard(QFrame):
    """Shows a check that was made; whether it passed is said by sign, word and colour.

    Signals
    -------
    remedy_chosen : Remedy
    """

    remedy_chosen = Signal(object)

    def __init__(self, number: int, check: Check) -> None:
        super().__init__()
        theme.mark(self, "card", True)
        self.check = check
        title = WrappedLabel(f"{self._sign()} {number}  {translate(check.title)}")
        theme.mark(title, "role", "title")
        self.remedies = RemedyRows()
        self.remedies.set_remedies(() if check.passed else check.remedies)
        self.remedies.chosen.connect(self.remedy_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(title)
        if check.passed is not True:
            column.addWidget(self._outcome())
        column.addLayout(self._numbers())
        if check.passed is not True:
            column.addWidget(WrappedLabel(translate(check.advice)))
        column.addWidget(self.remedies)
        self.setAccessibleName(f"{title.text()}: {self.outcome_words()}")
        self.setAccessibleDescription(translate(check.advice))

    def outcome_words(self) -> str:
        """Return how it came out."""
        words = {True: self.tr("passed"), False: self.tr("failed"), None: self.tr("does not apply")}
        return words[self.check.passed]

    def _sign(self) -> str:
        return {True: "✓", False: "✗", None: "–"}[self.check.passed]

    def _outcome(self) -> QLabel:
        label = QLabel(self.outcome_words())
        label.setFont(theme.small(label.font()))
        theme.mark(label, "role", {True: "good", False: "problem", None: "muted"}[self.check.passed])
        return label

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        rows = ((self.tr("expected"), self.check.expected), (self.tr("measured"), self.check.measured))
        for row, (name, text) in enumerate(rows):
            label = SmallText(name)
            label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
            label.setWordWrap(False)
            value = SmallText(translate(text), "")
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid
