"""Decides what start, pause, step, stop and restart mean at the moment, and shows the run."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from nnlab.data.prepared import PreparedData
from nnlab.errors import NnlabError
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_buttons import RunButtons
from nnlab.gui.controllers.run_examples import RunExamples
from nnlab.gui.controllers.run_mark import NO_RUN, RunMark, can_go_on
from nnlab.gui.controllers.run_words import layer_labels, problem_words, record_words, state_words
from nnlab.gui.controllers.time_left import TimeLeft
from nnlab.gui.pending import Pending, result_of
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.run_link import RunLink
from nnlab.gui.translation import translate
from nnlab.gui.views.main_window import MainWindow
from nnlab.jobs import ComputeThread
from nnlab.logs import log_path
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import acts_at_once, with_live_fields
from nnlab.spec.paths import moved_to
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.memory import held_by
from nnlab.training.outline import Outline, outline
from nnlab.training.replay import replay
from nnlab.training.runner import Runner, RunState
from nnlab.training.snapshot import Snapshot

SEEDS = 100_000
"""A new seed is one of so many: short enough to be said aloud in class."""


class RunController(QObject):
    """Owns the run that the window shows: one at work, or the record of one that has ended or came from a file.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    thread : ComputeThread
    pending : Pending

    Signals
    -------
    progressed
        The run is further than it was, or has ended.
    run_shown : RunFacts or None
        Another run is shown from now on; None for none.
    snapshot_arrived : Snapshot
        The news of the run that is shown.
    record_taken
        The run that is shown is at work no more, or never was.
    run_finished : RunRecord
        The run has ended.
    """

    progressed = Signal()
    run_shown = Signal(object)
    snapshot_arrived = Signal(object)
    record_taken = Signal()
    run_finished = Signal(object)

    def __init__(self, window: MainWindow, draft: Draft, thread: ComputeThread, pending: Pending) -> None:
        super().__init__(window)
        self._window, self._draft, self._thread, self._pending = window, draft, thread, pending
        self._runner: Runner | None = None
        self._record: RunRecord | None = None
        self._state = RunState.IDLE
        self._mark = NO_RUN
        self._pace: float | None = None
        self._tells_weights = False
        self._examples, self._replays = RunExamples(), itertools.count(-1, -1)
        self._time_left = TimeLeft()
        self._buttons = RunButtons(window.actions_)
        self._link = RunLink(self)
        self._link.preparing.connect(self._on_link_preparing)
        self._link.snapshot_arrived.connect(self._on_link_snapshot_arrived)
        self._link.state_changed.connect(self._on_link_state_changed)
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        actions = self._window.actions_
        actions.start.triggered.connect(self._on_start_triggered)
        actions.step_batch.triggered.connect(lambda: self._go(Runner.step_batch))
        actions.step_epoch.triggered.connect(lambda: self._go(Runner.step_epoch))
        actions.stop.triggered.connect(self._on_stop_triggered)
        actions.restart.triggered.connect(self._on_restart_triggered)
        actions.new_seed.triggered.connect(self._on_new_seed_triggered)
        self._window.transport.speed_chosen.connect(self._on_transport_speed_chosen)
        self._draft.changed.connect(self._refresh)
        self._draft.settled.connect(self._on_draft_settled)

    @property
    def mark(self) -> RunMark:
        """Which run is shown, and how much of it."""
        return self._mark

    @property
    def record(self) -> RunRecord | None:
        """The run that has ended or came from a file, or that the one at work goes on from."""
        return self._record

    @property
    def state(self) -> RunState:
        """Where the run is, as the window knows it; a run from a file has finished."""
        return self._state

    @property
    def is_at_work(self) -> bool:
        """Whether a run goes on, or rests in the middle."""
        return self._runner is not None

    def copy(self) -> tuple[int, Future[RunRecord | None]]:
        """Return which run is shown, and have it copied; None where there is none."""
        if self._runner is not None:
            return self._runner.run_id, self._runner.record()
        future: Future[RunRecord | None] = Future()
        future.set_result(self._record)
        return self._mark.run_id, future

    def open(self, record: RunRecord | None) -> None:
        """Show a run from a file, or none, instead of the present one."""
        self._clear()
        if record is not None:
            self._replay(record)
            self._take_record(record)
        self._refresh()

    def tell_weights(self, wanted: bool) -> None:
        """Say whether snapshots are to come with the parameters of the network."""
        if wanted != self._tells_weights:
            self._tells_weights = wanted
            if self._runner is not None:
                self._runner.tell_weights(wanted)

    def examples(self) -> Generator[float, None, PreparedData | None]:
        """Prepare the examples of the run that is shown, on the compute thread; None where they are not at hand."""
        return self._examples.preparing(self._runner, self._record)

    def begin_from(self, earlier: RunRecord) -> None:
        """Go on from an earlier step of a run, as a new run."""
        self._begin(earlier, Runner.start)

    def close(self) -> None:
        """End the run, if there is one, and stop watching."""
        self._drop_runner()

    def _on_start_triggered(self) -> None:
        if self._state is RunState.RUNNING and self._runner is not None:
            self._runner.pause()
        else:
            self._go(Runner.start)

    def _on_stop_triggered(self) -> None:
        if self._runner is not None:
            self._runner.stop()

    def _on_restart_triggered(self) -> None:
        self._begin(None, Runner.start)

    def _on_new_seed_triggered(self) -> None:
        self._draft.edit("seed", secrets.randbelow(SEEDS))
        self._begin(None, Runner.start)

    def _on_transport_speed_chosen(self, steps_per_second: float | None) -> None:
        self._pace = steps_per_second
        self._time_left.restart()
        if self._runner is not None:
            self._runner.set_pace(steps_per_second)

    def _on_draft_settled(self) -> None:
        """Hand to the run what may change while it goes on; the rest of an edit is for the next one."""
        if self._runner is None or self._draft.spec is None:
            return
        wanted = with_live_fields(self._runner.spec, self._draft.spec)
        if wanted == self._runner.spec:
            return
        try:
            self._runner.change(wanted)
        except NnlabError as error:
            self._window.messages.show_problem(translate(error.text))
            return
        self._draft.held_bytes = held_by(self._runner.sizes)

    def _go(self, move: Callable[[Runner], None]) -> None:
        """Move the present run, or go on with one that was stopped, or begin a new one."""
        if self._runner is not None:
            move(self._runner)
            self._link.poll()
        elif self._draft.spec is not None:
            record = self._record
            self._begin(record if can_go_on(record, self._draft.spec) else None, move)

    def _begin(self, record: RunRecord | None, move: Callable[[Runner], None]) -> None:
        """Begin a run of the edited experiment, or go on from ``record``, whose data may have been moved.

        Where that is refused, what there is stays.
        """
        is_shown = record is not None and record is self._record
        if record is not None and self._draft.spec is not None:
            record = replace(record, spec=moved_to(record.spec, self._draft.spec))
        spec = record.spec if record else self._draft.spec
        if spec is None:
            return
        try:
            runner = self._new_runner(spec, record, self._draft.held_bytes)
        except NnlabError as error:  # memory that was free when the form was checked may be gone
            self._window.messages.show_problem(translate(error.text))
            return
        if not is_shown:
            self._clear()
            if record is not None:
                self._replay(record)
        self._announce(runner.run_id, spec, runner.sizes)
        if record is not None:
            self.snapshot_arrived.emit(replay(record, runner.run_id))  # a runner tells only what comes after that
        self._window.live.set_end(None)
        self._runner = runner
        self._examples.forget()  # it prepares its own
        runner.tell_weights(self._tells_weights)
        self._window.messages.clear()
        self._draft.held_bytes = held_by(runner.sizes)
        self._runner.set_pace(self._pace)
        self._time_left.restart()
        self._link.attach(self._runner)
        move(self._runner)
        self._link.poll()

    def _new_runner(self, spec: ExperimentSpec, record: RunRecord | None, held_bytes: int) -> Runner:
        """Return a runner of ``spec``, or one that goes on from ``record`` as the form says now."""
        runner = Runner(self._thread, spec, record, held_bytes=held_bytes)
        try:
            if record is not None and self._draft.spec is not None:
                runner.change(self._draft.spec)
        except NnlabError:
            runner.discard()
            raise
        return runner

    def _replay(self, record: RunRecord) -> None:
        """Show all of a run that is not at work; its number is below zero, so that no runner has the same."""
        run_id = next(self._replays)
        self._announce(run_id, record.spec, outline(record.spec, record.checkpoint.data))
        self._show(replay(record, run_id))

    def _announce(self, run_id: int, spec: ExperimentSpec, sizes: Outline) -> None:
        """Tell everybody which run is shown from now on."""
        labels = layer_labels(spec, sizes.n_outputs)
        self._window.live.set_layers(labels)
        self.run_shown.emit(RunFacts(run_id, spec, tuple(labels), sizes))

    def _clear(self) -> None:
        """Show no run."""
        self._drop_runner()
        self._examples.forget()
        self.run_shown.emit(None)
        self._record, self._state, self._mark = None, RunState.IDLE, NO_RUN
        if self._window.tabs.is_made("live"):
            self._window.live.clear()
        self._window.transport.clear()

    def _drop_runner(self) -> None:
        self._link.attach(None)
        if self._runner is not None:
            self._runner.discard()
            self._runner = None
            self._draft.held_bytes = 0

    def _on_link_preparing(self, share: float) -> None:
        """Say how far the data are, which no snapshot tells yet."""
        words = self.tr("Preparing the data: {percent} %").format(percent=round(100 * share))
        self._window.transport.set_state(words)

    def _on_link_snapshot_arrived(self, snapshot: Snapshot) -> None:
        self._show(snapshot)
        progress = snapshot.progress
        self._window.transport.set_time_left(self._time_left.estimate(progress.step, progress.steps))

    def _show(self, snapshot: Snapshot) -> None:
        is_first = self._mark.run_id != snapshot.run_id
        self._mark = RunMark(snapshot.run_id, snapshot.progress.step, None)
        self._window.live.set_snapshot(snapshot)
        self.snapshot_arrived.emit(snapshot)
        self._window.transport.set_snapshot(snapshot)
        if is_first:
            self._window.transport.set_state(self._state_words())
        self.progressed.emit()

    def _on_link_state_changed(self, state: RunState) -> None:
        self._time_left.restart()
        self._window.transport.set_time_left(None)
        if state is not RunState.FINISHED:
            self._state = state
            self._refresh()
        elif self._runner is not None:
            runner = self._runner
            self._pending.when_done(runner.record(), lambda future: self._on_run_finished(runner, future))

    def _on_run_finished(self, runner: Runner, future: Future[RunRecord | None]) -> None:
        """Keep the record of a run that has ended, unless another has taken its place meanwhile."""
        if runner is not self._runner:
            return
        if runner.finish is Finish.FAILED:
            self._report_failure(runner)
        self._examples.keep(runner.data)
        self._drop_runner()
        record = result_of(future, lambda: self._report_failure(runner))
        if record is not None:
            self._take_record(record)
            self.run_finished.emit(record)
            self._refresh()
        else:
            self.open(self._record)  # what it went on from, or none
        self.progressed.emit()

    def _report_failure(self, runner: Runner) -> None:
        if runner.error is not None:
            self._window.messages.show_problem(translate(runner.error.text))
        else:
            template = self.tr("The run failed for an unexpected reason; the details are in {path}.")
            self._window.messages.show_problem(template.format(path=log_path()))

    def _take_record(self, record: RunRecord) -> None:
        self._record, self._state = record, RunState.FINISHED
        self.record_taken.emit()
        self._mark = RunMark.of(self._mark.run_id, record)
        broke = record.checkpoint.first_nonfinite
        self._window.live.set_end(broke.step if broke else None)
        self._window.transport.set_time_left(None)

    def _refresh(self) -> None:
        """Let buttons and words say what is possible now."""
        spec, is_active = self._draft.spec, self._runner is not None
        self._buttons.show(
            is_active=is_active,
            is_running=self._state is RunState.RUNNING,
            can_begin=spec is not None,
            goes_on=is_active or (spec is not None and can_go_on(self._record, spec)),
            has_run=is_active or self._record is not None,
        )
        self._window.transport.set_state(self._state_words())
        self._window.form.set_running(is_active, self._acts_at_once)

    def _acts_at_once(self, path: str) -> bool:
        """Return whether an edit of ``path`` reaches the present run."""
        runner, spec = self._runner, self._draft.spec
        return runner is not None and acts_at_once(path, runner.spec, spec or runner.spec)

    def _state_words(self) -> str:
        if self._runner is not None:
            return state_words(self._state)
        if self._draft.spec is None:
            problem = problem_words(self._draft.problems, self._window.form.name_of)
            return self.tr("Not ready: {problem}").format(problem=problem)
        return record_words(self._record, self._draft.spec)
