"""The curves of several runs on the same axes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.views.compare.run_plot import RunPlot
from nnlab.gui.views.compare.run_series import Source, Unit, accuracy_of, loss_of
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.tool_button import toggle


class CurvesPage(QWidget):
    """Loss and accuracy of all runs, of the part and over the axis that are chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[ShownRun, ...] = ()
        self.source, self.unit = QComboBox(), QComboBox()
        self.loss = RunPlot(self.tr("Loss"), self.tr("loss"), numbers.significant, can_be_log=True)
        self.accuracy = RunPlot(
            self.tr("Accuracy"), self.tr("accuracy, %"), lambda value: numbers.accuracy(value / 100)
        )
        self.x_log = toggle(
            self.tr("log steps"),
            self.tr("Logarithmic axis of steps: the first ones, at which most happens, get the most room"),
            name=self.tr("Logarithmic axis of steps"),
        )
        self._fill()
        self._lay_out()
        self.x_log.toggled.connect(lambda _: self._refresh())
        for box in (self.source, self.unit):
            box.currentIndexChanged.connect(lambda _: self._refresh())

    def set_runs(self, runs: Sequence[ShownRun]) -> None:
        """Show some runs."""
        self._runs = tuple(runs)
        self._refresh()

    def tables(self) -> list[NumberTable]:
        """Return the points of the curves."""
        unit = self._unit().value.removesuffix("s")
        found = []
        for name, of in (("loss", loss_of), ("accuracy_percent", accuracy_of)):
            rows: list[tuple[Cell, ...]] = []
            for shown in self._runs:
                series = of(shown.run, self._source(), self._unit())
                points = zip(series.x.tolist(), series.y.tolist(), strict=True)
                rows += [(shown.run.name, x, y) for x, y in points]
            found.append(NumberTable(name, ("run", unit, name), rows))
        return found

    def _fill(self) -> None:
        self.source.setAccessibleName(self.tr("Measured on"))
        self.source.setToolTip(self.tr("Which examples loss and accuracy are of"))
        for words, source in (
            (self.tr("Validation part"), Source.VALIDATION),
            (self.tr("Training examples"), Source.TRAIN),
            (self.tr("Every batch, smoothed"), Source.BATCHES),
        ):
            self.source.addItem(words, source)
        self.unit.setAccessibleName(self.tr("Over"))
        self.unit.setToolTip(self.tr("Epochs are of one length in runs whose batches are not of one size"))
        for words, unit in ((self.tr("over steps"), Unit.STEPS), (self.tr("over epochs"), Unit.EPOCHS)):
            self.unit.addItem(words, unit)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        line.addWidget(self.source)
        line.addWidget(self.unit)
        line.addWidget(self.x_log)
        line.addStretch(1)
        plots = QHBoxLayout()
        plots.setSpacing(theme.GRID)
        plots.addWidget(self.loss, 1)
        plots.addWidget(self.accuracy, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(line)
        column.addLayout(plots, 1)

    def _refresh(self) -> None:
        source, unit = self._source(), self._unit()
        losses = [(shown, loss_of(shown.run, source, unit)) for shown in self._runs]
        shares = [(shown, accuracy_of(shown.run, source, unit)) for shown in self._runs]
        self.x_log.setEnabled(unit is Unit.STEPS)
        for plot in (self.loss, self.accuracy):
            plot.set_x_log(self.x_log.isChecked() and unit is Unit.STEPS)
        self.loss.set_runs(losses, unit)
        self.accuracy.setVisible(any(series.x.size for _, series in shares) or not self._runs)
        self.accuracy.set_runs(shares, unit)

    def _source(self) -> Source:
        source: Source = self.source.currentData()
        return source

    def _unit(self) -> Unit:
        unit: Unit = self.unit.currentData()
        return unit
