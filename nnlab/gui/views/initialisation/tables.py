"""The numbers behind the initialisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.gui.views.initialisation.shown import WHATS, ShownStart, distribution_of
from nnlab.training.histogram import BINS

NUMBERS = (
    "init",
    "layer",
    "units",
    "distinct_units",
    *(f"{what}_{number}" for what in WHATS for number in ("mean", "std", "rms")),
    "saturated_share",
    "zero_share",
    "dead_share",
)
HISTOGRAMS = ("init", "layer", "what", "bin_low", "bin_high", "count", "zeros", "non_finite")


def initialisation_tables(starts: Sequence[ShownStart]) -> list[NumberTable]:
    """Return the numbers of every layer under every start, and all histograms."""
    return [
        NumberTable("initialisation", NUMBERS, _numbers(starts)),
        NumberTable("initialisation_histograms", HISTOGRAMS, _histograms(starts)),
    ]


def _numbers(starts: Sequence[ShownStart]) -> Iterator[Sequence[Cell]]:
    for start in starts:
        for layer in start.probe.layers if start.probe else ():
            spreads = [distribution_of(layer, what) for what in WHATS]
            numbers = [number for spread in spreads for number in (spread.mean, spread.std, spread.rms)]
            shares = layer.shares
            yield (
                start.start.key,
                layer.name,
                layer.units,
                layer.distinct_units,
                *numbers,
                shares.saturated,
                shares.zero,
                shares.dead,
            )


def _histograms(starts: Sequence[ShownStart]) -> Iterator[Sequence[Cell]]:
    for start in starts:
        for layer in start.probe.layers if start.probe else ():
            for what in WHATS:
                found = distribution_of(layer, what).histogram
                width = found.high / BINS - found.low / BINS
                for index, count in enumerate(found.counts.tolist()):
                    low = found.low + index * width
                    yield start.start.key, layer.name, what, low, low + width, count, found.zeros, found.non_finite
