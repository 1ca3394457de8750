"""Work that belongs to the window's own thread, a little at a time, so that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

SLICE_S: Final = 0.012


class Slices(QObject):
    """One piece of work at a time; a new one takes the place of the one before.

    Signals
    -------
    progressed : object
        What the work yielded last.
    succeeded : object
        What it returned.
    """

    progressed = Signal(object)
    succeeded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Generator[Any, None, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self, work: Generator[Any, None, Any]) -> None:
        """Begin; what is short is done before this returns."""
        self.cancel()
        self._work = work
        self._timer.start()
        self._on_timer_timeout()

    def cancel(self) -> None:
        """Give up what is under way; nobody hears of it any more."""
        self._timer.stop()
        if self._work is not None:
            self._work.close()
            self._work = None

    def _on_timer_timeout(self) -> None:
        started, work = perf_counter(), self._work
        if work is None:
            return
        is_over = True
        try:
            while perf_counter() - started < SLICE_S:
                done = next(work)
            is_over = False
        except StopIteration as end:
            result = end.value
        finally:
            if is_over:  # also where it went wrong
                self.cancel()
        if is_over:
            self.succeeded.emit(result)
        else:
            self.progressed.emit(done)
