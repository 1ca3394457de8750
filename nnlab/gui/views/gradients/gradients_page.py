"""The page of gradients at one step: their size by layer, and all histograms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from nnlab.gui import numbers, theme
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.data.card import DataCard, scrolled
from nnlab.gui.views.elided import ElidedLabel
from nnlab.gui.views.gradients.layer_plot import LayerPlot, LayerPoints
from nnlab.gui.views.gradients.slope import fitted_slope
from nnlab.gui.views.gradients.verdicts import VerdictLabel, gradient_verdict, pace_words
from nnlab.gui.views.gradients.weight_rows import RowHeads, WeightRows
from nnlab.gui.views.tool_button import toggle
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.moment import Moment, nearest

EARLIER: Final = 4
"""So many lines of earlier steps, those nearest to powers of ten: they stay where they are as the run goes on."""
PLOT_SHARE, ROWS_SHARE = 45, 55


class GradientsPage(QWidget):
    """Shows whether the gradient reaches the input."""

    def __init__(self) -> None:
        super().__init__()
        self.plot, self.rows = LayerPlot(), WeightRows()
        self.verdict, self.legend = VerdictLabel(), ElidedLabel("muted")
        self.slope_card = DataCard(
            self.tr("RMS gradient, by layer"),
            self.tr("The RMS gradient of every layer appears here once training starts."),
        )
        self.rows_card = DataCard(
            self.tr("Per layer"),
            self.tr("Histograms of the gradients and the weights of every layer appear here once training starts."),
        )
        self._labels: tuple[str, ...] = ()
        self._picture: LayerPicture | None = None
        self._legend_words = ""
        self.slope_card.set_content(self._plot_body())
        self.rows_card.set_content(self._rows_body())
        self._lay_out()
        self.plot.pointed.connect(self._on_plot_pointed)

    def set_run(self, facts: RunFacts | None) -> None:
        """Show another run."""
        self._labels, self._picture = facts.labels if facts else (), None
        self.slope_card.show_content(False)
        self.rows_card.show_content(False)

    def set_moment(self, moment: Moment) -> None:
        """Show the run at a moment."""
        picture = moment.picture
        if picture is None or picture is self._picture:
            return
        self._picture = picture
        self.rows.set_layers(self._labels, picture.layers)
        self.rows_card.show_content(True)
        if not has_gradients(picture):
            instead = self.tr("Before the first step there is no gradient; it appears here after one.")
            self.slope_card.show_content(False, instead)
            return
        self._show_slope(picture, _earlier(picture, moment.pictures))

    def _show_slope(self, picture: LayerPicture, earlier: Sequence[LayerPicture]) -> None:
        rms = rms_gradients(picture)
        gradients = [layer.weights.gradient for layer in picture.layers]
        broken = np.array([each is not None and each.histogram.non_finite > 0 for each in gradients])
        points = LayerPoints(self._labels, rms, broken, [rms_gradients(each) for each in earlier])
        verdict = gradient_verdict(picture, fitted_slope(rms.tolist()))
        self.plot.set_points(points)
        self.plot.setAccessibleDescription(verdict[1])
        self.verdict.set_verdict(verdict)
        self._legend_words = self._words_about(earlier)
        self._on_plot_pointed(self.plot.pointed_layer)
        self.slope_card.show_content(True)

    def _words_about(self, earlier: Sequence[LayerPicture]) -> str:
        if not earlier:
            return ""
        steps = ", ".join(numbers.count(each.measured_step) for each in earlier)
        return self.tr("grey, the fainter the earlier: steps {steps}").format(steps=steps)

    def _on_plot_pointed(self, layer: int | None) -> None:
        self.legend.setText(self._legend_words if layer is None else self.layer_words(layer))

    def layer_words(self, layer: int) -> str:
        """Return what is said of the layer that is pointed at."""
        if self._picture is None:
            return ""
        weights = self._picture.layers[layer].weights
        parts = [self._labels[layer]]
        if weights.gradient is not None:
            words = self.tr("RMS gradient {value}")
            parts.append(words.format(value=numbers.significant(weights.gradient.rms)))
        if weights.update_ratio is not None:
            words = self.tr("update / weights {value} {pace}")
            value = numbers.significant(weights.update_ratio)
            parts.append(words.format(value=value, pace=pace_words(weights.update_ratio)))
        return " · ".join(parts)

    def _plot_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self.verdict)
        self.verdict.setMinimumHeight(2 * self.verdict.fontMetrics().lineSpacing())  # the plot below stands still
        column.addWidget(self.plot, 1)
        column.addWidget(self.legend)
        return body

    def _rows_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        area = scrolled(self.rows)
        column.addWidget(RowHeads(self.rows))
        column.addWidget(area, 1)
        return body

    def _axis_button(self) -> QToolButton:
        about = self.tr("Compare layers on one axis, or let each use its own, which shows its shape best")
        button = toggle(self.tr("one axis"), about, name=self.tr("One axis for all layers"))
        button.toggled.connect(self.rows.set_shared_axis)
        return button

    def _lay_out(self) -> None:
        self.shared_axis = self._axis_button()
        self.rows_card.add_to_heading(self.shared_axis)
        self.slope_card.note.setMinimumHeight(self.shared_axis.sizeHint().height())  # cards side by side line up
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(theme.GRID)
        for card, share in ((self.slope_card, PLOT_SHARE), (self.rows_card, ROWS_SHARE)):
            splitter.addWidget(card)
            splitter.setStretchFactor(splitter.count() - 1, share)
        splitter.setSizes([PLOT_SHARE * 10, ROWS_SHARE * 10])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)


def has_gradients(picture: LayerPicture) -> bool:
    """Return whether a step was measured before this picture."""
    return any(layer.weights.gradient is not None for layer in picture.layers)


def rms_gradients(picture: LayerPicture) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the RMS gradient of every layer, (layers,); NaN where there is none."""
    gradients = (layer.weights.gradient for layer in picture.layers)
    return np.array([np.nan if each is None else each.rms for each in gradients], dtype=np.float64)


def _earlier(picture: LayerPicture, pictures: Sequence[LayerPicture]) -> list[LayerPicture]:
    """Return a few pictures from before, those nearest to powers of ten, the earliest first."""
    found: list[LayerPicture] = []
    power = 1
    while 2 * power <= picture.step:
        place = nearest(power, pictures)
        near = None if place is None else pictures[place]
        if near is not None and near.step < picture.step and has_gradients(near) and near not in found[-1:]:
            found.append(near)
        power *= 10
    return found[-EARLIER:]
