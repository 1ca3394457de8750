"""Which classes are taken for which, and the examples of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.decision.examples.case_view import CaseView
from nnlab.gui.views.decision.examples.case_words import case_words
from nnlab.gui.views.decision.examples.examples_page import ExamplesPage
from nnlab.gui.views.decision.examples.matrix import Cell, ConfusionMatrix
from nnlab.gui.views.decision.examples.part_choice import PartChoice
from nnlab.gui.views.elided import ElidedLabel
from nnlab.training.inside.confusion import Confusion, ConfusionQuestion

SIZES: Final = (560, 380)


class ConfusionPage(ExamplesPage):
    """The matrix on the left, the examples of the chosen cell on the right."""

    def __init__(self) -> None:
        super().__init__(self.tr("Which classes are taken for which is shown here once a run has begun."))
        self.parts, self.matrix = PartChoice(), ConfusionMatrix()
        self.cases = CaseView(self.tr("Examples of the chosen cell"))
        self.readout, self.heading, self.case_line = ElidedLabel("muted"), ElidedLabel(), ElidedLabel("muted")
        self.lay_out(self._body(), self.parts)
        self.parts.part_chosen.connect(self.question_changed)
        self.matrix.pointed.connect(self.readout.setText)
        self.matrix.cell_chosen.connect(self._on_matrix_cell_chosen)
        self.cases.looked_at.connect(self._on_cases_looked_at)

    @staticmethod
    def title() -> str:
        """Return the name of the page; see DecisionPage."""
        return QCoreApplication.translate("ConfusionPage", "Confusion")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether there are classes."""
        return facts.sizes.classes > 1

    def question(self) -> ConfusionQuestion | None:
        """Return what is asked; see DecisionPage."""
        return None if self.facts is None else ConfusionQuestion(self.parts.part)

    def tables(self) -> Sequence[NumberTable]:
        """Return the counts, and precision and recall of each class."""
        answer: Confusion | None = self.answer
        if answer is None:
            return ()
        names = answer.class_names
        shares = zip(names, answer.precision.tolist(), answer.recall.tolist(), strict=True)
        return (
            NumberTable(
                "confusion", ("true", *names), [(n, *row) for n, row in zip(names, answer.counts.tolist(), strict=True)]
            ),
            NumberTable("classes", ("class", "precision", "recall"), list(shares)),
        )

    def fit_run(self) -> None:
        """Offer the parts of the run."""
        self.parts.set_run(self.facts)
        self.matrix.set_confusion(None)

    def take(self, answer: Confusion) -> None:
        """Show other counts, and the examples of the chosen cell; at first of the most frequent mistake."""
        self.matrix.set_confusion(answer)
        self.summary.setText(self._summary_words(answer))
        broken = self.tr("For {count} of {total} examples an output is not finite; they are in no cell.")
        words = broken.format(count=numbers.count(answer.broken), total=numbers.count(answer.total))
        self.set_problem(words if answer.broken else "")
        if self.matrix.chosen is None:
            pairs = answer.worst_pairs(1)
            self.matrix.cell = self.matrix.chosen = pairs[0][:2] if pairs else (0, 0)
        self._show_cases(self.matrix.chosen)

    def _summary_words(self, answer: Confusion) -> str:
        examples = self.tr("{count} examples ({part})")
        words = [examples.format(count=numbers.count(answer.total), part=part_word(answer.part))]
        if answer.accuracy is not None:
            words.append(self.tr("accuracy {share}").format(share=numbers.accuracy(answer.accuracy)))
        return " · ".join([*words, self.tr("loss {loss}").format(loss=numbers.significant(answer.loss))])

    def _show_cases(self, cell: Cell) -> None:
        cases = self.answer.in_cell(*cell)
        count = int(self.answer.counts[cell])
        words = self.matrix.words(cell)
        if count > len(cases):
            words += " · " + self.tr("the {count} with the largest loss").format(count=numbers.count(len(cases)))
        self.heading.setText(words)
        self.heading.setToolTip(words)
        self.cases.set_cases(cases)
        if not len(cases):
            self.case_line.setText(self.tr("No examples: click another cell."))

    def _body(self) -> QWidget:
        left, right = QWidget(), QWidget()
        for whole, parts in ((left, (self.matrix, self.readout)), (right, (self.heading, self.cases, self.case_line))):
            column = QVBoxLayout(whole)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.GRID // 2)
            for part in parts:
                column.addWidget(part, 1 if part in (self.matrix, self.cases) else 0)
        self.matrix.setToolTip("")
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(left)
        body.addWidget(right)
        body.setSizes(list(SIZES))
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 1)
        body.setChildrenCollapsible(False)
        body.setHandleWidth(2 * theme.GRID)
        return body

    def _on_matrix_cell_chosen(self, cell: Cell) -> None:
        if self.answer is not None:
            self._show_cases(cell)

    def _on_cases_looked_at(self, row: int | None) -> None:
        cases = self.cases.cases
        self.case_line.setText(case_words(cases, row) if cases is not None and row is not None else "")
