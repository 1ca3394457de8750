"""The worst mistakes of a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.decision.examples.case_table import CaseTable
from nnlab.gui.views.decision.examples.case_view import CaseView
from nnlab.gui.views.decision.examples.case_words import loss_words, number_words, share_lines, verdict_words
from nnlab.gui.views.decision.examples.close_up import CloseUp
from nnlab.gui.views.decision.examples.examples_page import ExamplesPage
from nnlab.gui.views.decision.examples.miss_columns import miss_columns
from nnlab.gui.views.decision.examples.part_choice import PartChoice
from nnlab.training.inside.mistakes import Mistakes, MistakesQuestion
from nnlab.training.inside.predicted_values import PredictedValues, PredictedValuesQuestion


class MistakesPage(ExamplesPage):
    """Examples whose class is mistaken, the worst first, and one of them enlarged; or the worst predicted numbers."""

    def __init__(self) -> None:
        super().__init__(self.tr("The examples that are mistaken the worst appear here once a run has begun."))
        self.parts, self.cases = PartChoice(), CaseView(self.tr("The worst mistakes"))
        self.misses = CaseTable(self.tr("The worst predictions"))
        self.close_up = CloseUp(self.tr("The chosen example, enlarged"))
        self.lay_out(self._body(), self.parts)
        self.parts.part_chosen.connect(self.question_changed)
        self.cases.looked_at.connect(self._on_cases_looked_at)

    @staticmethod
    def title() -> str:
        """Return the name of the page; see DecisionPage."""
        return QCoreApplication.translate("MistakesPage", "Worst mistakes")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether there are examples: always."""
        return facts.sizes.examples > 0

    def question(self) -> MistakesQuestion | PredictedValuesQuestion | None:
        """Return what is asked; see DecisionPage."""
        if self.facts is None:
            return None
        kind = MistakesQuestion if self.facts.sizes.classes else PredictedValuesQuestion
        return kind(self.parts.part)

    def tables(self) -> Sequence[NumberTable]:
        """Return the mistakes, the worst first."""
        if self.answer is None:
            return ()
        if isinstance(self.answer, PredictedValues):
            worst = self.answer.worst
            errors = list(zip((worst.index + 1).tolist(), worst.squared_error.tolist(), strict=True))
            return (NumberTable("worst_predictions", ("example", "squared_error"), errors),)
        cases = self.answer.cases
        names = cases.dataset.class_names
        certainty = [None] * len(cases) if cases.certainty is None else cases.certainty.tolist()
        places = (cases.index.tolist(), cases.truth.tolist(), cases.predicted.tolist(), certainty, cases.loss.tolist())
        rows = [(index + 1, names[t], names[p], share, loss) for index, t, p, share, loss in zip(*places, strict=True)]
        return (NumberTable("mistakes", ("example", "true", "predicted", "certainty", "loss"), rows),)

    def fit_run(self) -> None:
        """Offer the parts of the run."""
        self.parts.set_run(self.facts)
        self.close_up.clear()

    def take(self, answer: Any) -> None:
        """Show other mistakes."""
        broken = self.tr("For {count} of {total} examples an output is not finite; they are not shown.")
        words = broken.format(count=numbers.count(answer.broken), total=numbers.count(answer.total))
        self.set_problem(words if answer.broken else "")
        if isinstance(answer, PredictedValues):
            self._show_misses(answer)
        else:
            self._show_mistakes(answer)

    def _show_mistakes(self, answer: Mistakes) -> None:
        is_images = answer.cases.dataset.x.ndim == 4
        self.close_up.setVisible(is_images)
        self._views.setCurrentWidget(self.cases)
        self.cases.set_cases(answer.cases)
        self.summary.setText(self._summary_words(answer))

    def _show_misses(self, answer: PredictedValues) -> None:
        self.close_up.hide()
        self._views.setCurrentWidget(self.misses)
        self.misses.set_columns(miss_columns(answer.worst))
        template = self.tr("{total} examples ({part}) · mean squared error {loss} · the largest errors first")
        self.summary.setText(
            template.format(
                total=numbers.count(answer.total), part=part_word(answer.part), loss=numbers.significant(answer.loss)
            )
        )

    def _summary_words(self, answer: Mistakes) -> str:
        known = {"wrong": numbers.count(answer.wrong), "total": numbers.count(answer.total)}
        part = part_word(answer.part)
        if not answer.wrong:
            template = self.tr("No mistake among {total} examples ({part}); shown are those it is least sure of")
        elif answer.wrong > len(answer.cases):
            template = self.tr("Mistakes: {wrong} of {total} examples ({part}) · the worst {shown}, worst first")
        else:
            template = self.tr("Mistakes: {wrong} of {total} examples ({part}) · the worst first")
        return template.format(**known, part=part, shown=numbers.count(len(answer.cases)))

    def _on_cases_looked_at(self, row: int | None) -> None:
        answer, cases = self.answer, self.cases.cases
        if row is None or cases is None or not isinstance(answer, Mistakes) or cases.dataset.x.ndim != 4:
            self.close_up.clear()
            return
        lines = [
            verdict_words(cases, row),
            *share_lines(cases, row, answer.shares[row], are_probabilities=answer.are_probabilities),
            loss_words(cases, row),
            number_words(cases, row),
        ]
        self.close_up.set_picture(cases.dataset.x[cases.index[row]], self.cases.image_of(cases, row), lines)

    def _body(self) -> QWidget:
        views, body = QWidget(), QWidget()
        self._views = QStackedLayout(views)
        self._views.addWidget(self.cases)
        self._views.addWidget(self.misses)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.GRID)
        row.addWidget(views, 5)
        row.addWidget(self.close_up, 2)
        return body
