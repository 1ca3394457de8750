"""The one thread on which all long work is done."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any, TypeVar

from nnlab.jobs.blas_limit import BlasLimit
from nnlab.jobs.job import Job

T = TypeVar("T")


class ComputeThread:
    """Takes the turns of its jobs one after the other.

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
        self._started = False

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
            self._start()
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
            self._start()
        return future

    def close(self) -> None:
        """Cancel all jobs and wait for the thread to end."""
        with self._lock:
            self._closing = True
            jobs = list(self._jobs)
            self._lock.notify_all()
        for job in jobs:
            job.cancel()
        if self._started:
            self._thread.join()

    def _start(self) -> None:
        """Start the thread with its first work: one that never worked keeps no process from ending."""
        if not self._started:
            self._started = True
            self._thread.start()

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
        if any(job.has_ended() for job in self._jobs):
            self._jobs = deque(job for job in self._jobs if not job.has_ended())

    def _answer_call(self) -> None:
        function, future = self._calls.popleft()
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(function())
        except Exception as error:
            future.set_exception(error)
