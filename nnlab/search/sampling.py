"""Which settings a stage tries: drawn at random, or the points of a grid."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

import numpy as np

from nnlab.errors import InvalidSpecError, Problem
from nnlab.search.scale import ends, value_at
from nnlab.spec.search import MOST_TRIALS, ChoicesSpec, DimensionSpec, IntegersSpec, SearchSpec, Space
from nnlab.text import QT_TRANSLATE_NOOP, Text

Values = dict[str, Any]
TOO_MANY = QT_TRANSLATE_NOOP("nnlab", "the grid has {count:,} points; at most {most:,} can be run.")
SETTING_STREAM = 7
"""Sets the draws of a search apart from all that an experiment draws of the same seed."""


def settings(search: SearchSpec, stage: int, space: Space) -> list[Values]:
    """Return the settings that stage number ``stage`` tries in ``space``, the same ones for the same seed."""
    trials = search.stages[stage].trials
    if search.method == "random":
        return drawn(space, trials, search.seed, stage)
    if search.method == "grid":
        return grid(space, trials)
    points = grid(space, trials // 2)
    return [*points, *drawn(space, len(points), search.seed, stage)]


def drawn(space: Space, trials: int, seed: int, stage: int) -> list[Values]:
    """Draw settings; each field has a stream of its own, so that more trials begin with the same ones."""
    columns = {}
    for index, (path, dimension) in enumerate(space.items()):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(SETTING_STREAM, stage, index)))
        columns[path] = [value_at(dimension, place) for place in rng.random(trials).tolist()]
    return [{path: column[trial] for path, column in columns.items()} for trial in range(trials)]


def grid(space: Space, trials: int) -> list[Values]:
    """Return all points of a grid of at most ``trials``, unless the axes say themselves how many points they have."""
    check_grid(space)
    return [dict(zip(space, point, strict=True)) for point in product(*_axes(space, trials))]


def grid_size(space: Space, trials: int) -> int:
    """Return how many points such a grid has."""
    return prod(map(len, _axes(space, trials)))


def _axes(space: Space, trials: int) -> list[list[Any]]:
    return [axis(dimension, points) for dimension, points in zip(space.values(), _points(space, trials), strict=True)]


def check_grid(space: Space) -> None:
    """See that a grid is not too large.

    Raises
    ------
    InvalidSpecError
    """
    count = prod(_own_points(dimension) or 1 for dimension in space.values())
    if count > MOST_TRIALS:
        raise InvalidSpecError([Problem("space", Text(TOO_MANY, count=count, most=MOST_TRIALS))])


def axis(dimension: DimensionSpec, points: int) -> list[Any]:
    """Return so many values from one end of a range to the other, evenly on its scale; fewer where there are fewer."""
    if isinstance(dimension, ChoicesSpec):
        return list(dimension.choices)
    places = [0.5] if points == 1 else [index / (points - 1) for index in range(points)]
    if isinstance(dimension, IntegersSpec):
        low, high = ends(dimension)
        return sorted({round(low + place * (high - low)) for place in places})
    return list(dict.fromkeys(value_at(dimension, place) for place in places))


def _points(space: Space, trials: int) -> list[int]:
    """Return how many points each axis has: as many as it says, and all others as many as leave ``trials`` in all."""
    own = [_own_points(dimension) for dimension in space.values()]
    free = own.count(None)
    left = trials / prod(points for points in own if points is not None)
    each = 1
    while free and (each + 1) ** free <= left:
        each += 1
    return [points or each for points in own]


def _own_points(dimension: DimensionSpec) -> int | None:
    return len(dimension.choices) if isinstance(dimension, ChoicesSpec) else dimension.points


def distinct(settings: list[Values], path: str) -> int:
    """Return how many different values of a field are tried."""
    return len({repr(values[path]) for values in settings})
