"""The page on which one layer of several runs is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.views.compare.layer_numbers import LayerSubject, subjects
from nnlab.gui.views.compare.run_histograms import RunHistogram, RunHistograms
from nnlab.gui.views.compare.shown_run import ShownRun
from nnlab.gui.views.data.card import scrolled
from nnlab.gui.views.form.words import translate
from nnlab.gui.views.tool_button import toggle
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import nearest
from nnlab.training.statistics import Distribution

OUTPUT: Final = -1
"""Stands for the last layer of every run, however many there are below it."""
WHOLE: Final = 100
SLIDER_WIDTH: Final = 160


class HistogramPage(QWidget):
    """Chooses a layer, what of it, and when; the same share of each run is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[ShownRun, ...] = ()
        self._subjects = subjects()
        self._depth = -1
        self.layer, self.subject = QComboBox(), QComboBox()
        self.slider, self._when = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.shared = toggle(self.tr("one axis"), self.tr("Give all runs one axis, or each its own"), is_on=True)
        self.rows = RunHistograms()
        self._name_controls()
        self._lay_out()
        for subject in self._subjects:
            self.subject.addItem(subject.word, subject.name)
        self.layer.currentIndexChanged.connect(lambda _: self._refresh())
        self.subject.currentIndexChanged.connect(lambda _: self._refresh())
        self.slider.valueChanged.connect(lambda _: self._refresh())
        self.shared.toggled.connect(self.rows.set_shared_axis)
        self._refresh()

    def set_runs(self, runs: Sequence[ShownRun]) -> None:
        """Show some runs."""
        self._runs = tuple(runs)
        self._offer_layers(max((len(run.run.spec.network.layers) for run in runs), default=0))
        self._refresh()

    def tables(self) -> list[NumberTable]:
        """Return the bins of what is shown."""
        columns = ("run", "layer", "of", "step", "bin_low", "bin_high", "count", "zeros", "not_finite")
        return [NumberTable("histograms", columns, self._bins())]

    def _bins(self) -> list[tuple[Cell, ...]]:
        found: list[tuple[Cell, ...]] = []
        subject, layer = self._subject(), self._layer()
        for run in self._runs:
            picture = self._picture(run)
            shown = _distribution(subject, picture, run, layer)
            if picture is None or shown is None:
                continue
            histogram = shown.histogram
            width = (histogram.high - histogram.low) / len(histogram.counts)
            for place, count in enumerate(histogram.counts.tolist()):
                low = histogram.low + place * width
                edges = (low, low + width, count, histogram.zeros, histogram.non_finite)
                found.append((run.run.name, _layer_name(layer), subject.name, picture.step, *edges))
        return found

    def _name_controls(self) -> None:
        self.layer.setAccessibleName(self.tr("Layer"))
        self.layer.setToolTip(self.tr("Which layer, counted from the input"))
        self.subject.setAccessibleName(self.tr("What of the layer"))
        self.slider.setRange(0, WHOLE)
        self.slider.setValue(WHOLE)
        self.slider.setFixedWidth(SLIDER_WIDTH)
        self.slider.setAccessibleName(self.tr("How far into each run"))
        self.slider.setToolTip(self.tr("The same share of each run: at the right end its last step"))
        self._when.setFont(theme.tabular(theme.small(self.font())))
        theme.mark(self._when, "role", "muted")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.GRID)
        for widget in (self.layer, self.subject, self.shared, self.slider, self._when):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(line)
        column.addWidget(scrolled(self.rows), 1)

    def _offer_layers(self, depth: int) -> None:
        if depth == self._depth:
            return
        present, self._depth = self.layer.currentData(), depth
        self.layer.blockSignals(True)
        self.layer.clear()
        for index in range(depth):
            self.layer.addItem(translate("form", "Layer {number}").format(number=index + 1), index)
        self.layer.addItem(translate("form", "Output layer"), OUTPUT)
        self.layer.setCurrentIndex(max(self.layer.findData(present), 0))
        self.layer.blockSignals(False)

    def _refresh(self) -> None:
        share = self.slider.value() / WHOLE
        words = self.tr("at the end") if share == 1 else self.tr("after {share} of each run")
        self._when.setText(words.format(share=numbers.percent(share)))
        subject, layer = self._subject(), self._layer()
        self.rows.set_rows(subject.headings, [self._row(run, subject, layer) for run in self._runs])

    def _row(self, run: ShownRun, subject: LayerSubject, layer: int) -> RunHistogram:
        picture = self._picture(run)
        shown = _distribution(subject, picture, run, layer)
        if picture is None or shown is None:
            note = self.tr("nothing recorded yet") if _has_layer(run, layer) else self.tr("no such layer")
            return RunHistogram(run.run.name, note, run.place, None, ("",) * len(subject.headings))
        note = self.tr("step {step}").format(step=numbers.count(picture.step))
        if shown.histogram.non_finite:
            note += " · " + self.tr("✕ {count} not finite").format(count=numbers.count(shown.histogram.non_finite))
        told = subject.numbers(picture.layers[layer])
        drawn = None if isnan(shown.mean) else shown
        return RunHistogram(run.run.name, note, run.place, drawn, told, run.run.broke is not None)

    def _picture(self, run: ShownRun) -> LayerPicture | None:
        """Return the recorded picture nearest to the chosen share of a run."""
        pictures = run.run.history.pictures
        place = nearest(round(self.slider.value() / WHOLE * run.run.step), pictures)
        return None if place is None else pictures[place]

    def _subject(self) -> LayerSubject:
        return self._subjects[max(self.subject.currentIndex(), 0)]

    def _layer(self) -> int:
        chosen = self.layer.currentData()
        return chosen if chosen is not None else OUTPUT


def _has_layer(run: ShownRun, layer: int) -> bool:
    return layer == OUTPUT or layer < len(run.run.spec.network.layers)


def _distribution(
    subject: LayerSubject, picture: LayerPicture | None, run: ShownRun, layer: int
) -> Distribution | None:
    """Return what is shown of a run; None where it has no such layer, or nothing was recorded of it."""
    if picture is None or not picture.layers or not _has_layer(run, layer):
        return None
    return subject.of(picture.layers[layer])


def _layer_name(layer: int) -> str:
    return "output" if layer == OUTPUT else str(layer + 1)
