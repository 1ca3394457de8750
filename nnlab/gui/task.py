"""Work on the compute thread that somebody in the window waits for: its progress, its result, or why there is none."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnlab.jobs import ComputeThread, Job, JobState, now_and_then

INTERVAL_MS = 30


class Task(QObject):
    """One piece of work at a time; a new one takes the place of the one before.

    Signals
    -------
    progressed : float
        The share that is done.
    succeeded : object
        What the work returned.
    failed : Exception
    """

    progressed = Signal(float)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, thread: ComputeThread, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = thread
        self._job: Job | None = None
        self._errand = _Errand()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def is_busy(self) -> bool:
        """Whether there is work under way."""
        return self._job is not None

    def start(self, work: Generator[float, None, Any], blas_threads: int = 1) -> None:
        """Begin ``work``, which yields the share that is done."""
        self.cancel()
        self._errand = _Errand()
        self._job = self._thread.submit(self._errand.run(work), blas_threads=blas_threads)
        self._job.resume()
        self._timer.start()

    def cancel(self) -> None:
        """Give up what is under way; nobody hears of it any more."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_timer_timeout(self) -> None:
        job, errand = self._job, self._errand
        if job is None:
            return
        state = job.state
        if state is JobState.RUNNING:
            self.progressed.emit(errand.share)
            return
        self.cancel()
        if state is JobState.DONE:
            self.succeeded.emit(errand.result)
        elif state is JobState.FAILED:
            self.failed.emit(job.error)


class _Errand:
    """What the compute thread writes down of one piece of work, and the window reads."""

    def __init__(self) -> None:
        self.share = 0.0
        self.result: Any = None

    def run(self, work: Generator[float, None, Any]) -> Generator[None, None, None]:
        """Do the work, on the compute thread."""
        self.result = yield from now_and_then(self._watched(work))

    def _watched(self, work: Generator[float, None, Any]) -> Generator[None, None, Any]:
        while True:
            try:
                self.share = next(work)
            except StopIteration as end:
                return end.value
            yield
