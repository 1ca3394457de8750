"""Measures made of others."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from math import nan
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from nnlab.lessons.bench import Bench
from nnlab.lessons.measures.base import Measure, Unit
from nnlab.spec.experiment import ExperimentSpec

if TYPE_CHECKING:
    from nnlab.lessons.measures import AnyMeasure


class Composed(Measure):
    """A measure that asks others."""

    @abstractmethod
    def parts(self) -> tuple[Measure, ...]:
        """Return those it asks."""

    def written_in(self) -> Unit:
        """Return what the first of them is written in."""
        return self.parts()[0].written_in()

    def check(self, experiments: Mapping[str, ExperimentSpec]) -> None:
        """See that all of them can be measured."""
        for part in self.parts():
            part.check(experiments)

    def runs(self) -> Iterator[str]:
        """Yield what they need."""
        for part in self.parts():
            yield from part.runs()

    def probes(self) -> Iterator[str]:
        """Yield what they need."""
        for part in self.parts():
            yield from part.probes()

    def layers(self) -> Iterator[tuple[str, int]]:
        """Yield what they look at."""
        for part in self.parts():
            yield from part.layers()


class Difference(Composed):
    """One measure less another."""

    kind: Literal["difference"]
    of: AnyMeasure
    less: AnyMeasure

    def parts(self) -> tuple[Measure, ...]:
        """Return both."""
        return self.of, self.less

    def value(self, bench: Bench) -> float:
        """Return the difference."""
        return self.of.value(bench) - self.less.value(bench)


class Ratio(Composed):
    """One measure over another."""

    kind: Literal["ratio"]
    of: AnyMeasure
    over: AnyMeasure

    def parts(self) -> tuple[Measure, ...]:
        """Return both."""
        return self.of, self.over

    def written_in(self) -> Unit:
        """Return that it is a factor."""
        return "times"

    def value(self, bench: Bench) -> float:
        """Return the ratio; NaN over zero."""
        below = self.over.value(bench)
        return self.of.value(bench) / below if below else nan


class Extreme(Composed):
    """The largest or the smallest of several measures."""

    kind: Literal["largest", "smallest"]
    among: tuple[AnyMeasure, ...] = Field(min_length=1, max_length=20)

    def parts(self) -> tuple[Measure, ...]:
        """Return all."""
        return self.among

    def value(self, bench: Bench) -> float:
        """Return it; NaN where one of them is."""
        values = [part.value(bench) for part in self.among]
        if any(value != value for value in values):
            return float("nan")
        return max(values) if self.kind == "largest" else min(values)
