"""The numbers behind the activations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.views.activations.shown import What, distribution_of
from nnlab.training.histogram import BINS
from nnlab.training.layer_picture import LayerPicture

STATISTICS = (
    "layer",
    "step",
    "mean",
    "std",
    "preactivation_mean",
    "preactivation_std",
    "zero_share",
    "saturated_share",
    "dead_share",
    "dead_at_start_share",
    "died_share",
    "often_silent_share",
)
HISTOGRAMS = ("step", "layer", "what", "bin_low", "bin_high", "count", "zeros", "non_finite")


def statistics_table(labels: Sequence[str], pictures: Sequence[LayerPicture]) -> NumberTable:
    """Return how the layers were at every recorded step."""
    return NumberTable("activations", STATISTICS, _statistics(labels, pictures))


def histograms_table(labels: Sequence[str], picture: LayerPicture | None, shown: Sequence[What]) -> NumberTable:
    """Return the histograms of one step; exact zeros and what is not finite are in no bin, and told beside each."""
    return NumberTable("activation_histograms", HISTOGRAMS, _histograms(labels, picture, shown))


def _statistics(labels: Sequence[str], pictures: Sequence[LayerPicture]) -> Iterator[Sequence[Cell]]:
    for picture in pictures:
        for label, layer in zip(labels, picture.layers, strict=False):
            shares = layer.shares
            yield (
                label,
                picture.step,
                layer.output.mean,
                layer.output.std,
                layer.preactivation.mean,
                layer.preactivation.std,
                shares.zero,
                shares.saturated,
                shares.dead,
                shares.dead_at_start,
                shares.died,
                shares.often_silent,
            )


def _histograms(labels: Sequence[str], picture: LayerPicture | None, shown: Sequence[What]) -> Iterator[Sequence[Cell]]:
    if picture is None:
        return
    for label, layer in zip(labels, picture.layers, strict=False):
        for what in shown:
            histogram = distribution_of(layer, what).histogram
            width = histogram.high / BINS - histogram.low / BINS
            for index, count in enumerate(histogram.counts.tolist()):
                low = histogram.low + index * width
                yield (picture.step, label, what, low, low + width, count, histogram.zeros, histogram.non_finite)
