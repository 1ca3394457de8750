"""A search under way: which trials run, which wait, and what is known so far."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field
from typing import Final

from nnlab.errors import InvalidSpecError, Problem
from nnlab.search.narrowing import narrowed
from nnlab.search.outcome import going_on, rungs
from nnlab.search.sampling import Values, settings
from nnlab.search.sides import of_grid
from nnlab.search.space import applied
from nnlab.search.trial import Leg, LegResult
from nnlab.search.workers import Workers
from nnlab.spec.document import to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.search import NOT_WHOLE, EpochRecord, Outcome, SearchRecord, SearchSpec, Space, TrialRecord
from nnlab.text import Text
from nnlab.training.build import optimizer_state_names
from nnlab.training.keyframe import Keyframe
from nnlab.training.outline import outline
from nnlab.training.state import is_state_of

AHEAD: Final = 2
"""Legs that are handed out for each worker, so that none waits for the next."""
KEPT_BYTES: Final = 1_000_000_000
"""Of states of trials that wait; one beyond that begins again from its start, to the same end."""
DIED: Final = "The process that trained it died."


@dataclass
class _Trial:
    """One setting, and how far it is."""

    number: int
    stage: int
    values: Values
    epochs: list[EpochRecord] = field(default_factory=list)
    outcome: Outcome | None = None
    first_loss: float | None = None
    seconds: float = 0.0
    reason: str = ""
    state: Keyframe | None = None
    recorded: TrialRecord | None = None

    def record(self) -> TrialRecord:
        """Return it as it is kept; what has ended is the same ever after."""
        if self.recorded is None or self.outcome is None or self.recorded.outcome is None:
            self.recorded = self._record()
        return self.recorded

    def _record(self) -> TrialRecord:
        return TrialRecord(
            number=self.number,
            stage=self.stage,
            values=self.values,
            epochs=tuple(self.epochs),
            outcome=self.outcome,
            first_loss=self.first_loss,
            seconds=self.seconds,
            reason=self.reason,
        )

    def loss_at(self, epochs: int) -> float | None:
        return self.epochs[epochs - 1].validation_loss

    def was_there(self, epochs: int) -> bool:
        """Return whether it came to a rung, and did not end on its way there."""
        ended_by_itself = self.outcome in ("diverged", "hopeless", "failed")
        return len(self.epochs) > epochs or (len(self.epochs) == epochs and not ended_by_itself)


class Search:
    """Runs the trials of a search; asked to go on again and again from one thread, which it never holds up.

    Trials of a stage that are still in the race wait for each other at its rungs: so it does not matter in which
    order they get there, nor how many workers there are.

    Parameters
    ----------
    spec : ExperimentSpec
        What all trials have in common.
    search : SearchSpec
        That ``check_search`` accepts.
    workers : Workers
        Closed with the search.
    record : SearchRecord, optional
        Of the same search, to go on from.
    waiting : mapping of int to Keyframe, optional
        The states of trials of the record by their numbers; others that were under way begin again.

    Raises
    ------
    InvalidSpecError
        Where the record has trials that this search does not come to.

    Attributes
    ----------
    waits_between_stages : bool
        Whether the ranges of the next stage are to be looked at before it begins.
    proposed : Space or None
        Of the next stage, while it waits to be looked at.
    is_paused : bool
        Whether nothing new is begun.
    """

    def __init__(
        self,
        spec: ExperimentSpec,
        search: SearchSpec,
        workers: Workers,
        record: SearchRecord | None = None,
        waiting: Mapping[int, Keyframe] | None = None,
    ) -> None:
        self._spec, self._search, self._workers = spec, search, workers
        self.waits_between_stages = False
        self.proposed: Space | None = None
        self.is_paused = False
        self._spaces: list[Space] = []
        self._trials: dict[int, _Trial] = {}
        self._stage: list[_Trial] = []
        self._rungs: list[int] = []
        self._rung = 0
        self._queue: deque[_Trial] = deque()
        self._running: dict[Future[LegResult], _Trial] = {}
        self._suspects: deque[_Trial] = deque()
        self._suspected: set[int] = set()
        self._begin_from(record or SearchRecord(experiment=spec, search=search), waiting or {})

    @property
    def has_ended(self) -> bool:
        """Whether all trials of all stages have come to their end."""
        is_idle = not self._queue and not self._running and not self._suspects
        is_last = len(self._spaces) == len(self._search.stages)
        return is_idle and is_last and all(trial.outcome is not None for trial in self._stage)

    @property
    def record(self) -> SearchRecord:
        """The search as far as it has come, without the legs under way."""
        begun = [trial.record() for _, trial in sorted(self._trials.items()) if trial.epochs or trial.outcome]
        return SearchRecord(experiment=self._spec, search=self._search, spaces=self.spaces, trials=tuple(begun))

    @property
    def begun(self) -> int:
        """How many trials there are in the stages that have begun."""
        return len(self._trials)

    @property
    def waiting(self) -> dict[int, Keyframe]:
        """The states of the trials that have come to a rung, by their numbers."""
        return {number: trial.state for number, trial in self._trials.items() if trial.state is not None}

    @property
    def spaces(self) -> tuple[Space, ...]:
        """The ranges of the stages that have begun."""
        return tuple(self._spaces)

    @property
    def share(self) -> float:
        """How much is done, counted in epochs; what ended early is done."""
        begun = len(self._spaces)
        total = sum(self._search.stages[trial.stage].epochs for trial in self._trials.values())
        total += sum(stage.trials * stage.epochs for stage in self._search.stages[begun:])
        done = sum(self._epochs_done(trial) for trial in self._trials.values())
        return min(done / total, 1.0)

    @property
    def running(self) -> tuple[int, ...]:
        """The numbers of the trials under way."""
        return tuple(sorted(trial.number for trial in self._running.values()))

    def advance(self, timeout: float = 0.0) -> bool:
        """Take in what has come, and hand out what is next; return whether anything has come.

        Parameters
        ----------
        timeout : float
            Seconds to wait for something to come.
        """
        self._hand_out()
        done, _ = wait(self._running, timeout, FIRST_COMPLETED)
        for future in done:
            if future in self._running:
                self._take(future)
        if not self._running and not self._queue and not self._suspects:
            self._leave_rung()
        self._hand_out()
        return bool(done)

    def go_on(self, space: Space) -> None:
        """Begin the next stage in ``space``, which may be another than was proposed."""
        self.proposed = None
        self._begin_stage(space)

    def close(self, *, wait: bool = True) -> None:
        """Give up what is under way; see ``Workers.close``."""
        for future in self._running:
            future.cancel()
        self._running.clear()
        self._workers.close(wait=wait)

    def _begin_from(self, record: SearchRecord, waiting: Mapping[int, Keyframe]) -> None:
        """Put every trial where it was; those that had begun a leg begin it again."""
        for space in record.spaces or (self._search.space,):
            self._add_stage(space)
        for done in record.trials:
            trial = self._trials.get(done.number)
            if trial is None or (trial.stage, trial.values) != (done.stage, done.values):
                raise InvalidSpecError([Problem("search", Text(NOT_WHOLE))])
            trial.epochs, trial.outcome, trial.reason = list(done.epochs), done.outcome, done.reason
            trial.first_loss, trial.seconds = done.first_loss, done.seconds
            trial.state = self._state_of(trial, waiting.get(trial.number)) if trial.outcome is None else None
        self._queue_stage()

    def _state_of(self, trial: _Trial, state: Keyframe | None) -> Keyframe | None:
        """Return a state if it is one that the trial can have had; without one it begins again, to the same end."""
        if state is None or state.place.epoch != len(trial.epochs):
            return None
        spec = self.spec_of(trial.values, trial.stage)
        return state if is_state_of(state, spec, outline(spec), optimizer_state_names(spec)) else None

    def _begin_stage(self, space: Space) -> None:
        self._add_stage(space)
        self._queue_stage()

    def _add_stage(self, space: Space) -> None:
        stage, first = len(self._spaces), len(self._trials)
        self._spaces.append(space)
        found = settings(self._search, stage, space)
        self._stage = [_Trial(first + place, stage, values) for place, values in enumerate(found)]
        self._trials |= {trial.number: trial for trial in self._stage}
        search = self._search
        self._rungs = rungs(search.stages[stage].epochs, search.halving, stops_behind=search.stops_behind)
        self._rung = 0

    def _queue_stage(self) -> None:
        """Have all trials run to the present rung that are not there yet, and still in the race."""
        self._queue = deque(
            trial for trial in self._stage if trial.outcome is None and len(trial.epochs) < self._rungs[self._rung]
        )

    def _hand_out(self) -> None:
        """Keep all workers busy; after one died, those who may have been its end run one at a time."""
        while self._suspects or self._queue:
            room = 1 if self._suspects else AHEAD * self._workers.count
            if self.is_paused or len(self._running) >= room:
                return
            trial = (self._suspects or self._queue).popleft()
            try:
                future = self._workers.submit(self._leg(trial))
            except BrokenExecutor:
                self._queue.appendleft(trial)
                self._workers.renew()
                return
            self._running[future] = trial

    def _leg(self, trial: _Trial) -> Leg:
        if trial.state is None:
            trial.epochs, trial.first_loss = [], None  # from its start: its state was lost with the process
        spec = self.spec_of(trial.values, trial.stage)
        return Leg(trial.number, to_json(spec), self._rungs[self._rung], trial.state, trial.first_loss)

    def spec_of(self, values: Values, stage: int) -> ExperimentSpec:
        """Return the experiment of a trial."""
        return spec_of(self._spec, self._search, values, stage)

    def _take(self, future: Future[LegResult]) -> None:
        trial = self._running.pop(future)
        try:
            result = future.result()
        except BrokenExecutor:
            self._suspect([trial, *self._broken()])
            return
        except Exception as error:  # whatever a leg met, or the executor of others: one trial fails, and says why
            trial.outcome, trial.reason = "failed", str(error) or type(error).__name__
            return
        trial.epochs += result.epochs
        trial.outcome, trial.reason = result.outcome, result.reason
        trial.state = None
        kept = sum(state.size_bytes for state in self.waiting.values())
        if result.state is not None and kept + result.state.size_bytes <= KEPT_BYTES:
            trial.state = result.state
        trial.first_loss = result.first_loss
        trial.seconds += result.seconds

    def _broken(self) -> list[_Trial]:
        """Start the workers again; return the trials that were lost with them, beside what had come already."""
        for future in [future for future in self._running if future.done() and future.exception() is None]:
            self._take(future)
        lost = list(self._running.values())
        self._running.clear()
        self._workers.renew()
        return lost

    def _suspect(self, trials: Sequence[_Trial]) -> None:
        """Try trials again, one at a time; one during which a worker dies a second time has failed."""
        for trial in trials:
            if trial.number in self._suspected:
                trial.outcome, trial.reason = "failed", DIED
            else:
                self._suspected.add(trial.number)
                self._suspects.append(trial)

    def _leave_rung(self) -> None:
        """Decide who goes on, once all are there; after the last rung the next stage begins."""
        if self.proposed is not None or self.is_paused:
            return
        while self._rung + 1 < len(self._rungs):
            self._cut()
            self._rung += 1
            self._queue_stage()
            if self._queue:
                return
        if len(self._spaces) < len(self._search.stages):
            proposed = narrowed(self._spaces[-1], [trial.record() for trial in self._stage])
            if self.waits_between_stages:
                self.proposed = proposed
            else:
                self._begin_stage(proposed)

    def _cut(self) -> None:
        """End the trials that do not go on from the present rung.

        All that came to it are compared, also those that went on or were cut before the search was saved; points of a
        grid and random trials each among themselves.
        """
        epochs = self._rungs[self._rung]
        there = [trial for trial in self._stage if trial.was_there(epochs)]
        first = of_grid(self._search)
        self._cut_among([trial for trial in there if trial.number < first], epochs)
        self._cut_among([trial for trial in there if trial.number >= first], epochs)

    def _cut_among(self, peers: Sequence[_Trial], epochs: int) -> None:
        losses = {trial.number: trial.loss_at(epochs) for trial in peers}
        first = {trial.number: trial.first_loss for trial in peers}
        going = going_on(losses, first, self._search.halving)
        for trial in peers:
            if trial.outcome is None and trial.number not in going:
                trial.outcome, trial.state = "behind", None

    def _epochs_done(self, trial: _Trial) -> int:
        whole = self._search.stages[trial.stage].epochs
        return whole if trial.outcome is not None else min(len(trial.epochs), whole)


def spec_of(spec: ExperimentSpec, search: SearchSpec, values: Values, stage: int) -> ExperimentSpec:
    """Return the experiment of a trial: its setting, and as many epochs as its stage gives it.

    Raises
    ------
    InvalidSpecError
    """
    return applied(spec, {**values, "training.epochs": search.stages[stage].epochs})


def finished(search: Search, told: Callable[[Search], None] = lambda _: None, poll: float = 0.1) -> SearchRecord:
    """Run a search to its end and return its record; ``told`` is called now and then."""
    while not search.has_ended:
        search.advance(poll)
        told(search)
    return search.record
