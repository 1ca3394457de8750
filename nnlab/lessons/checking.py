"""The claims of a lesson, measured."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from math import isfinite
from typing import Final

from nnlab.lessons.bench import Bench
from nnlab.lessons.lesson import Claim, Expected, Lesson
from nnlab.lessons.measures.base import Unit
from nnlab.numerals import figure

PROBING: Final = 0.1
"""Of the work of running an experiment: measuring a claim."""


@dataclass(frozen=True)
class Outcome:
    """What was measured for a claim.

    Attributes
    ----------
    claim : Claim
    value : float
    """

    claim: Claim
    value: float

    @property
    def passed(self) -> bool:
        """Whether the claim holds."""
        return self.claim.expected.holds(self.value)

    @property
    def measured(self) -> str:
        """The number as people read it."""
        return words(self.value, self.claim.measure.written_in())

    @property
    def expected(self) -> str:
        """The range as people read it."""
        return expected_words(self.claim.expected, self.claim.measure.written_in())


def checking(
    lesson: Lesson, bench: Bench, told: Callable[[Outcome], object] | None = None
) -> Generator[float, None, tuple[Outcome, ...]]:
    """Measure the claims of a lesson one after the other, running what each needs; yield the share that is done.

    Parameters
    ----------
    lesson : Lesson
    bench : Bench
        With its experiments.
    told : callable, optional
        Called with each outcome as soon as it is there.
    """
    needed = list(dict.fromkeys(name for claim in lesson.claims for name in claim.measure.runs()))
    total, done, outcomes = len(needed) + PROBING * len(lesson.claims), 0.0, []
    for claim in lesson.claims:
        for name in dict.fromkeys(claim.measure.runs()):
            if not bench.has_run(name):
                for share in bench.running(name):
                    yield (done + share) / total
                done += 1
        outcomes.append(Outcome(claim, claim.measure.value(bench)))
        if told is not None:
            told(outcomes[-1])
        done += PROBING
        yield min(done / total, 1.0)
    return tuple(outcomes)


def words(value: float, unit: Unit) -> str:
    """Return a measured number with its unit."""
    if not isfinite(value):
        return figure(value)
    if unit == "share":
        return f"{100 * value:.3g} %"
    if unit == "count":
        return f"{value:,.0f}"
    return f"× {figure(value)}" if unit == "times" else figure(value)


def expected_words(expected: Expected, unit: Unit) -> str:
    """Return a range in as few signs as possible."""
    low, high = expected.at_least, expected.at_most
    if low is None:
        return f"≤ {words(0.0 if high is None else high, unit)}"
    return f"≥ {words(low, unit)}" if high is None else f"{words(low, unit)} … {words(high, unit)}"
