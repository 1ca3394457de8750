"""A generator whose turns can be started, paused, paced and cancelled from other threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from enum import Enum
from math import inf
from time import monotonic

logger = logging.getLogger(__name__)


class JobState(Enum):
    """Where a job is; the last three are final."""

    PAUSED = "paused"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


FINAL = frozenset({JobState.DONE, JobState.CANCELLED, JobState.FAILED})


class Job:
    """A generator that the compute thread advances; made by ``ComputeThread.submit``, paused at first.

    All methods may be called from any thread.

    Attributes
    ----------
    error : Exception or None
        What ended a job that failed.
    """

    def __init__(
        self,
        work: Generator[None, None, None],
        lock: threading.Condition,
        on_turn: Callable[[], None],
        on_rest: Callable[[], None],
    ) -> None:
        self.error: Exception | None = None
        self._work, self._on_turn, self._on_rest = work, on_turn, on_rest
        self._lock = lock
        self._state = JobState.PAUSED
        self._until: Callable[[], bool] | None = None
        self._orders = 0
        self._pausing = self._cancelling = False
        self._interval, self._last_turn = 0.0, -inf

    @property
    def state(self) -> JobState:
        """Where the job is."""
        with self._lock:
            return self._state

    def resume(self, until: Callable[[], bool] | None = None) -> None:
        """Go on; with ``until``, asked on the compute thread after each turn, only as far as that."""
        with self._lock:
            if self._state not in FINAL:
                self._state, self._until, self._pausing = JobState.RUNNING, until, False
                self._orders += 1
                self._last_turn = -inf  # the first turn comes at once
                self._lock.notify_all()

    def pause(self) -> None:
        """Come to rest at the end of the present turn."""
        with self._lock:
            self._pausing = self._state is JobState.RUNNING
            self._lock.notify_all()

    def cancel(self) -> None:
        """Close the generator at the end of the present turn."""
        with self._lock:
            self._cancelling = self._state not in FINAL
            self._lock.notify_all()

    def set_pace(self, turns_per_second: float | None) -> None:
        """Take at most so many turns a second; None for as many as there is time for."""
        with self._lock:
            self._interval = 1 / turns_per_second if turns_per_second else 0.0
            self._lock.notify_all()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until the job has ended or ``timeout`` seconds have passed; return whether it has ended."""
        with self._lock:
            return self._lock.wait_for(lambda: self._state in FINAL, timeout)

    def has_ended(self) -> bool:
        """Return whether the job has ended; for the compute thread, which holds the lock."""
        return self._state in FINAL

    def seconds_until_due(self) -> float | None:
        """Return how long the compute thread has to wait for the next turn, None while the job rests; likewise."""
        if self._cancelling or self._pausing:
            return 0.0
        if self._state is not JobState.RUNNING:
            return None
        return max(0.0, self._last_turn + self._interval - monotonic()) if self._interval else 0.0

    def take_turn(self) -> None:
        """Do what is due: close, rest, or advance the generator once. On the compute thread only."""
        with self._lock:
            cancelling, pausing, orders, until = self._cancelling, self._pausing, self._orders, self._until
            self._last_turn = monotonic()
        try:
            if cancelling:
                self._work.close()
                self._end(JobState.CANCELLED)
            elif pausing or (self._advance() and until is not None and until()):
                self._rest(orders)
        except Exception as error:  # the one broad catch: whatever goes wrong in a job must not end the thread
            logger.exception("a job failed")
            self.error = error
            with suppress(Exception):  # what holds memory is let go, whatever it says
                self._work.close()
            self._end(JobState.FAILED)

    def _advance(self) -> bool:
        """Take one turn, and return whether there are more."""
        self._on_turn()
        try:
            next(self._work)
        except StopIteration:
            self._end(JobState.DONE)
            return False
        return True

    def _rest(self, orders: int) -> None:
        """Come to rest, unless somebody resumed the job since it had its ``orders``."""
        self._on_rest()
        with self._lock:
            if orders == self._orders:
                self._state, self._pausing, self._until = JobState.PAUSED, False, None
                self._lock.notify_all()

    def _end(self, state: JobState) -> None:
        with self._lock:
            self._state, self._pausing, self._cancelling = state, False, False
            self._lock.notify_all()
