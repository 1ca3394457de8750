"""Loss, accuracy and the histograms of all layers at one look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.curves.panel import CurvePanel
from nnlab.gui.views.histograms import HistogramPanel
from nnlab.gui.views.curves.line_style import LineStyle
from nnlab.gui.views.curves.metrics import AccuracyMetrics, LossMetrics
from nnlab.training.moment import Moment
from nnlab.training.snapshot import Snapshot

FAINT = 0.45
"""How much of the train colour the line of single batches has, behind that of their mean."""
ACCURACY_LIMITS = (-4.0, 104.0)
LEAST_ACCURACY_RANGE = 10.0
"""In percent: on a closer look, the noise of an untrained network would fill the plot."""


class LiveView(QWidget):
    """The first tab: what a run does, while it does it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Live"))
        self.loss, self.accuracy = self._loss_panel(), self._accuracy_panel()
        self.accuracy.plot.set_y_limits(*ACCURACY_LIMITS, LEAST_ACCURACY_RANGE)
        for plot, other in ((self.loss.plot, self.accuracy.plot), (self.accuracy.plot, self.loss.plot)):
            plot.zoomed.connect(other.set_zoom)
            plot.pointed.connect(other.point_at)
        self.histograms = HistogramPanel()
        curves = _splitter(Qt.Orientation.Horizontal, self.loss, self.accuracy)
        whole = _splitter(Qt.Orientation.Vertical, curves, self.histograms)
        whole.setSizes([292, 372])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.addWidget(whole)

    def set_layers(self, labels: Sequence[str]) -> None:
        """Name the layers, from the input up."""
        self.histograms.set_layers(labels)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """Add the news of a run."""
        for panel in (self.loss, self.accuracy):
            panel.set_snapshot(snapshot)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run from now on."""

    def set_moment(self, moment: Moment) -> None:
        """Show the layers at a moment."""
        self.histograms.set_moment(moment)

    def clear(self) -> None:
        """Show no run."""
        for panel in (self.loss, self.accuracy, self.histograms):
            panel.clear()

    def set_end(self, diverged_at: int | None) -> None:
        """Mark the step at which the run broke; None where it did not."""
        for panel in (self.loss, self.accuracy):
            panel.set_end(diverged_at)

    def _loss_panel(self) -> CurvePanel:
        return CurvePanel(
            self.tr("Loss"),
            self.tr("loss"),
            self.tr("The loss of every step appears here once training starts."),
            LossMetrics,
            [
                LineStyle("batch", self.tr("batch"), _faint_pen, faint=True),
                LineStyle("mean", self.tr("mean"), lambda: theme.current().part_pen("train")),
                LineStyle("validation", self.tr("validation"), _validation_pen, marked=True),
            ],
            can_be_log=True,
            names_changes=True,
            about=self.tr(
                "Faint: the loss of every batch. Over it: the mean of the last 20 batches, or early in a run of "
                "fewer: a tenth of the steps so far."
            ),
        )

    def _accuracy_panel(self) -> CurvePanel:
        return CurvePanel(
            self.tr("Accuracy"),
            self.tr("accuracy (%)"),
            self.tr("The accuracy appears here once training starts."),
            AccuracyMetrics,
            [
                LineStyle("train", self.tr("train"), lambda: theme.current().part_pen("train")),
                LineStyle("validation", self.tr("validation"), _validation_pen, marked=True),
            ],
            absent=self.tr("There is no accuracy here: the network predicts a quantity, not a class."),
            about=self.tr("On the first training examples, at most 1,000, and on the validation data."),
            say=_percent,
        )


def _percent(value: float | None) -> str:
    return numbers.accuracy(value / 100 if value is not None else None)


def _faint_pen() -> QPen:
    """Return a pale solid line; half transparent ones would add up where there are many."""
    shown = theme.current()
    return theme.line_pen(theme.blend(shown.raised, shown.train, FAINT))


def _validation_pen() -> QPen:
    return theme.current().part_pen("validation")


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(theme.GRID)
    for index, widget in enumerate(widgets):
        splitter.addWidget(widget)
        splitter.setStretchFactor(index, 1)
    return splitter
