"""The claims of a lesson, measured."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import isfinite

from nnlab.lessons.bench import Bench
from nnlab.lessons.lesson import Claim, Expected, Lesson
from nnlab.lessons.measures.base import Unit
from nnlab.numerals import figure


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


def checking(lesson: Lesson, bench: Bench) -> Generator[float, None, tuple[Outcome, ...]]:
    """Run what the claims need, measure them, and yield the share that is done."""
    needed = list(dict.fromkeys(name for claim in lesson.claims for name in claim.measure.runs()))
    for index, name in enumerate(needed):
        for share in bench.running(name):
            yield (index + share) / len(needed)
    return tuple(Outcome(claim, claim.measure.value(bench)) for claim in lesson.claims)


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
