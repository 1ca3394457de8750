"""The page of updates: how far each layer moves in a step, against its weights, over the run."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.gradients.layer_list import LayerList, ListArea, Row
from nnlab.gui.views.gradients.scale import log_scale_around
from nnlab.gui.views.gradients.series import Series, learning
from nnlab.gui.views.gradients.time_lines import Guide, Lines
from nnlab.gui.views.gradients.time_plot import TimePlot
from nnlab.gui.views.gradients.verdicts import HEALTHY, VerdictLabel, pace, pace_words, update_verdict
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment

RATIO: Final = 2
"""The place of the update ratio in the series."""
POWERS: Final = (-6, 0)


class UpdatesPage(QWidget):
    """Shows the update-to-weight ratio of every layer over the steps.

    Signals
    -------
    step_pointed : int
        The person asks to see this step.
    """

    step_pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.card = DataCard(
            self.tr("Update-to-weight ratio"),
            self.tr("How far the weights of every layer move in a step appears here once training starts."),
        )
        guides = [Guide(1e-3, self.tr("healthy: about 0.001"), HEALTHY)]
        y_name = self.tr("RMS of the update / RMS of the weights")
        self.plot = TimePlot(self.tr("Update-to-weight ratio over the steps"), y_name, "0.0001", guides)
        columns = (self.tr("ratio"), "")
        self.list = LayerList(self.tr("Update-to-weight ratio, by layer"), columns, ("0.00123", "▲ high"))
        self.verdict = VerdictLabel()
        self.series = Series(learning)
        self._labels: tuple[str, ...] = ()
        self._picture: LayerPicture | None = None
        self._lay_out()
        self.plot.pointed.connect(self._on_plot_pointed)
        self.plot.step_pointed.connect(self.step_pointed)
        self.list.layer_chosen.connect(self.plot.set_emphasis)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run."""
        self._labels, self._picture = facts.labels if facts else (), None
        self.series.clear()
        self.list.set_rows((), 0)
        self.card.show_content(False)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        if moment.picture is None:
            return
        if self.series.follow(moment.pictures):
            ratios = self.series.values[:, :, RATIO]
            is_measured = np.isfinite(self.series.measured)
            lines = Lines(self.series.measured[is_measured], ratios[is_measured])
            self.plot.set_lines(lines, log_scale_around(lines.values, least=POWERS))
        self.plot.set_steps(moment.picture.step, moment.last_step)
        if moment.picture is not self._picture:
            self._picture = moment.picture
            self._show_picture(moment.picture)

    def _show_picture(self, picture: LayerPicture) -> None:
        if not picture.measured_step:
            words = self.tr("Before the first step nothing has moved; the ratio appears here after one.")
            self.card.show_content(False, words)
            return
        ratios = [layer.weights.update_ratio for layer in picture.layers]
        verdict = update_verdict([np.nan if ratio is None else ratio for ratio in ratios])
        self.verdict.set_verdict(verdict)
        self.plot.setAccessibleDescription(verdict[1])
        if self.plot.pointed_step is None:
            self._show_ratios(ratios)
        self.card.show_content(True)

    def _show_ratios(self, ratios: list[float | None]) -> None:
        self.list.set_rows(
            [
                Row(layer, self._labels[layer], (ratio_words(ratio), pace_words(ratio)), pace(ratio) in {"low", "high"})
                for layer, ratio in enumerate(ratios)
            ],
            len(ratios),
        )

    def _on_plot_pointed(self, step: float | None) -> None:
        """Write the numbers of the step under the mouse, or again those of the step that is shown."""
        if self._picture is None:
            return
        place = None if step is None else self.series.nearest(step)
        if place is None:
            self._show_picture(self._picture)
            self.card.note.clear()
            return
        ratios = self.series.values[place, :, RATIO].tolist()
        self._show_ratios([None if np.isnan(ratio) else ratio for ratio in ratios])
        words = self.tr("step {step}").format(step=numbers.count(int(self.series.steps[place])))
        self.card.note.setText(words)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.GRID)
        splitter.addWidget(self.plot)
        splitter.addWidget(ListArea(self.list))
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.verdict)
        column.addWidget(splitter, 1)
        self.card.set_content(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)


def ratio_words(ratio: float | None) -> str:
    """Return a ratio, or a dash where there is none."""
    return "–" if ratio is None else numbers.significant(ratio)
