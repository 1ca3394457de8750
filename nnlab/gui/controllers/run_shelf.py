"""The runs at hand for comparing: those of this session, and those from files."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, Signal

from nnlab.gui.controllers.record_size import size_of
from nnlab.gui.views.compare.field_words import field_value
from nnlab.gui.views.compare.fields import fields_of
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import RunRecord

MOST_RUNS: Final = 30
MOST_BYTES: Final = 400_000_000


@dataclass(frozen=True)
class ShelvedRun:
    """A run on the shelf.

    Attributes
    ----------
    id : int
        Its own, for as long as it is there.
    name : str
        No other has it.
    record : RunRecord
    is_ticked : bool
        Whether it is shown among the others.
    bytes : int
        The memory it takes.
    """

    id: int
    name: str
    record: RunRecord
    is_ticked: bool
    bytes: int


class RunShelf(QObject):
    """Keeps the records of runs, the oldest first; where there is no room, what nobody looks at goes first.

    Parameters
    ----------
    parent : QObject, optional
    most_runs, most_bytes : int
        How much there is room for.

    Signals
    -------
    changed
        Another run, another name, another tick, or one run less.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, most_runs: int = MOST_RUNS, most_bytes: int = MOST_BYTES
    ) -> None:
        super().__init__(parent)
        self._most_runs, self._most_bytes = most_runs, most_bytes
        self._runs: list[ShelvedRun] = []
        self._ids = itertools.count(1)
        self._numbers = itertools.count(1)

    @property
    def runs(self) -> tuple[ShelvedRun, ...]:
        """All of them, the oldest first."""
        return tuple(self._runs)

    def run(self, run_id: int) -> ShelvedRun | None:
        """Return the run with an id; None where it has gone."""
        return next((run for run in self._runs if run.id == run_id), None)

    def add(self, record: RunRecord, name: str = "") -> int:
        """Take a run, and return its id; one that went on, or was repeated to the same numbers, takes its old place.

        Parameters
        ----------
        record : RunRecord
        name : str, optional
            By default the next number and what the experiment is called.
        """
        earlier = next((run for run in reversed(self._runs) if is_same_run(run.record, record)), None)
        if earlier is not None:
            longer = max(earlier.record, record, key=lambda each: each.checkpoint.step)
            kept = record if longer.checkpoint.step == record.checkpoint.step else longer
            self._replace(earlier, record=kept, bytes=size_of(kept))
            run_id = earlier.id
        else:
            run_id = next(self._ids)
            self._runs.append(ShelvedRun(run_id, self._distinct(name or self.new_name(record.spec)), record, True, 0))
            self._replace(self._runs[-1], bytes=size_of(record))
        self._make_room(run_id)
        self.changed.emit()
        return run_id

    def remove(self, run_id: int) -> None:
        """Let a run go."""
        self._runs = [run for run in self._runs if run.id != run_id]
        self.changed.emit()

    def rename(self, run_id: int, name: str) -> None:
        """Give a run another name, made distinct; an empty one is none."""
        run = self.run(run_id)
        if run is not None and name.strip() and name.strip() != run.name:
            self._replace(run, name=self._distinct(name.strip(), but=run_id))
        self.changed.emit()

    def tick(self, run_ids: Iterable[int], *, is_ticked: bool) -> None:
        """Show runs among the others, or not."""
        for run_id in run_ids:
            if (run := self.run(run_id)) is not None:
                self._replace(run, is_ticked=is_ticked)
        self.changed.emit()

    def new_name(self, spec: ExperimentSpec) -> str:
        """Return a name for the next run: its number, and what the experiment or its data are called."""
        source = next(field for field in fields_of(spec) if field.path == "data.source")
        return self.numbered(spec.name or field_value(source, source.value))

    def numbered(self, words: str) -> str:
        """Return ``words`` with the number of the next run before them."""
        return self.tr("Run {number}: {name}").format(number=next(self._numbers), name=words)

    def _replace(self, run: ShelvedRun, **changes: object) -> None:
        place = self._runs.index(run)
        self._runs[place] = replace(run, **changes)  # type: ignore[arg-type]  # the fields' own types

    def _distinct(self, name: str, but: int | None = None) -> str:
        """Return ``name``, with a number behind it where another run has it."""
        taken = {run.name for run in self._runs if run.id != but}
        names = itertools.chain([name], (f"{name} ({number})" for number in itertools.count(2)))
        return next(each for each in names if each not in taken)

    def _make_room(self, newest: int) -> None:
        while self._is_too_full() and self._let_go(newest):
            pass

    def _is_too_full(self) -> bool:
        return len(self._runs) > self._most_runs or sum(run.bytes for run in self._runs) > self._most_bytes

    def _let_go(self, newest: int) -> bool:
        """Drop weights of earlier steps, or a whole run: first those without a tick, the oldest first, the newest last.

        Return whether there was anything to drop.
        """
        order = sorted(self._runs, key=lambda run: (run.id == newest, run.is_ticked))
        heavy = next((run for run in order if run.record.checkpoint.history.keyframes), None)
        if heavy is not None and len(self._runs) <= self._most_runs:
            self._lighten(heavy)
        elif order[0].id != newest:
            self._runs.remove(order[0])
        else:
            return False
        return True

    def _lighten(self, run: ShelvedRun) -> None:
        """Let the weights of earlier steps go."""
        checkpoint = run.record.checkpoint
        history = replace(checkpoint.history, keyframes=())
        record = replace(run.record, checkpoint=replace(checkpoint, history=history))
        self._replace(run, record=record, bytes=size_of(record))


def is_same_run(one: RunRecord, other: RunRecord) -> bool:
    """Return whether one record goes on where the other ended, or both are of the very same steps."""
    here, there = one.checkpoint, other.checkpoint
    steps = min(here.step, there.step)
    if one.spec != other.spec or here.data.fingerprint != there.data.fingerprint:
        return False
    shared = tuple(change for change in here.changes if change.step < steps)
    if shared != tuple(change for change in there.changes if change.step < steps):
        return False
    return np.array_equal(here.history.losses[:steps], there.history.losses[:steps], equal_nan=True)
