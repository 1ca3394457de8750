"""Runs that train together from their first step, in turn on the one compute thread, beside the window's own run."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from nnlab.errors import NnlabError
from nnlab.gui.pending import Pending, result_of
from nnlab.gui.run_link import RunLink
from nnlab.jobs import ComputeThread
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.compared_run import ComparedRun, LiveRun
from nnlab.training.memory import held_by
from nnlab.training.runner import Runner, RunState

MOST_AT_ONCE: Final = 4
TOO_MANY: Final = QT_TRANSLATE_NOOP(
    "nnlab", "At most {most} runs are compared while they train: stop those at work, or wait for their end."
)
UNEXPECTED: Final = QT_TRANSLATE_NOOP("nnlab", "A run failed for an unexpected reason; the details are in the log.")


@dataclass(frozen=True)
class Lane:
    """One of the runs at work.

    Attributes
    ----------
    id : int
        Below 0.
    name : str
    runner : Runner
    link : RunLink
    live : LiveRun
        What it has told so far.
    """

    id: int
    name: str
    runner: Runner
    link: RunLink
    live: LiveRun

    @property
    def share(self) -> float:
        """How much of it is done."""
        progress = self.live.progress
        return progress.step / progress.steps if progress and progress.steps else 0.0

    def compared(self) -> ComparedRun:
        """Return the run as it is now."""
        return self.live.compared(self.name)


class RaceController(QObject):
    """Starts, rests and ends several runs together; the window's own run goes on as it does.

    Parameters
    ----------
    thread : ComputeThread
    pending : Pending
    parent : QObject, optional

    Signals
    -------
    changed
        Runs have begun, come to rest, gone on or ended.
    run_finished : (id, name, RunRecord or None)
        One has ended; None where it never came to its first step, or could not be copied.
    failed : Text
        Why one could not go on.
    """

    changed = Signal()
    run_finished = Signal(int, str, object)
    failed = Signal(object)

    def __init__(self, thread: ComputeThread, pending: Pending, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread, self._pending = thread, pending
        self._lanes: list[Lane] = []
        self._ids = itertools.count(1)
        self._is_paused = False

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The runs at work."""
        return tuple(self._lanes)

    @property
    def is_paused(self) -> bool:
        """Whether they were told to rest."""
        return self._is_paused

    @property
    def share(self) -> float:
        """How much of all of them is done."""
        return sum(lane.share for lane in self._lanes) / len(self._lanes) if self._lanes else 0.0

    def start(self, entries: Sequence[tuple[str, ExperimentSpec]]) -> list[int]:
        """Train experiments from their first steps, and return the ids of the runs; all of them or none.

        Parameters
        ----------
        entries : sequence of (name, spec)

        Raises
        ------
        NnlabError
            When they are too many, or do not fit into the memory of this machine together.
        """
        if len(self._lanes) + len(entries) > MOST_AT_ONCE:
            raise NnlabError(Text(TOO_MANY, most=MOST_AT_ONCE))
        lanes = [self._lane(name, runner) for (name, _), runner in zip(entries, self._runners(entries), strict=True)]
        self._lanes += lanes
        self._is_paused = False
        for lane in self._lanes:
            lane.runner.start()
        for lane in lanes:
            lane.link.attach(lane.runner)
        self.changed.emit()
        return [lane.id for lane in lanes]

    def pause(self) -> None:
        """Let all of them rest, or go on."""
        self._is_paused = not self._is_paused and bool(self._lanes)
        for lane in self._lanes:
            if self._is_paused:
                lane.runner.pause()
            else:
                lane.runner.start()
        self.changed.emit()

    def stop(self) -> None:
        """End all of them and work out their results."""
        self._is_paused = False
        for lane in self._lanes:
            lane.runner.stop()
        self.changed.emit()

    def close(self) -> None:
        """End all of them without results, and hear nothing more."""
        for lane in self._lanes:
            _end(lane)
        self._lanes.clear()

    def _runners(self, entries: Sequence[tuple[str, ExperimentSpec]]) -> list[Runner]:
        """Return a run of each experiment; what those before it will take is not free any more."""
        waiting = [held_by(lane.runner.sizes) for lane in self._lanes if lane.live.progress is None]
        runners: list[Runner] = []
        try:
            for _, spec in entries:
                taken = sum(waiting) + sum(held_by(runner.sizes) for runner in runners)
                runners.append(Runner(self._thread, spec, held_bytes=-taken))
        except NnlabError:
            for runner in runners:
                runner.discard()
            raise
        return runners

    def _lane(self, name: str, runner: Runner) -> Lane:
        link = RunLink(self)
        lane = Lane(-next(self._ids), name, runner, link, LiveRun(runner.spec, runner.sizes.n_outputs))
        link.snapshot_arrived.connect(lane.live.add)
        link.state_changed.connect(lambda state: self._on_link_state_changed(lane, state))
        return lane

    def _on_link_state_changed(self, lane: Lane, state: RunState) -> None:
        if state is RunState.FINISHED:
            self._pending.when_done(lane.runner.record(), lambda future: self._on_record(lane, future))

    def _on_record(self, lane: Lane, future: Future[RunRecord | None]) -> None:
        """Let go of a run that has ended, unless it was given up meanwhile."""
        if lane not in self._lanes:
            return
        self._lanes.remove(lane)
        _end(lane)
        self._is_paused = self._is_paused and bool(self._lanes)
        if lane.runner.finish is Finish.FAILED:
            self.failed.emit(lane.runner.error.text if lane.runner.error else Text(UNEXPECTED))
        record = result_of(future, lambda: self.failed.emit(Text(UNEXPECTED)))
        self.run_finished.emit(lane.id, lane.name, record)
        self.changed.emit()


def _end(lane: Lane) -> None:
    lane.link.attach(None)
    lane.runner.discard()
    lane.link.deleteLater()
