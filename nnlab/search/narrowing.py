"""From coarse to fine: the ranges of the next stage lie around the best trials so far."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from nnlab.search.scale import between, place_of
from nnlab.spec.search import ChoicesSpec, DimensionSpec, Space, TrialRecord

BEST: Final = 0.25
"""The share of the trials that decides where to look closer."""
FEWEST: Final = 2
MARGIN: Final = 0.05
"""Of the whole range, on its scale: the best value is seldom one that was tried."""
LEAST: Final = 0.1
"""Of the whole range, at least, stays to be searched."""


def narrowed(space: Space, trials: Sequence[TrialRecord]) -> Space:
    """Return the part of ``space`` around the best of ``trials``; all of it where none came to a loss.

    Parameters
    ----------
    space : mapping of path to range
        That the trials were taken from, or a wider one.
    trials : sequence of TrialRecord
    """
    best = best_of(trials)
    if not best:
        return dict(space)
    return {path: _around(dimension, [trial.values[path] for trial in best]) for path, dimension in space.items()}


def best_of(trials: Sequence[TrialRecord]) -> list[TrialRecord]:
    """Return the best quarter of those that came to a loss, the best first."""
    known = sorted((trial.loss, trial.number) for trial in trials if trial.loss is not None)
    by_number = {trial.number: trial for trial in trials}
    return [by_number[number] for _, number in known[: max(FEWEST, ceil(BEST * len(trials)))]]


def _around(dimension: DimensionSpec, values: Sequence[Any]) -> DimensionSpec:
    if isinstance(dimension, ChoicesSpec):
        return dimension.model_copy(update={"choices": tuple(c for c in dimension.choices if c in values)})
    places = [min(max(place_of(dimension, value), 0.0), 1.0) for value in values]
    low, high = min(places) - MARGIN, max(places) + MARGIN
    lacking = max(LEAST - (high - low), 0.0) / 2
    return between(dimension, max(low - lacking, 0.0), min(high + lacking, 1.0))
