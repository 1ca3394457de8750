"""The page of batch normalisation: what it has learned, and whether a batch is like what it remembers."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import DataCard
from nnlab.gui.views.gradients.layer_list import LayerList, ListArea, Row
from nnlab.gui.views.gradients.pair_plot import PairPlot
from nnlab.gui.views.gradients.scale import linear_scale_around
from nnlab.gui.views.gradients.series import Series, norm_means
from nnlab.gui.views.gradients.time_lines import Guide, Lines
from nnlab.gui.views.gradients.time_plot import TimePlot
from nnlab.gui.views.gradients.unit_bars import WIDEST, UnitBars
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment
from nnlab.training.statistics import NormStatistics

STARTS: Final = (1.0, 0.0)
"""Of gamma and beta."""
LEAST_RANGE: Final = 0.1


class NormPage(QWidget):
    """Shows batch normalisation: all layers over time, and one of them unit by unit.

    Signals
    -------
    step_pointed : int
        The person asks to see this step.
    """

    step_pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.card = DataCard(
            self.tr("Batch normalisation"),
            self.tr(
                "Gamma and beta of every unit, and the statistics of the batch against the running ones, appear here "
                "once a network with batch normalisation trains."
            ),
        )
        name = self.tr("Layers with batch normalisation")
        columns = (self.tr("mean γ"), self.tr("mean β"))
        self.list = LayerList(name, columns, ("−0.00123", "−0.00123"), must_choose=True)
        self.gamma = UnitBars(self.tr("Gamma of every unit"), self.tr("gamma γ"), STARTS[0])
        self.beta = UnitBars(self.tr("Beta of every unit"), self.tr("beta β"), STARTS[1])
        running, batch = self.tr("running mean"), self.tr("batch mean")
        self.means = PairPlot(self.tr("Mean of the batch against the running mean"), running, batch)
        running, batch = self.tr("running std"), self.tr("batch std")
        self.stds = PairPlot(self.tr("Std of the batch against the running std"), running, batch)
        self.over_time = tuple(self._time_plots())
        self.series = Series(norm_means)
        self._labels: tuple[str, ...] = ()
        self._picture: LayerPicture | None = None
        self._lay_out()
        self.list.layer_chosen.connect(self._on_list_layer_chosen)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_layer()

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run."""
        self._labels, self._picture = facts.labels if facts else (), None
        self.series.clear()
        self.list.set_rows((), 0)
        self.card.show_content(False)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        picture = moment.picture
        if picture is None:
            return
        if not any(layer.weights.norm for layer in picture.layers):
            words = self.tr(
                "No layer of this network has batch normalisation. Where one has, this page shows gamma and beta of "
                "its units, and the mean and std of the batch against the running ones."
            )
            self.card.show_content(False, words)
            return
        self._follow(moment)
        for plot in self.over_time:
            plot.set_steps(picture.step, moment.last_step)
        if picture is not self._picture:
            self._picture = picture
            self._show_picture(picture)

    def _follow(self, moment: Moment) -> None:
        if not self.series.follow(moment.pictures):
            return
        for place, plot in enumerate(self.over_time):
            values, start = self.series.values[:, :, place], STARTS[place]
            scale = linear_scale_around(values, start - LEAST_RANGE, start + LEAST_RANGE)
            plot.set_lines(Lines(self.series.steps, values), scale)

    def _show_picture(self, picture: LayerPicture) -> None:
        norms = [(place, layer.weights.norm) for place, layer in enumerate(picture.layers)]
        rows = [
            Row(layer, self._labels[layer], tuple(_mean_words(values) for values in (norm.gamma, norm.beta)))
            for layer, norm in norms
            if norm is not None
        ]
        self.list.set_rows(rows, len(picture.layers))
        self._show_layer()
        self.card.show_content(True)

    def _on_list_layer_chosen(self, layer: int | None) -> None:
        for plot in self.over_time:
            plot.set_emphasis(layer)
        self._show_layer()

    def _show_layer(self) -> None:
        """Show the units of the chosen layer."""
        layer = self.list.chosen
        norm = None if self._picture is None or layer is None else self._picture.layers[layer].weights.norm
        if self._picture is None or layer is None or norm is None:
            return
        colour, units = theme.current().layer_colour(layer, len(self._picture.layers)), norm.units.tolist()
        self.gamma.set_values(units, norm.gamma, colour)
        self.beta.set_values(units, norm.beta, colour)
        self.means.set_pairs(units, norm.running_mean.astype(float), norm.batch_mean.astype(float), colour)
        self.stds.set_pairs(units, _stds(norm.running_var), _stds(norm.batch_var), colour)
        words = self.pair_words(norm)
        for plot in (self.means, self.stds):
            plot.setAccessibleDescription(words)
        self.card.note.setText(f"{self._labels[layer]} · {words}")

    def pair_words(self, norm: NormStatistics) -> str:
        """Return how far the batch is from what is remembered, over the units: the median distance."""
        if not np.isfinite(norm.batch_mean).any():
            return self.tr("before the first step there is no batch to compare")
        with np.errstate(all="ignore"):
            away = np.nanmedian(np.abs(norm.batch_mean - norm.running_mean) / _stds(norm.running_var))
            ratio = np.nanmedian(_stds(norm.batch_var) / _stds(norm.running_var))
        words = self.tr("batch against running: means {away} std apart, std × {ratio} (medians)")
        return words.format(away=numbers.significant(float(away)), ratio=numbers.significant(float(ratio)))

    def _time_plots(self) -> list[TimePlot]:
        start = self.tr("start")
        plots = [
            TimePlot(self.tr("Mean gamma over the steps"), self.tr("mean γ"), WIDEST, [Guide(STARTS[0], start)]),
            TimePlot(self.tr("Mean beta over the steps"), self.tr("mean β"), WIDEST, [Guide(STARTS[1], start)]),
        ]
        for plot in plots:
            plot.step_pointed.connect(self.step_pointed)
        return plots

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme.GRID)
        plots = ((self.gamma, self.means, self.over_time[0]), (self.beta, self.stds, self.over_time[1]))
        for row, line in enumerate(plots):
            for column, plot in enumerate(line):
                grid.addWidget(plot, row, column)
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(2 * theme.GRID)
        across.addWidget(ListArea(self.list))
        across.addLayout(grid, 1)
        self.card.set_content(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)


def _stds(variances: np.ndarray[tuple[int], np.dtype[np.float32]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    with np.errstate(all="ignore"):
        return np.sqrt(variances.astype(np.float64))


def _mean_words(values: np.ndarray[tuple[int], np.dtype[np.float32]]) -> str:
    return numbers.significant(float(values.mean()))
