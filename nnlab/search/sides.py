"""A grid and random search beside each other: which trials are whose, how many values each tried, what each found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnlab.search.sampling import distinct, grid_size
from nnlab.spec.search import SearchRecord, SearchSpec, TrialRecord, best_trial


@dataclass(frozen=True)
class Side:
    """What one of the two methods did.

    Attributes
    ----------
    method : "grid" or "random"
    trials : tuple of TrialRecord
    distinct : dict of str to int
        How many different values of each field were tried.
    best : TrialRecord or None
    """

    method: Literal["grid", "random"]
    trials: tuple[TrialRecord, ...]
    distinct: dict[str, int]
    best: TrialRecord | None


def sides(record: SearchRecord) -> tuple[Side, ...]:
    """Return what each method did: two sides where a search compares them, one elsewhere."""
    first = of_grid(record.search)
    trials = record.trials
    parts: dict[Literal["grid", "random"], tuple[TrialRecord, ...]] = {
        "grid": tuple(trial for trial in trials if trial.number < first),
        "random": tuple(trial for trial in trials if trial.number >= first),
    }
    if record.search.method != "both":
        parts = {record.search.method: trials}
    return tuple(_side(method, part, record.search) for method, part in parts.items())


def _side(method: Literal["grid", "random"], trials: tuple[TrialRecord, ...], search: SearchSpec) -> Side:
    settings = [trial.values for trial in trials]
    return Side(method, trials, {path: distinct(settings, path) for path in search.space}, best_trial(trials))


def of_grid(search: SearchSpec) -> int:
    """Return how many trials of a search that compares both are points of the grid: they come first."""
    return grid_size(search.space, search.stages[0].trials // 2) if search.method == "both" else 0
