"""Predicted numbers against those to be met."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from nnlab.gui import numbers
from nnlab.gui.number_table import NumberTable
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.example_set import target_names
from nnlab.gui.views.data.parts import part_word
from nnlab.gui.views.decision.examples.examples_page import ExamplesPage
from nnlab.gui.views.decision.examples.part_choice import PartChoice
from nnlab.gui.views.decision.examples.predicted_plot import PredictedPlot
from nnlab.gui.views.elided import ElidedLabel
from nnlab.training.inside.predicted_values import PredictedValues, PredictedValuesQuestion


class PredictedPage(ExamplesPage):
    """Each example as a point; where prediction and truth are the same it stands on the diagonal."""

    def __init__(self) -> None:
        super().__init__(self.tr("Predicted against true numbers are shown here once a run has begun."))
        self.parts, self.targets, self.plot = PartChoice(), QComboBox(), PredictedPlot()
        self.targets.setAccessibleName(self.tr("Which number"))
        self.readout = ElidedLabel("muted")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot, 1)
        column.addWidget(self.readout)
        self.lay_out(body, self.parts, self.targets)
        self.parts.part_chosen.connect(self.question_changed)
        self.targets.activated.connect(lambda _: self._show_target())
        self.plot.pointed.connect(self._on_plot_pointed)

    @staticmethod
    def title() -> str:
        """Return the name of the page; see DecisionPage."""
        return QCoreApplication.translate("PredictedPage", "Predicted and true")

    @staticmethod
    def fits(facts: RunFacts) -> bool:
        """Return whether numbers are predicted."""
        return facts.sizes.classes == 0

    def question(self) -> PredictedValuesQuestion | None:
        """Return what is asked; see DecisionPage."""
        return None if self.facts is None else PredictedValuesQuestion(self.parts.part)

    def tables(self) -> Sequence[NumberTable]:
        """Return truth and prediction of the examples that are shown."""
        if self.answer is None:
            return ()
        shown = self.answer.shown
        count = shown.truth.shape[1]
        columns = ("example", *(f"{kind}_{k + 1}" for kind in ("true", "predicted") for k in range(count)))
        sides = zip((shown.index + 1).tolist(), shown.truth.tolist(), shown.predicted.tolist(), strict=True)
        return (NumberTable("predictions", columns, [(index, *t, *p) for index, t, p in sides]),)

    def fit_run(self) -> None:
        """Offer the parts of the run."""
        self.parts.set_run(self.facts)
        self.targets.clear()
        self.targets.hide()

    def take(self, answer: PredictedValues) -> None:
        """Show other predictions."""
        names = target_names(answer.shown.dataset.target_names, answer.shown.truth.shape[1])
        if self.targets.count() != len(names):
            self.targets.clear()
            self.targets.addItems(names)
        self.targets.setVisible(len(names) > 1)
        broken = self.tr("For {count} of {total} examples a prediction is not finite; they are not shown.")
        words = broken.format(count=numbers.count(answer.broken), total=numbers.count(answer.total))
        self.set_problem(words if answer.broken else "")
        self._show_target()

    def _show_target(self) -> None:
        answer: PredictedValues | None = self.answer
        if answer is None:
            return
        place = max(self.targets.currentIndex(), 0)
        self.plot.set_values(answer.shown.truth[:, place], answer.shown.predicted[:, place], self.targets.currentText())
        words = [
            self.tr("{count} examples ({part})").format(count=numbers.count(answer.total), part=part_word(answer.part)),
            self.tr("mean squared error {loss}").format(loss=numbers.significant(answer.loss)),
            self.tr("R² {share}").format(share=numbers.significant(float(answer.explained[place]))),
        ]
        self.summary.setText(" · ".join(words))
        self.plot.setAccessibleDescription(self.summary.text())

    def _on_plot_pointed(self, row: int | None) -> None:
        if row is None or self.answer is None:
            self.readout.clear()
            return
        shown, place = self.answer.shown, max(self.targets.currentIndex(), 0)
        true, predicted = float(shown.truth[row, place]), float(shown.predicted[row, place])
        template = self.tr("example {number}: true {true}, predicted {predicted}, off by {off}")
        self.readout.setText(
            template.format(
                number=numbers.count(int(shown.index[row]) + 1),
                true=numbers.significant(true),
                predicted=numbers.significant(predicted),
                off=numbers.significant(predicted - true),
            )
        )
