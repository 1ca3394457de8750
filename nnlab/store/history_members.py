"""A run's history as arrays in columns, and back; NaN stands for what does not apply."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.training.history import HistoryRecord, LayerPicture
from nnlab.training.snapshot import PARTS, Evaluation
from nnlab.training.statistics import BINS, Histogram, LayerStatistics

NUMBERS = 9
"""Of a layer in a picture, beside the counts of its histogram."""


def history_arrays(history: HistoryRecord) -> dict[str, NDArray[Any]]:
    """Return the arrays that hold a history, by name."""
    evaluations = [(e.step, e.epoch, PARTS.index(e.part), e.loss, _or_nan(e.accuracy)) for e in history.evaluations]
    return {
        "history/losses": history.losses,
        "history/evaluations": np.array(evaluations, np.float64).reshape(-1, 5),
        **picture_arrays("history", history.pictures),
    }


def picture_arrays(folder: str, pictures: Sequence[LayerPicture]) -> dict[str, NDArray[Any]]:
    """Return the arrays that hold pictures of the same layers, by name."""
    counts = [[layer.histogram.counts for layer in picture.layers] for picture in pictures]
    numbers = [[_layer_numbers(layer) for layer in picture.layers] for picture in pictures]
    layers = len(pictures[0].layers) if pictures else 0
    return {
        f"{folder}/picture_steps": np.array([picture.step for picture in pictures], np.int64),
        f"{folder}/histogram_counts": np.array(counts, np.uint32).reshape(len(counts), layers, BINS),
        f"{folder}/layer_numbers": np.array(numbers, np.float64).reshape(len(numbers), layers, NUMBERS),
    }


def _layer_numbers(layer: LayerStatistics) -> tuple[float, ...]:
    h = layer.histogram
    shares = layer.zero_share, _or_nan(layer.saturated_share), _or_nan(layer.dead_share)
    return (h.low, h.high, h.zeros, h.non_finite, layer.mean, layer.std, *shares)


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def history_from(array: Callable[..., NDArray[Any]]) -> HistoryRecord:
    """Read a history.

    Parameters
    ----------
    array : callable
        Returns the array of a name and, if that is not float64, a type.

    Raises
    ------
    ValueError, OverflowError
        When a column is not one that ``history_arrays`` makes.
    """
    evaluations = array("history/evaluations")
    if evaluations.shape[1:] != (5,):
        raise ValueError("the evaluations are not rows of five")
    return HistoryRecord(
        losses=array("history/losses"),
        evaluations=tuple(_evaluation(*row) for row in evaluations.tolist()),
        pictures=pictures_from("history", array),
    )


def pictures_from(folder: str, array: Callable[..., NDArray[Any]]) -> tuple[LayerPicture, ...]:
    """Read pictures; see ``history_from``."""
    steps = array(f"{folder}/picture_steps", np.int64)
    counts = array(f"{folder}/histogram_counts", np.uint32)
    numbers = array(f"{folder}/layer_numbers")
    if counts.shape != (*steps.shape, *counts.shape[1:2], BINS) or numbers.shape != (*counts.shape[:2], NUMBERS):
        raise ValueError("the pictures of the layers do not fit each other")
    return tuple(
        LayerPicture(step, tuple(_layer(*pair) for pair in zip(layer_counts, layer_numbers, strict=True)))
        for step, layer_counts, layer_numbers in zip(steps.tolist(), counts, numbers.tolist(), strict=True)
    )


def _evaluation(step: float, epoch: float, part: float, loss: float, accuracy: float) -> Evaluation:
    if part not in range(len(PARTS)) or not _is_share(accuracy) or not 0 <= epoch < math.inf:
        raise ValueError("an evaluation is of no part or of no time, or its accuracy is none")
    return Evaluation(int(step), epoch, PARTS[int(part)], loss, _or_none(accuracy))


def _is_share(value: float) -> bool:
    """Return whether ``value`` is from 0 to 1, or NaN, which stands for none."""
    return math.isnan(value) or 0 <= value <= 1


def _layer(counts: NDArray[Any], numbers: list[float]) -> LayerStatistics:
    low, high, zeros, non_finite, mean, std, *shares = numbers
    if not -math.inf < low < high < math.inf:
        raise ValueError("a histogram has no width, or no end")
    if min(zeros, non_finite) < 0 or not all(_is_share(share) for share in shares):
        raise ValueError("a layer has impossible numbers")
    zero_share, saturated, dead = shares
    histogram = Histogram(counts.astype(np.int64), low, high, int(zeros), int(non_finite))
    return LayerStatistics(histogram, mean, std, zero_share, _or_none(saturated), _or_none(dead))
