"""A run's history as arrays in columns, and back; NaN stands for what does not apply."""

from __future__ import annotations

import math
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnlab.store.arrays import ReadArray
from nnlab.store.picture_members import picture_arrays, pictures_from
from nnlab.training.history import HistoryRecord
from nnlab.training.snapshot import PARTS, Evaluation


def history_arrays(history: HistoryRecord) -> dict[str, NDArray[Any]]:
    """Return the arrays that hold a history, by name."""
    rows = ((e.step, e.epoch, PARTS.index(e.part), e.loss, _or_nan(e.accuracy)) for e in history.evaluations)
    return {
        "history/losses": history.losses,
        "history/evaluations": np.fromiter(chain.from_iterable(rows), np.float64).reshape(-1, 5),
        "history/dead_at_start": np.concatenate([np.empty(0, np.int64), *history.dead_at_start]).astype(np.int64),
        "history/dead_units": np.array([len(units) for units in history.dead_at_start], np.int64),
        **picture_arrays("history", history.pictures),
    }


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def history_from(array: ReadArray) -> HistoryRecord:
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
        dead_at_start=_dead_at_start(array),
    )


def _dead_at_start(array: ReadArray) -> tuple[NDArray[np.bool_], ...]:
    """Read which units of each layer were dead before the first step."""
    dead, sizes = array("history/dead_at_start", np.int64), array("history/dead_units", np.int64)
    if dead.ndim != 1 or sizes.ndim != 1 or sizes.min(initial=0) < 0 or sizes.sum() != dead.size:
        raise ValueError("the units that were dead at the start do not fit the layers")
    return tuple(part.astype(np.bool_) for part in np.split(dead, sizes.cumsum())[:-1])


def _evaluation(step: float, epoch: float, part: float, loss: float, accuracy: float) -> Evaluation:
    if part not in range(len(PARTS)) or not _is_share(accuracy) or not 0 <= epoch < math.inf:
        raise ValueError("an evaluation is of no part or of no time, or its accuracy is none")
    return Evaluation(int(step), epoch, PARTS[int(part)], loss, _or_none(accuracy))


def _is_share(value: float) -> bool:
    """Return whether ``value`` is from 0 to 1, or NaN, which stands for none."""
    return math.isnan(value) or 0 <= value <= 1
