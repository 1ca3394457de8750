"""Starts a run again from one of its earlier steps."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_mark import can_go_on
from nnlab.gui.controllers.timeline_controller import TimelineController
from nnlab.gui.pending import Pending, result_of
from nnlab.gui.views.main_window import MainWindow
from nnlab.logs import log_path
from nnlab.training.checkpoint import RunRecord
from nnlab.training.moment import Moment, nearest
from nnlab.training.rewind import rewound


class StartAgain(QObject):
    """Goes on from the step that the timeline shows, or from the nearest one whose weights are kept.

    From the step that broke nothing goes on.

    Parameters
    ----------
    window : MainWindow
    draft : Draft
    runs : RunController
    timeline : TimelineController
    pending : Pending
    """

    def __init__(
        self, window: MainWindow, draft: Draft, runs: RunController, timeline: TimelineController, pending: Pending
    ) -> None:
        super().__init__(window)
        self._window, self._draft, self._runs = window, draft, runs
        self._timeline, self._pending = timeline, pending
        window.actions_.start_here.triggered.connect(self._on_start_here_triggered)

    def _on_start_here_triggered(self) -> None:
        moment = self._timeline.moment
        if moment is not None:
            _, future = self._runs.copy()
            self._pending.when_done(future, lambda copied: self._on_copied(moment, copied))

    def _on_copied(self, moment: Moment, future: Future[RunRecord | None]) -> None:
        """Begin, unless another run has taken the place of the one that was copied."""
        record, shown = result_of(future, self._tell_failure), self._timeline.moment
        if record is None or shown is None or shown.run_id != moment.run_id:
            return
        broke = record.checkpoint.first_nonfinite
        whole = [frame for frame in moment.keyframes if broke is None or frame.step < broke.step]
        place = nearest(moment.step, whole)
        if place is None:
            return
        earlier, spec = rewound(record, whole[place]), self._draft.spec
        if spec is not None and can_go_on(earlier, spec):
            self._runs.begin_from(earlier)
        else:
            self._window.messages.show_problem(
                self.tr("The form asks for another experiment than the one that was run: undo that, or start anew.")
            )

    def _tell_failure(self) -> None:
        template = self.tr("The run could not be copied; the details are in {path}.")
        self._window.messages.show_problem(template.format(path=log_path()))
