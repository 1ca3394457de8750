"""One pair of axes with a line for each run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from nnlab.gui import numbers, theme
from nnlab.gui.views.compare.run_series import Numbers, RunSeries, Unit
from nnlab.gui.views.compare.shown_run import ShownRun, run_pen
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.plot import EndMark, Plot
from nnlab.gui.views.tool_button import toggle

FEW = 1000
"""Up to so many points a line is drawn two pixels wide; beyond, that would cost many times as much."""
ABOVE = 3.0
"""A run that diverged is drawn up to so many times its first loss: all of its way would flatten the others."""
ROOM = 0.05


class RunPlot(QFrame):
    """A card with a plot and the values under the mouse.

    Parameters
    ----------
    title, y_name : str
        Translated.
    say : callable
        Puts a value into words.
    can_be_log : bool
        Whether the y axis may be logarithmic.
    """

    def __init__(self, title: str, y_name: str, say: Callable[[float], str], *, can_be_log: bool = False) -> None:
        self._look: tuple[theme.Theme, QFont] | None = None
        super().__init__()
        self.setAccessibleName(title)
        self._say = say
        self._unit = Unit.STEPS
        self._runs: tuple[tuple[ShownRun, RunSeries], ...] = ()
        self._curves: dict[int, pg.PlotDataItem] = {}
        self._ends: dict[int, EndMark] = {}
        self.plot = Plot(self.tr("step"), y_name)
        self.plot.setAccessibleName(title)
        self.readout = ElidedLabel("muted")
        name = self.tr("Logarithmic axis: {title}").format(title=title)
        self.log = toggle(self.tr("log"), self.tr("Logarithmic axis: equal distances are equal ratios"), name=name)
        self.log.setVisible(can_be_log)
        self._lay_out(title)
        theme.mark(self, "card", True)
        self.plot.pointed.connect(self._on_plot_pointed)
        self.log.toggled.connect(lambda _: self._redraw())
        self._restyle()

    def set_runs(self, runs: Sequence[tuple[ShownRun, RunSeries]], unit: Unit) -> None:
        """Show a line for each run, from the back to the front."""
        self._runs, self._unit = tuple(runs), unit
        self.plot.getPlotItem().setLabel("bottom", self.tr("step") if unit is Unit.STEPS else self.tr("epoch"))
        present = {shown.id for shown, _ in runs}
        for run_id in [run_id for run_id in self._curves if run_id not in present]:
            self.plot.getPlotItem().removeItem(self._curves.pop(run_id))
            self.plot.getPlotItem().removeItem(self._ends.pop(run_id))
        for run_id in present - self._curves.keys():
            self._curves[run_id], self._ends[run_id] = self.plot.curve(), self.plot.mark()
        self._redraw()

    def set_x_log(self, log: bool) -> None:
        """Show steps on a logarithmic axis, or an even one."""
        self.plot.set_x_log(log)
        self._redraw()

    def words_at(self, x: float | None) -> str:
        """Return the values of all runs at ``x``, or their last ones."""
        told, names = [], short_names([shown for shown, _ in self._runs])
        for shown, series in self._runs:
            known = series.y[np.isfinite(series.y)]
            value = series.at(x) if x is not None else (float(known[-1]) if known.size else None)
            if value is not None:
                told.append(f"{names[shown.id]} {self._say(value)}")
        place = [] if x is None else [self._place_words(x)]
        return " · ".join([*place, *told])

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme, or type of another size."""
        super().changeEvent(event)
        is_meant = event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}
        if is_meant and self._look is not None:
            self._restyle()

    def _lay_out(self, title: str) -> None:
        name = QLabel(title)
        theme.mark(name, "role", "title")
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addStrut(self.log.sizeHint().height())
        heading.addWidget(name)
        heading.addWidget(self.readout, 1)
        heading.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, theme.GRID, 12, theme.GRID)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(heading)
        column.addWidget(self.plot, 1)

    def _restyle(self) -> None:
        look = (theme.current(), self.font())
        if look != self._look:
            self._look = look
            self.plot.restyle(self.font())
            self._redraw()

    def _redraw(self) -> None:
        self.plot.set_log(self.log.isChecked())
        for shown, series in self._runs:
            self._draw(shown, series)
        self._set_ranges()
        for shown, _ in self._runs:
            self._mark_end(shown)
        words = self.words_at(None)
        self.readout.setText(words)
        self.readout.setToolTip(words.replace(" · ", "\n"))
        self.setAccessibleDescription(words)

    def _draw(self, shown: ShownRun, series: RunSeries) -> None:
        curve = self._curves[shown.id]
        bold = series.x.size <= FEW
        curve.opts["antialias"] = bold
        curve.setPen(run_pen(shown.place, 2 if bold else 1))
        curve.setSymbol("o" if series.x.size == 1 else None)
        curve.setDownsampling(auto=not self.plot.scale.is_log)  # it takes the points to be at even distances
        x = self.plot.scale.places(series.x)
        seen = np.isfinite(x)  # which of them are shown is looked up among sorted places
        curve.setData(x[seen], self._heights(series)[seen])

    def _mark_end(self, shown: ShownRun) -> None:
        """Mark where a run broke."""
        end = self._ends[shown.id]
        end.setVisible(shown.run.broke is not None)  # first: while it is hidden it takes no words
        if shown.run.broke is not None:
            at = shown.run.broke.step if self._unit is Unit.STEPS else shown.run.epochs
            names = short_names([run for run, _ in self._runs])
            end.show_at(at, self.tr("✕ {name}").format(name=names[shown.id]))

    def _heights(self, series: RunSeries) -> Numbers:
        """Return the values as they are drawn, or their logarithms."""
        if not self.log.isChecked():
            return series.y
        with np.errstate(divide="ignore", invalid="ignore"):
            heights = np.log10(series.y)
        return np.where(np.isfinite(heights), heights, np.nan)

    def _set_ranges(self) -> None:
        """Let the axes reach as far as the runs, those that diverged as far as others can still be seen."""
        far = max((float(series.x[-1]) for _, series in self._runs if series.x.size), default=1.0)
        self.plot.set_last_step(max(1, ceil(far)))
        tops, lows = [], []
        for shown, series in self._runs:
            heights = self._heights(series)
            heights = heights[np.isfinite(heights)]
            if not heights.size:
                continue
            lows.append(float(heights.min()))
            limit = heights[0] + np.log10(ABOVE) if self.log.isChecked() else ABOVE * abs(heights[0])
            tops.append(float(min(heights.max(), limit)) if shown.run.broke else float(heights.max()))
        if tops:
            low, high = min(lows), max(tops)
            room = ROOM * (high - low) or 0.1
            self.plot.getPlotItem().setYRange(low - room, high + room, padding=0)

    def _place_words(self, x: float) -> str:
        if self._unit is Unit.STEPS:
            return self.tr("step {step}").format(step=numbers.count(max(round(x), 0)))
        return self.tr("epoch {epoch}").format(epoch=f"{max(x, 0):.1f}")

    def _on_plot_pointed(self, x: float | None) -> None:
        self.readout.setText(self.words_at(x))


def short_names(runs: Sequence[ShownRun]) -> dict[int, str]:
    """Return by id what stands before the colon of each name, or all of it where that says not which run is meant."""
    short = {shown.id: shown.run.name.partition(":")[0] for shown in runs}
    is_enough = len(set(short.values())) == len(short)
    return short if is_enough else {shown.id: shown.run.name for shown in runs}
