"""Runs side by side: what differs in their specs, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from nnlab.spec.paths import moved_to
from nnlab.training.compared_run import ComparedRun
from nnlab.training.differences import ABSENT, Difference, Value, differences
from nnlab.training.snapshot import PARTS, Part

MOST_WRITTEN: Final = 20
"""So many steps of preprocessing there may be; points drawn by hand are counted instead."""


@dataclass(frozen=True)
class Measure:
    """A number by which runs are compared.

    Attributes
    ----------
    name : str
        Plain and untranslated: ``validation_accuracy``.
    of : callable
        Returns it for a run; None where there is none.
    part : Part or None
        Of the data on which it is measured.
    best : callable or None
        ``max`` or ``min``; None where neither is better.
    """

    name: str
    of: Callable[[ComparedRun], float | None]
    part: Part | None = None
    best: Callable[[Sequence[float]], float] | None = None


def _accuracy(part: Part) -> Measure:
    def of(run: ComparedRun) -> float | None:
        quality = run.quality(part)
        return quality.accuracy if quality else None

    return Measure(f"{part}_accuracy", of, part, max)


def _loss(part: Part) -> Measure:
    def of(run: ComparedRun) -> float | None:
        quality = run.quality(part)
        return quality.loss if quality else None

    return Measure(f"{part}_loss", of, part, min)


MEASURES: Final = (
    *(_accuracy(part) for part in reversed(PARTS)),
    *(_loss(part) for part in reversed(PARTS)),
    Measure("initial_loss", lambda run: run.initial_loss),
    Measure("epochs", lambda run: run.epochs),
    Measure("steps", lambda run: run.step),
    Measure("seconds", lambda run: run.seconds),
    Measure("steps_per_second", lambda run: run.steps_per_second),
)
"""What is told of each run, what counts most first."""


@dataclass(frozen=True)
class Comparison:
    """Several runs, and what differs.

    Attributes
    ----------
    runs : tuple of ComparedRun
    differences : tuple of Difference
    best : mapping of str to frozenset of int
        Which runs have the best value of a measure, by its name; only where there is a contest: two runs or more
        that ended without breaking, on the same data, and for a loss with the same loss.
    """

    runs: tuple[ComparedRun, ...]
    differences: tuple[Difference, ...]
    best: Mapping[str, frozenset[int]]

    def columns(self) -> tuple[str, ...]:
        """Return what stands in `rows`."""
        return ("run", *(d.path for d in self.differences), *(m.name for m in MEASURES), "finish", "changes")

    def rows(self) -> list[tuple[str | float | int | None, ...]]:
        """Return a row of plain values for each run."""
        return [self._row(index, run) for index, run in enumerate(self.runs)]

    def _row(self, index: int, run: ComparedRun) -> tuple[str | float | int | None, ...]:
        values = (plain(difference.values[index]) for difference in self.differences)
        changes = "; ".join(f"{change.path} = {change.value} after step {change.step}" for change in run.changes)
        return (run.name, *values, *(m.of(run) for m in MEASURES), run.finish.value if run.finish else "", changes)


def compare(
    runs: Sequence[ComparedRun], among: Sequence[int] | None = None, found: Sequence[Difference] | None = None
) -> Comparison:
    """Compare runs.

    Parameters
    ----------
    runs : sequence of ComparedRun
    among : sequence of int, optional
        Which of them decide what differs and compete; all of them by default.
    found : sequence of Difference, optional
        Where their specs differ, if that is known already.
    """
    counted = range(len(runs)) if among is None else among
    if found is None:
        found = differences([run.spec for run in runs], counted)
    best = {measure.name: _best(measure, runs, counted) for measure in MEASURES}
    return Comparison(tuple(runs), tuple(found), {name: which for name, which in best.items() if which})


def _best(measure: Measure, runs: Sequence[ComparedRun], counted: Sequence[int]) -> frozenset[int]:
    if measure.best is None or not _is_contest(measure, [runs[index] for index in counted]):
        return frozenset()
    values = {
        index: value
        for index in counted
        if runs[index].results and runs[index].broke is None and (value := measure.of(runs[index])) is not None
    }
    values = {index: value for index, value in values.items() if isfinite(value)}
    if len(set(values.values())) < 2:
        return frozenset()
    best = measure.best(list(values.values()))
    return frozenset(index for index, value in values.items() if value == best)


def _is_contest(measure: Measure, runs: Sequence[ComparedRun]) -> bool:
    """Return whether the runs were measured alike."""
    if len(runs) < 2:
        return False
    loss = runs[0].spec.training.loss
    return are_on_same_data(runs) and (measure.best is max or all(run.spec.training.loss == loss for run in runs))


def are_on_same_data(runs: Sequence[ComparedRun]) -> bool:
    """Return whether all runs had the same examples in the same parts, wherever these lie."""
    first = next((run for run in runs if run.fingerprint), runs[0])
    return all(_is_on_same_data(first, run) for run in runs)


def _is_on_same_data(one: ComparedRun, other: ComparedRun) -> bool:
    """Return whether two runs had the same data; a file may have been moved, or have changed in its place."""
    if not one.fingerprint or not other.fingerprint:
        return one.spec.data == other.spec.data
    return one.fingerprint == other.fingerprint and moved_to(one.spec, other.spec).data == other.spec.data


def plain(value: Value) -> str | float | int | None:
    """Return a value of a field as a number or a short text for another program; None where it is absent."""
    if value is ABSENT or value is None:
        return None
    if isinstance(value, bool | str | int | float):
        return value
    if isinstance(value, tuple):
        return " ".join(str(plain(item)) for item in value) if len(value) <= MOST_WRITTEN else f"{len(value)} entries"
    kind = getattr(value, "kind", "")
    units, activation = getattr(value, "units", None), getattr(value, "activation", None)
    return f"{activation.kind} {units}" if units is not None and activation is not None else str(kind)
