"""Decides which step of the run the views show, and shows it to the one in front."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnlab.gui import numbers
from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_words import layer_labels
from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.main_window import MainWindow
from nnlab.gui.views.run_view import AskingView, PlanView, PointingView, RunView
from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.moment import Moment, looking_back
from nnlab.training.snapshot import Snapshot


class TimelineController(QObject):
    """Keeps the moment that is shown: the present, or an earlier step that somebody looks back at.

    Parameters
    ----------
    window : MainWindow
    runs : RunController
    draft : Draft
        Its network is drawn before there is a run.

    Signals
    -------
    run_changed : RunFacts or None
        Another run is shown.
    moment_changed : Moment
        Another moment is shown, or another view shows it.
    """

    run_changed = Signal(object)
    moment_changed = Signal(object)

    def __init__(self, window: MainWindow, runs: RunController, draft: Draft) -> None:
        super().__init__(window)
        self._window, self._runs, self._draft = window, runs, draft
        self._facts: RunFacts | None = None
        self._snapshot: Snapshot | None = None
        self._weights: Weights | None = None
        self._best: tuple[float, int] | None = None
        self._epoch_ends: set[int] = set()
        self._asked: int | None = None
        self._told: dict[str, RunFacts | None] = {}
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        self._runs.run_shown.connect(self._on_runs_run_shown)
        self._runs.snapshot_arrived.connect(self._on_runs_snapshot_arrived)
        self._runs.record_taken.connect(self._refresh)
        self._draft.changed.connect(self._on_draft_changed)
        self._window.tabs.view_made.connect(self._on_tabs_view_made)
        self._window.tabs.view_shown.connect(self._on_tabs_view_shown)
        timeline, actions = self._window.transport.timeline, self._window.actions_
        timeline.step_chosen.connect(self.look_at)
        timeline.present_chosen.connect(self.look_at_present)
        actions.now.triggered.connect(self.look_at_present)
        actions.epoch_back.triggered.connect(lambda: self._move_by_epochs(-1))
        actions.epoch_forward.triggered.connect(lambda: self._move_by_epochs(1))

    @property
    def moment(self) -> Moment | None:
        """What is shown; None where there is no run."""
        snapshot = self._snapshot
        if snapshot is None:
            return None
        last, keyframes = snapshot.progress.step, self._keyframes(snapshot)
        if self._asked is not None:
            return looking_back(snapshot.run_id, self._asked, last, snapshot.pictures, keyframes)
        picture = snapshot.picture if snapshot.picture.layers else None
        latest = [weights for weights in (self._weights, *keyframes[-1:]) if weights is not None]
        weights = max(latest, key=lambda known: known.step, default=None)
        return Moment(snapshot.run_id, last, last, True, picture, weights, snapshot.pictures, keyframes)

    def _keyframes(self, snapshot: Snapshot) -> tuple[Keyframe, ...]:
        """Return all that are kept, the end of a run that has ended among them."""
        record = self._runs.record
        if record is None or (snapshot.keyframes and snapshot.keyframes[-1].step >= record.checkpoint.step):
            return snapshot.keyframes
        return (*snapshot.keyframes, record.checkpoint)

    def look_at(self, step: int) -> None:
        """Take the views back to ``step``."""
        if self._snapshot is not None and self._snapshot.pictures:
            self._asked = step
            self._refresh()

    def look_at_present(self) -> None:
        """Show the run as it goes on."""
        self._asked = None
        self._refresh()

    def _move_by_epochs(self, epochs: int) -> None:
        """Go to the end of an epoch before or after the one that is shown; after the last one is the present."""
        if self._snapshot is None:
            return
        here = self._snapshot.progress.step if self._asked is None else self._asked
        if epochs < 0:
            self.look_at(max((end for end in self._epoch_ends if end < here), default=0))
        elif self._asked is not None:
            after = [end for end in self._epoch_ends if end > here]
            self.look_at(min(after)) if after else self.look_at_present()

    def _on_runs_run_shown(self, facts: RunFacts | None) -> None:
        self._facts, self._snapshot, self._weights, self._asked = facts, None, None, None
        self._best, self._epoch_ends = None, set()
        self.run_changed.emit(facts)
        self._refresh()

    def _on_runs_snapshot_arrived(self, snapshot: Snapshot) -> None:
        self._snapshot, self._weights = snapshot, snapshot.weights or self._weights
        for evaluation in snapshot.evaluations:
            if evaluation.epoch % 1 == 0:
                self._epoch_ends.add(evaluation.step)
            if evaluation.part == "validation" and isfinite(evaluation.loss):
                found = evaluation.loss, evaluation.step
                self._best = min(self._best or found, found)
        self._refresh()

    def _on_draft_changed(self) -> None:
        if self._facts is None:
            self._refresh()

    def _on_tabs_view_made(self, _: str, view: QWidget) -> None:
        """Go where somebody points in a view of the steps."""
        if isinstance(view, PointingView):
            view.step_pointed.connect(self.look_at)

    def _on_tabs_view_shown(self, _: str) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Show the moment to the view in front, and where it is on the line of time."""
        moment = self.moment
        self._show_line(moment)
        key = self._window.tabs.key
        view: object = self._window.tabs.front
        if isinstance(view, RunView):
            facts = self._facts or (self._plan() if isinstance(view, PlanView) else None)
            if key not in self._told or self._told[key] != facts:
                self._told[key] = facts
                view.set_run(facts)
            if moment is not None:
                view.set_moment(moment)
        self._runs.tell_weights(self._asked is None and isinstance(view, AskingView))
        if moment is not None:
            self.moment_changed.emit(moment)

    def _plan(self) -> RunFacts | None:
        """Return what the form asks for, as if it were run; None where something is wrong with it."""
        spec, sizes = self._draft.spec, self._draft.outline
        if spec is None or sizes is None:
            return None
        return RunFacts(0, spec, tuple(layer_labels(spec, sizes.n_outputs)), sizes)

    def _show_line(self, moment: Moment | None) -> None:
        timeline, actions = self._window.transport.timeline, self._window.actions_
        record = self._runs.record
        broke = record.checkpoint.first_nonfinite if record is not None else None
        if moment is None:
            timeline.set_recorded((), (), 0)
            timeline.set_shown(None, "")
        else:
            best = self._best[1] if self._best else None
            steps, kept = ([thing.step for thing in things] for things in (moment.pictures, moment.keyframes))
            timeline.set_recorded(steps, kept, moment.last_step, best)
            timeline.set_shown(self._asked, self._words(moment))
        timeline.set_diverged(broke.step if broke and moment else None)
        actions.now.setEnabled(self._asked is not None)
        actions.start_here.setEnabled(self._asked is not None and bool(moment and moment.keyframes))
        actions.epoch_back.setEnabled(bool(moment and moment.pictures))
        actions.epoch_forward.setEnabled(self._asked is not None)

    def _words(self, moment: Moment) -> str:
        if moment.is_present:
            return self.tr("now")
        return self.tr("step {step}").format(step=numbers.count(moment.step))
