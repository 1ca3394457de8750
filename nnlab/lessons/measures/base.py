"""What a claim is decided by: one number, measured on the experiments of a lesson."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, Literal, TypeVar

from pydantic import Field

from nnlab.lessons.bench import Bench
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec

Unit = Literal["number", "share", "count", "times"]
"""How the number is written: as it is, in percent, as a whole number, or as a factor."""
Name = Annotated[str, Field(min_length=1, max_length=60)]
Layer = Annotated[int, Field(ge=-200, le=200)]
"""Counted from 1 at the input; the last hidden layer is -1."""
T = TypeVar("T")


class Measure(Spec):
    """One number."""

    unit: ClassVar[Unit] = "number"

    def written_in(self) -> Unit:
        """Return how the number is written."""
        return self.unit

    @abstractmethod
    def value(self, bench: Bench) -> float:
        """Measure it; NaN where there is nothing to measure, infinity for what never happens."""

    def check(self, experiments: Mapping[str, ExperimentSpec]) -> None:
        """See that it can be measured on the experiments of its lesson.

        Raises
        ------
        InvalidSpecError
        """

    def runs(self) -> Iterator[str]:
        """Yield the names of the experiments that have to be run for it."""
        yield from ()

    def probes(self) -> Iterator[str]:
        """Yield the names of the experiments of which it is enough to look at their start."""
        yield from ()

    def layers(self) -> Iterator[tuple[str, int]]:
        """Yield the layers that it looks at, each with its experiment."""
        yield from ()


def hidden(layers: Sequence[T], layer: int) -> T:
    """Return a hidden layer of ``layers``, whose last one is the output."""
    return layers[:-1][layer - 1 if layer > 0 else layer]
