"""Starts a run again from one of its earlier steps."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject

from nnlab.gui.controllers.draft import Draft
from nnlab.gui.controllers.run_controller import RunController
from nnlab.gui.controllers.run_mark import can_go_on
from nnlab.gui.controllers.timeline_controller import TimelineController
from nnlab.gui.pending import Pending
from nnlab.gui.views.main_window import MainWindow
from nnlab.training.checkpoint import RunRecord
from nnlab.training.keyframe import Keyframe
from nnlab.training.moment import nearest
from nnlab.training.rewind import rewound


class StartAgain(QObject):
    """Goes on from the step that the timeline shows, or from the nearest one whose weights are kept.

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
        place = nearest(moment.step, moment.keyframes) if moment is not None else None
        if moment is None or place is None:
            return
        keyframe = moment.keyframes[place]
        run_id, future = self._runs.copy()
        self._pending.when_done(future, lambda copied: self._on_copied(run_id, copied, keyframe))

    def _on_copied(self, run_id: int, future: Future[RunRecord | None], keyframe: Keyframe) -> None:
        """Begin, unless another run has taken the place of the one that was copied."""
        record = None if future.cancelled() else future.result()
        if record is None or run_id != self._runs.mark.run_id:
            return
        earlier, spec = rewound(record, keyframe), self._draft.spec
        if spec is not None and can_go_on(earlier, spec):
            self._runs.begin_from(earlier)
        else:
            self._window.messages.show_problem(
                self.tr("The form asks for another experiment than the one that was run: undo that, or start anew.")
            )
