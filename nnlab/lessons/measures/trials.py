"""Measures of small searches around an experiment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nnlab.lessons.bench import Bench
from nnlab.lessons.measures.base import Measure, Name, Unit
from nnlab.search.narrowing import narrowed
from nnlab.search.sampling import distinct
from nnlab.search.scale import between, place_of
from nnlab.search.search import Search, finished
from nnlab.search.space import check_space
from nnlab.search.workers import Here
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import SearchRecord, SearchSpec, Space, StageSpec

ROUNDS: Final = 10
MOST_SHIFT: Final = 0.25
"""Of a range: so far it is shifted up or down, since nobody knows beforehand where the best lies."""


class OfSearch(Measure):
    """A measure of a search: trials as long as the experiment, with its seed.

    Attributes
    ----------
    of : str
        The experiment that all trials have in common.
    space : Space
    method : "random" or "grid"
    trials : int
    """

    of: Name
    space: Space = Field(min_length=1, max_length=5)
    method: Literal["random", "grid"] = "random"
    trials: int = Field(default=9, ge=1, le=100)

    def probes(self) -> Iterator[str]:
        """Yield the name of the experiment."""
        yield self.of

    def check(self, experiments: Mapping[str, ExperimentSpec]) -> None:
        """See that all fields are there, and that their ends are allowed."""
        check_space(experiments[self.of], self.space)

    def _searched(self, bench: Bench) -> SearchRecord:
        return _searched(bench.spec(self.of), self.space, self.method, self.trials, bench.seed)


class OfField(OfSearch):
    """A measure of one field that is searched.

    Attributes
    ----------
    path : str
    """

    path: str

    @model_validator(mode="after")
    def _is_searched(self) -> Self:
        if self.path not in self.space:
            raise PydanticCustomError("not_searched", "the space has no field of that path")
        return self


class DistinctValues(OfField):
    """How many different values of a field a search tries."""

    unit: ClassVar[Unit] = "count"
    kind: Literal["distinct_values"]

    def value(self, bench: Bench) -> float:
        """Return the number."""
        return float(distinct([trial.values for trial in self._searched(bench).trials], self.path))


class BestPlace(OfField):
    """Where in its range the best value of a field lies, on its scale."""

    unit: ClassVar[Unit] = "share"
    kind: Literal["best_place"]

    def value(self, bench: Bench) -> float:
        """Return the place, from 0 to 1; NaN where no trial came to a loss."""
        best = self._searched(bench).best
        return float("nan") if best is None else place_of(self.space[self.path], best.values[self.path])


class RandomWins(OfSearch):
    """In how many of ten searches random trials find a lower validation loss than a grid of as many.

    For each the ranges are shifted by up to a quarter of their length: a grid may happen to lie on the best value.
    """

    unit: ClassVar[Unit] = "share"
    kind: Literal["random_wins"]

    def value(self, bench: Bench) -> float:
        """Return the share."""
        rng = np.random.default_rng(bench.seed)
        wins = 0
        for turn in range(ROUNDS):
            shifts = rng.uniform(-MOST_SHIFT, MOST_SHIFT, len(self.space)).tolist()
            space = {
                path: between(range_, shift, 1 + shift)
                for (path, range_), shift in zip(self.space.items(), shifts, strict=True)
            }
            seed = ROUNDS * bench.seed + turn
            random, grid = (
                _best_loss(_searched(bench.spec(self.of), space, method, self.trials, seed))
                for method in ("random", "grid")
            )
            wins += random < grid
        return wins / ROUNDS


class FinerWins(OfSearch):
    """The best loss of a search in two stages over that of as many trials in one."""

    unit: ClassVar[Unit] = "times"
    kind: Literal["finer_over_coarse"]

    def value(self, bench: Bench) -> float:
        """Return the ratio."""
        spec = bench.spec(self.of)
        coarse = _searched(spec, self.space, "random", self.trials // 2, bench.seed)
        finer = _searched(spec, narrowed(self.space, coarse.trials), "random", self.trials // 2, bench.seed + 1)
        single = _searched(spec, self.space, "random", self.trials, bench.seed)
        return min(_best_loss(coarse), _best_loss(finer)) / _best_loss(single)


def _searched(spec: ExperimentSpec, space: Space, method: Any, trials: int, seed: int) -> SearchRecord:
    stages = (StageSpec(trials=trials, epochs=spec.training.epochs),)
    return finished(
        Search(spec, SearchSpec(space=space, method=method, stages=stages, stops_behind=False, seed=seed), Here())
    )


def _best_loss(record: SearchRecord) -> float:
    best = record.best
    return float("inf") if best is None or best.loss is None else best.loss
