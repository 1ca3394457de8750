"""The numbers behind the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from nnlab.gui.number_table import Cell, NumberTable
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.statistics import Distribution


def tables_of(
    labels: Sequence[str], picture: LayerPicture | None, pictures: Sequence[LayerPicture]
) -> list[NumberTable]:
    """Return the numbers of the picture that is shown, and those of all pictures that make the lines."""
    if picture is None:
        return []
    tables = [
        NumberTable(
            "rms_gradient",
            ("step", "measured_step", "layer", "rms_gradient", "rms_weight", "update_ratio"),
            _learning(labels, pictures),
        ),
        NumberTable(
            "distributions",
            ("layer", "of", "mean", "std", "rms", "zeros", "non_finite"),
            (_distribution(*each) for each in _shown(labels, picture)),
        ),
        NumberTable("histograms", ("layer", "of", "bin_low", "bin_high", "count"), _bins(labels, picture)),
    ]
    if any(layer.weights.norm for layer in picture.layers):
        columns = ("gamma", "beta", "batch_mean", "batch_var", "running_mean", "running_var")
        tables.append(NumberTable("batch_norm", ("layer", "unit", *columns), _norms(labels, picture)))
        tables.append(
            NumberTable("batch_norm_means", ("step", "layer", "gamma", "beta"), _norm_means(labels, pictures))
        )
    if any(layer.weights.slopes is not None for layer in picture.layers):
        tables.append(
            NumberTable("slopes", ("step", "layer", "mean", "smallest", "largest"), _slopes(labels, pictures))
        )
    return tables


def _learning(labels: Sequence[str], pictures: Sequence[LayerPicture]) -> Iterator[Sequence[Cell]]:
    for picture in pictures:
        for label, layer in zip(labels, picture.layers, strict=True):
            weights = layer.weights
            gradient = None if weights.gradient is None else _cell(weights.gradient.rms)
            row = (gradient, _cell(weights.weight.rms), weights.update_ratio)
            yield picture.step, picture.measured_step, label, *row


def _shown(labels: Sequence[str], picture: LayerPicture) -> Iterator[tuple[str, str, Distribution]]:
    for label, layer in zip(labels, picture.layers, strict=True):
        if layer.weights.gradient is not None:
            yield label, "gradient", layer.weights.gradient
        yield label, "weight", layer.weights.weight


def _distribution(label: str, what: str, shown: Distribution) -> Sequence[Cell]:
    histogram = shown.histogram
    sizes = (_cell(shown.mean), _cell(shown.std), _cell(shown.rms))
    return label, what, *sizes, histogram.zeros, histogram.non_finite


def _bins(labels: Sequence[str], picture: LayerPicture) -> Iterator[Sequence[Cell]]:
    for label, what, shown in _shown(labels, picture):
        histogram = shown.histogram
        edges = np.linspace(histogram.low, histogram.high, histogram.counts.size + 1).tolist()
        for low, high, count in zip(edges[:-1], edges[1:], histogram.counts.tolist(), strict=True):
            yield label, what, low, high, count


def _norms(labels: Sequence[str], picture: LayerPicture) -> Iterator[Sequence[Cell]]:
    for label, layer in zip(labels, picture.layers, strict=True):
        if (norm := layer.weights.norm) is not None:
            columns = (norm.gamma, norm.beta, norm.batch_mean, norm.batch_var, norm.running_mean, norm.running_var)
            for place, unit in enumerate(norm.units.tolist()):
                yield label, unit + 1, *(_cell(float(column[place])) for column in columns)


def _norm_means(labels: Sequence[str], pictures: Sequence[LayerPicture]) -> Iterator[Sequence[Cell]]:
    for picture in pictures:
        for label, layer in zip(labels, picture.layers, strict=True):
            if (norm := layer.weights.norm) is not None:
                yield picture.step, label, float(norm.gamma.mean()), float(norm.beta.mean())


def _slopes(labels: Sequence[str], pictures: Sequence[LayerPicture]) -> Iterator[Sequence[Cell]]:
    for picture in pictures:
        for label, layer in zip(labels, picture.layers, strict=True):
            if (slopes := layer.weights.slopes) is not None:
                yield picture.step, label, float(slopes.mean()), float(slopes.min()), float(slopes.max())


def _cell(value: float) -> float | None:
    return value if isfinite(value) else None
