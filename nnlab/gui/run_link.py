"""Polls a run's mailbox with a timer and tells the window; no signal crosses a thread."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.training.runner import Runner, RunState

INTERVAL_MS = 40
"""How often the mailbox is looked into; the run fills it ten times a second."""
SHARE_OF_TIME = 0.15
"""The share of the window's time that showing snapshots may take."""


class RunLink(QObject):
    """Watches one run at a time.

    A run's end is a state, not a message: the state is read before the mailbox is emptied and told after it, so that
    nobody hears of the end before the last news.

    Parameters
    ----------
    parent : QObject
    painting_s : callable
        Seconds that the window has spent in painting so far.
    """

    preparing = Signal(float)
    snapshot_arrived = Signal(object)
    state_changed = Signal(object)

    def __init__(self, parent: QObject | None = None, painting_s: Callable[[], float] = lambda: 0.0) -> None:
        super().__init__(parent)
        self._painting_s, self._painted_s = painting_s, painting_s()
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
        started = perf_counter()
        self.poll()
        painted_s, self._painted_s = self._painting_s() - self._painted_s, self._painting_s()
        spent_ms = 1000 * (perf_counter() - started + painted_s)
        self._timer.setInterval(max(INTERVAL_MS, round(spent_ms / SHARE_OF_TIME)))
