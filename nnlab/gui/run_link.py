"""Polls a run's mailbox with a timer and tells the window; no signal crosses a thread."""

from __future__ import annotations

from time import thread_time

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.training.runner import Runner, RunState

INTERVAL_MS = 40
"""How often the mailbox is looked into; the run fills it ten times a second."""
SHARE_OF_TIME = 0.15
"""The share of a core that the window may take while it shows a run; the rest is the run's."""
MOST_INTERVAL_MS = 400
"""Whatever else the window is busy with, it looks so often."""


class RunLink(QObject):
    """Watches one run at a time.

    A run's end is a state, not a message: the state is read before the mailbox is emptied and told after it, so that
    nobody hears of the end before the last news.

    Parameters
    ----------
    parent : QObject
    """

    preparing = Signal(float)
    snapshot_arrived = Signal(object)
    state_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spent_s = thread_time()
        self._runner: Runner | None = None
        self._state: RunState | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)

    def attach(self, runner: Runner | None) -> None:
        """Watch ``runner`` from now on, and forget the one before."""
        self._runner, self._state = runner, None
        if runner is None:
            self._timer.stop()
        else:
            self._spent_s = thread_time()
            self._timer.start(INTERVAL_MS)

    def poll(self) -> None:
        """Tell what is new."""
        runner = self._runner
        if runner is None:
            return
        state = runner.state
        if (share := runner.prepared_share) is not None:
            self.preparing.emit(share)
        snapshot = runner.mailbox.take()
        if snapshot is not None and snapshot.run_id == runner.run_id:
            self.snapshot_arrived.emit(snapshot)
        if state is not self._state and runner is self._runner:
            self._state = state
            self.state_changed.emit(state)
        if state is RunState.FINISHED and runner is self._runner:
            self._timer.stop()

    def _on_timer_timeout(self) -> None:
        self.poll()
        spent_ms, self._spent_s = 1000 * (thread_time() - self._spent_s), thread_time()
        self._timer.setInterval(min(max(INTERVAL_MS, round(spent_ms / SHARE_OF_TIME)), MOST_INTERVAL_MS))
