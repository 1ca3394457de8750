"""Long work as jobs on the one compute thread, which takes their turns one after the other.

A job is a generator; each ``yield`` ends a turn. Pausing, resuming and cancelling take effect between turns. The
thread alone sets the number of BLAS threads, which is global to the process.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import ExitStack
from enum import Enum
from time import monotonic
from typing import Any, Generic, TypeVar

from threadpoolctl import ThreadpoolController

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Mailbox(Generic[T]):
    """One place for the latest news: what was not fetched in time is merged with what comes after.

    Parameters
    ----------
    merge : callable
        Makes one item of the older and the newer.
    """

    def __init__(self, merge: Callable[[T, T], T]) -> None:
        self._merge = merge
        self._lock = threading.Lock()
        self._item: T | None = None

    def put(self, item: T) -> None:
        """Leave ``item``."""
        with self._lock:
            self._item = item if self._item is None else self._merge(self._item, item)

    def take(self) -> T | None:
        """Fetch what is there and leave the box empty; None where there is nothing."""
        with self._lock:
            item, self._item = self._item, None
            return item


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
        self._interval = self._due = 0.0

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
                self._wake()

    def pause(self) -> None:
        """Come to rest at the end of the present turn."""
        with self._lock:
            self._pausing = self._state is JobState.RUNNING
            self._wake()

    def cancel(self) -> None:
        """Close the generator at the end of the present turn."""
        with self._lock:
            self._cancelling = self._state not in FINAL
            self._wake()

    def set_pace(self, turns_per_second: float | None) -> None:
        """Take at most so many turns a second; None for as many as there is time for."""
        with self._lock:
            self._interval = 1 / turns_per_second if turns_per_second else 0.0
            self._wake()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until the job has ended or ``timeout`` seconds have passed; return whether it has ended."""
        with self._lock:
            return self._lock.wait_for(lambda: self._state in FINAL, timeout)

    def seconds_until_due(self) -> float | None:
        """Return how long the compute thread has to wait for this job's next turn; None while it rests."""
        if self._cancelling or self._pausing:
            return 0.0
        return max(0.0, self._due - monotonic()) if self._state is JobState.RUNNING else None

    def take_turn(self) -> None:
        """Do what is due: close, rest, or advance the generator once. On the compute thread only."""
        try:
            if self._cancelling:
                self._work.close()
                self._end(JobState.CANCELLED)
            elif self._pausing:
                self._rest(self._orders)
            else:
                self._advance()
        except Exception as error:  # the one broad catch: whatever goes wrong in a job must not end the thread
            logger.exception("a job failed")
            self.error = error
            self._end(JobState.FAILED)

    def _advance(self) -> None:
        with self._lock:
            orders, until = self._orders, self._until
            self._due = monotonic() + self._interval if self._interval else 0.0
        self._on_turn()
        try:
            next(self._work)
        except StopIteration:
            self._end(JobState.DONE)
            return
        if until is not None and until():
            self._rest(orders)

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

    def _wake(self) -> None:
        """Let the compute thread look at once, whatever the pace."""
        self._due = 0.0
        self._lock.notify_all()


class ComputeThread:
    """The one thread on which all long work is done.

    Parameters
    ----------
    name : str
        Of the thread, for the log.
    """

    def __init__(self, name: str = "nnlab-compute") -> None:
        self._lock = threading.Condition()
        self._jobs: deque[Job] = deque()
        self._calls: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._closing = False
        self._blas = BlasLimit()
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def submit(
        self, work: Generator[None, None, None], *, blas_threads: int = 1, on_rest: Callable[[], None] = lambda: None
    ) -> Job:
        """Take on a job; it waits, paused, until it is resumed.

        Parameters
        ----------
        work : generator
            Each ``yield`` ends a turn.
        blas_threads : int
            While this job has its turn.
        on_rest : callable
            Called on the compute thread each time the job comes to rest before its end.
        """
        job = Job(work, self._lock, lambda: self._blas.set(blas_threads), on_rest)
        with self._lock:
            if self._closing:
                raise RuntimeError("the compute thread is closed")
            self._jobs.append(job)
        return job

    def call(self, function: Callable[[], T]) -> Future[T]:
        """Have ``function`` called between two turns, when no job is in the middle of a step."""
        future: Future[T] = Future()
        with self._lock:
            if self._closing:
                future.cancel()
                return future
            self._calls.append((function, future))
            self._lock.notify_all()
        return future

    def close(self) -> None:
        """Cancel all jobs and wait for the thread to end."""
        with self._lock:
            self._closing = True
            jobs = list(self._jobs)
            self._lock.notify_all()
        for job in jobs:
            job.cancel()
        self._thread.join()

    def _run(self) -> None:
        while (turn := self._next_turn()) is not None:
            turn()
        self._blas.restore()

    def _next_turn(self) -> Callable[[], None] | None:
        """Wait for something to do; None when the thread is closed and every job has ended."""
        with self._lock:
            while True:
                if self._calls:
                    return self._answer_call
                self._drop_ended_jobs()
                job, wait = self._first_due()
                if job is not None and wait == 0:
                    self._jobs.rotate(-1)
                    return job.take_turn
                if self._closing and not self._jobs:
                    return None
                self._blas.restore()
                self._lock.wait(wait)

    def _first_due(self) -> tuple[Job | None, float | None]:
        """Return the job whose turn comes first, and in how many seconds; it is then at the head of the queue."""
        waits = [(wait, place) for place, job in enumerate(self._jobs) if (wait := job.seconds_until_due()) is not None]
        if not waits:
            return None, None
        wait, place = min(waits)
        self._jobs.rotate(-place)
        return self._jobs[0], wait

    def _drop_ended_jobs(self) -> None:
        if any(job._state in FINAL for job in self._jobs):
            self._jobs = deque(job for job in self._jobs if job._state not in FINAL)

    def _answer_call(self) -> None:
        function, future = self._calls.popleft()
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(function())
        except Exception as error:
            future.set_exception(error)


class BlasLimit:
    """The number of BLAS threads of the process: set for the job at work, put back when none is.

    Entered and left as a context: threadpoolctl listens to one thread at a time, the first that sets a limit, until
    that thread leaves its context.
    """

    def __init__(self) -> None:
        self._controller: ThreadpoolController | None = None
        self._present: int | None = None
        self._entered = ExitStack()

    def set(self, threads: int) -> None:
        """Let BLAS use ``threads`` threads.

        Raises
        ------
        RuntimeError
            When another thread of the process holds another number: results would differ in their last bits.
        """
        if threads == self._present:
            return
        if self._controller is None:
            self._controller = ThreadpoolController()
        self.restore()
        self._entered.enter_context(self._controller.limit(limits=threads, user_api="blas"))
        if any(
            library["num_threads"] != threads for library in self._controller.info() if library["user_api"] == "blas"
        ):
            self.restore()
            raise RuntimeError("another thread decides the number of BLAS threads")
        self._present = threads

    def restore(self) -> None:
        """Put back the number that was found."""
        self._entered.close()
        self._present = None
