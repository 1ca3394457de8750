"""Pictures of layers as arrays in columns, and back; NaN stands for what does not apply."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.store.arrays import ReadArray
from nnlab.training.histogram import BINS, Histogram
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.statistics import Distribution, LayerStatistics, NormStatistics, UnitShares, WeightStatistics

KINDS = 4
"""Distributions a layer: output, pre-activation, weight, gradient."""
NUMBERS = 6
"""Of a distribution, beside the counts of its histogram."""
SHARES = 6
"""Of a layer: its unit shares, and its update ratio."""
NORM_ARRAYS = tuple(field.name for field in fields(NormStatistics))[1:]


def picture_arrays(folder: str, pictures: Sequence[LayerPicture]) -> dict[str, NDArray[Any]]:
    """Return the arrays that hold pictures of the same layers, by name."""
    count, layers = len(pictures), pictures[0].layers if pictures else ()
    shape = (count, len(layers))
    rows = [[_distributions(layer) for layer in picture.layers] for picture in pictures]
    counts = [[[_counts(said) for said in layer] for layer in row] for row in rows]
    numbers = [[[_numbers(said) for said in layer] for layer in row] for row in rows]
    times = [(p.time, _or_nan(p.learning_rate), p.measured_step) for p in pictures]
    shares = [[_shares(layer) for layer in picture.layers] for picture in pictures]
    arrays: dict[str, NDArray[Any]] = {
        "picture_steps": np.array([picture.step for picture in pictures], np.int64),
        "picture_times": np.array(times, np.float64).reshape(count, 3),
        "histogram_counts": np.array(counts, np.uint32).reshape(*shape, KINDS, BINS),
        "distributions": np.array(numbers, np.float64).reshape(*shape, KINDS, NUMBERS),
        "layer_shares": np.array(shares, np.float64).reshape(*shape, SHARES),
        **_unit_arrays(pictures),
    }
    return {f"{folder}/{name}": array for name, array in arrays.items()}


def _unit_arrays(pictures: Sequence[LayerPicture]) -> dict[str, NDArray[Any]]:
    """Return what is told unit by unit: batch normalisation and slopes, all layers in a row."""
    layers = pictures[0].layers if pictures else ()
    norms = [(index, layer.weights.norm) for index, layer in enumerate(layers)]
    units = [(index, int(unit)) for index, norm in norms if norm is not None for unit in norm.units]
    owners = [i for i, layer in enumerate(layers) if layer.weights.slopes is not None for _ in layer.weights.slopes]
    values = [
        np.concatenate([_norm_columns(layer.weights.norm) for layer in picture.layers]) for picture in pictures if units
    ]
    slopes = [
        np.concatenate([_or_empty(layer.weights.slopes) for layer in picture.layers]) for picture in pictures if owners
    ]
    return {
        "norm_units": np.array(units, np.int64).reshape(-1, 2),
        "norms": np.array(values, np.float32).reshape(len(values), len(units), len(NORM_ARRAYS)),
        "slope_layers": np.array(owners, np.int64),
        "slopes": np.array(slopes, np.float32).reshape(len(slopes), len(owners)),
    }


def _norm_columns(norm: NormStatistics | None) -> NDArray[np.float32]:
    if norm is None:
        return np.empty((0, len(NORM_ARRAYS)), np.float32)
    return np.column_stack([getattr(norm, name) for name in NORM_ARRAYS])


def _or_empty(slopes: NDArray[np.float32] | None) -> NDArray[np.float32]:
    return np.empty(0, np.float32) if slopes is None else slopes


def _distributions(layer: LayerStatistics) -> tuple[Distribution | None, ...]:
    return layer.output, layer.preactivation, layer.weights.weight, layer.weights.gradient


def _counts(said: Distribution | None) -> NDArray[np.int32]:
    return np.zeros(BINS, np.int32) if said is None else said.histogram.counts


def _numbers(said: Distribution | None) -> tuple[float, ...]:
    if said is None:
        return (math.nan,) * NUMBERS
    h = said.histogram
    return h.low, h.high, h.zeros, h.non_finite, said.mean, said.std


def _shares(layer: LayerStatistics) -> tuple[float, ...]:
    shares = layer.shares
    values = shares.zero, shares.saturated, shares.dead, shares.dead_at_start, shares.often_silent
    return tuple(_or_nan(value) for value in (*values, layer.weights.update_ratio))


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def pictures_from(folder: str, array: ReadArray) -> tuple[LayerPicture, ...]:
    """Read what ``picture_arrays`` made.

    Raises
    ------
    ValueError, KeyError
        When arrays are missing or do not fit each other.
    """
    steps = array(f"{folder}/picture_steps", np.int64)
    shares = array(f"{folder}/layer_shares")
    if steps.ndim != 1 or shares.ndim != 3:
        raise ValueError("the pictures of the layers have no shape")
    shape = (len(steps), shares.shape[1])
    _shaped(shares, (*shape, SHARES))
    times = _shaped(array(f"{folder}/picture_times"), (len(steps), 3))
    counts = _shaped(array(f"{folder}/histogram_counts", np.uint32), (*shape, KINDS, BINS))
    numbers = _shaped(array(f"{folder}/distributions"), (*shape, KINDS, NUMBERS))
    units = _Units(folder, array, *shape)

    def layers(place: int) -> tuple[LayerStatistics, ...]:
        rows = zip(counts[place], numbers[place].tolist(), shares[place].tolist(), strict=True)
        return tuple(_layer(*row, units.of(place, layer)) for layer, row in enumerate(rows))

    return tuple(
        LayerPicture(step, time, layers(place), _or_none(rate), _step(measured))
        for place, (step, (time, rate, measured)) in enumerate(zip(steps.tolist(), times.tolist(), strict=True))
    )


def _step(value: float) -> int:
    if not 0 <= value < 2**53:
        raise ValueError("a picture is measured at no step")
    return int(value)


def _shaped(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    if array.shape != shape:
        raise ValueError("the pictures of the layers do not fit each other")
    return array


class _Units:
    """What is told unit by unit, picked out for one layer of one picture."""

    def __init__(self, folder: str, array: ReadArray, count: int, layers: int) -> None:
        owners = array(f"{folder}/norm_units", np.int64)
        self._slope_layers = array(f"{folder}/slope_layers", np.int64)
        if owners.ndim != 2 or owners.shape[1:] != (2,) or self._slope_layers.ndim != 1:
            raise ValueError("the units of the layers have no shape")
        if any(not 0 <= layer < layers for layer in [*owners[:, 0].tolist(), *self._slope_layers.tolist()]):
            raise ValueError("a unit is of no layer")
        self._norm_layers, self._norm_units = owners.T
        rows = count if len(owners) else 0
        self._norms = _shaped(array(f"{folder}/norms", np.float32), (rows, len(owners), len(NORM_ARRAYS)))
        rows = count if len(self._slope_layers) else 0
        self._slopes = _shaped(array(f"{folder}/slopes", np.float32), (rows, len(self._slope_layers)))

    def of(self, place: int, layer: int) -> tuple[NormStatistics | None, NDArray[np.float32] | None]:
        """Return batch normalisation and slopes of a layer; None for what it has not."""
        mine, slopes = self._norm_layers == layer, self._slope_layers == layer
        norm = None
        if mine.any():
            norm = NormStatistics(self._norm_units[mine].astype(np.intp), *self._norms[place][mine].T)
        return norm, self._slopes[place][slopes] if slopes.any() else None


def _layer(
    counts: NDArray[Any],
    numbers: list[list[float]],
    values: list[float],
    units: tuple[NormStatistics | None, NDArray[np.float32] | None],
) -> LayerStatistics:
    output, preactivation, weight, gradient = (_distribution(*pair) for pair in zip(counts, numbers, strict=True))
    *shares, ratio = values
    if output is None or preactivation is None or weight is None:
        raise ValueError("a layer has no outputs, or no weights")
    if not all(math.isnan(share) or 0 <= share <= 1 for share in shares) or math.isnan(shares[0]) or ratio < 0:
        raise ValueError("a layer has impossible shares")
    zero, *others = shares
    return LayerStatistics(
        output,
        preactivation,
        UnitShares(zero, *(_or_none(share) for share in others)),
        WeightStatistics(weight, gradient, _or_none(ratio), *units),
    )


def _distribution(counts: NDArray[Any], numbers: list[float]) -> Distribution | None:
    low, high, zeros, non_finite, mean, std = numbers
    if math.isnan(low):
        return None
    if not -math.inf < low < high < math.inf:
        raise ValueError("a histogram has no width, or no end")
    if min(zeros, non_finite) < 0 or std < 0 or counts.max() > np.iinfo(np.int32).max:
        raise ValueError("a layer has impossible numbers")
    return Distribution(Histogram(counts.astype(np.int32), low, high, int(zeros), int(non_finite)), mean, std)
