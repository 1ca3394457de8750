"""What is said of a layer's activations in words."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.views.activations.shown import BOTH, distribution_of, name_of
from nnlab.gui.views.activations.units import units_words
from nnlab.gui.views.histogram_axis import Axis
from nnlab.gui.views.histogram_rows import non_finite_words
from nnlab.training.histogram import BINS, Histogram
from nnlab.training.inside.strip_axis import ValueAxis
from nnlab.training.inside.strips import Strip
from nnlab.training.statistics import Distribution, LayerStatistics


def row_words(label: str, layer: LayerStatistics) -> str:
    """Return all numbers of a layer as a sentence."""
    tr = QCoreApplication.translate
    parts = [f"{name_of(what)}: {moments_words(distribution_of(layer, what))}" for what in BOTH]
    shares = [(tr("Activations", "zero"), layer.shares.zero), (tr("Activations", "saturated"), layer.shares.saturated)]
    parts.append(", ".join(f"{name} {numbers.percent(share)}" for name, share in shares if share is not None))
    words = units_words(layer.shares)
    return f"{label}: {'; '.join([*parts, words] if words else parts)}"


def moments_words(said: Distribution) -> str:
    """Return mean and standard deviation, and how many values are not finite."""
    template = QCoreApplication.translate("Activations", "mean {mean}, std {std}")
    words = template.format(mean=numbers.significant(said.mean), std=numbers.significant(said.std))
    lost = said.histogram.non_finite
    return f"{words}, {non_finite_words(lost)}" if lost else words


def beyond(histogram: Histogram, axis: Axis) -> tuple[int, int]:
    """Return how many values lie in bins below and above an axis, and are not drawn."""
    if axis.low <= histogram.low and histogram.high <= axis.high:
        return 0, 0
    shares = (np.arange(BINS) + 0.5) / BINS
    centres = (1 - shares) * histogram.low + shares * histogram.high
    below, above = histogram.counts[centres < axis.low].sum(), histogram.counts[centres > axis.high].sum()
    return int(below), int(above)


def strip_words(strip: Strip, place: int, step: int, axis: ValueAxis, row: int, rows: int) -> str:
    """Return what one pixel of a strip stands for.

    Parameters
    ----------
    strip : Strip
    place : int
        Which of its histograms.
    step : int
        That it was recorded after.
    axis : ValueAxis
    row, rows : int
        Counted from the smallest values.
    """
    tr = QCoreApplication.translate
    inner, below, above = strip.shares(slice(place, place + 1), rows, axis)
    edges = axis.edges(rows)
    template = tr("Activations", "step {step}: {share} of the values from {low} to {high}")
    lines = [
        template.format(
            step=numbers.count(step),
            share=numbers.percent(float(inner[0, row])),
            low=numbers.significant(float(edges[row])),
            high=numbers.significant(float(edges[row + 1])),
        )
    ]
    for words, share in (
        (tr("Activations", "above the axis: {share}"), above),
        (tr("Activations", "below it: {share}"), below),
    ):
        if share[0] > 0:
            lines.append(words.format(share=numbers.percent(float(share[0]))))
    if strip.non_finite(place):
        lines.append("✕ " + non_finite_words(strip.non_finite(place)))
    return "\n".join(lines)
