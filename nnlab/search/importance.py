"""How much of the differences between trials each searched field explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnlab.search.scale import place_of
from nnlab.spec.search import ChoicesSpec, DimensionSpec, Space, TrialRecord

FEWEST: Final = 12
"""Trials below which nothing is said."""
GROUPS: Final = 5
IN_GROUP: Final = 4
"""Trials, at least, in each group of a range."""


@dataclass(frozen=True)
class Importance:
    """What is known of one field.

    Attributes
    ----------
    path : str
    share : float
        Of the variance of the ranks of all losses, from 0 to 1: what the field explains by itself. Eta squared of the
        Kruskal-Wallis test, (H − k + 1) / (n − k) for n trials in k groups (Tomczak and Tomczak 2014), not below 0.
        Ranks, since a loss of 10⁶ is no worse a setting than one of 10³.
    """

    path: str
    share: float


def importances(space: Space, trials: Sequence[TrialRecord]) -> list[Importance] | None:
    """Return what each field explains, the most first; None where there are too few trials to tell.

    Trials that diverged or were hopeless count as worse than all others. Values of a range are put into up to five
    groups of equal size, choices into a group each.
    """
    if len(trials) < FEWEST:
        return None
    ranks = _ranks(np.array([np.inf if trial.loss is None else trial.loss for trial in trials]))
    found = [
        Importance(path, _explained(_groups(dimension, [trial.values[path] for trial in trials]), ranks))
        for path, dimension in space.items()
    ]
    return sorted(found, key=lambda each: -each.share)


def _groups(dimension: DimensionSpec, values: Sequence[object]) -> NDArray[np.intp]:
    """Return the (n,) group of each value; equal values are in one."""
    places = np.array([place_of(dimension, value) for value in values])
    if isinstance(dimension, ChoicesSpec):
        return np.unique(places, return_inverse=True)[1]
    count = min(GROUPS, len(values) // IN_GROUP)
    edges = np.quantile(places, np.linspace(0, 1, count + 1)[1:-1])
    return np.searchsorted(edges, places, side="left")


def _explained(groups: NDArray[np.intp], ranks: NDArray[np.float64]) -> float:
    kinds, members = np.unique(groups, return_inverse=True)
    n, k = ranks.size, kinds.size
    spread = float(np.sum((ranks - ranks.mean()) ** 2))
    if k < 2 or n <= k or spread == 0:
        return 0.0
    sizes = np.bincount(members)
    means = np.bincount(members, weights=ranks) / sizes
    h = (n - 1) * float(np.sum(sizes * (means - ranks.mean()) ** 2)) / spread
    return min(max((h - k + 1) / (n - k), 0.0), 1.0)


def _ranks(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the (n,) ranks from 1, those of equal losses averaged."""
    _, where, counts = np.unique(losses, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: NDArray[np.float64] = (last - (counts - 1) / 2)[where]
    return ranks
