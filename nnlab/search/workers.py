"""Where trials run: in processes over the cores of this machine, or wherever another executor takes them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Thread
from typing import Any, Final, Protocol

from nnlab.search.trial import Leg, LegResult, never, run_leg

LOWER: Final = 5
"""By how much processes give way to others."""


@dataclass
class _Process:
    """What a process of the pool was told when it began."""

    is_given_up: Callable[[], bool] = never


_process = _Process()


class Workers(Protocol):
    """Takes legs, and gives their results in time.

    Attributes
    ----------
    count : int
        How many legs run at once.
    """

    @property
    def count(self) -> int:
        """How many legs run at once."""

    def submit(self, leg: Leg) -> Future[LegResult]:
        """Have a leg run."""

    def renew(self) -> None:
        """Start again after a worker has died."""

    def close(self, *, wait: bool = True) -> None:
        """Give up what is under way, and end all workers; wait for that, or let them end by themselves."""


class Processes:
    """Processes of this machine, each with one BLAS thread.

    Parameters
    ----------
    count : int
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._context = get_context("spawn")
        self._given_up = self._context.Event()
        self._pool: ProcessPoolExecutor | None = None

    @property
    def count(self) -> int:
        """How many legs run at once."""
        return self._count

    def submit(self, leg: Leg) -> Future[LegResult]:
        """Have a leg run.

        Raises
        ------
        concurrent.futures.BrokenExecutor
            When a worker has died since the last leg.
        """
        if self._pool is None:
            arguments = (self._given_up,)
            self._pool = ProcessPoolExecutor(self._count, self._context, initializer=_begin, initargs=arguments)
        return self._pool.submit(_run, leg)

    def renew(self) -> None:
        """Start again after a worker has died."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def close(self, *, wait: bool = True) -> None:
        """Give up what is under way, and end all processes: each looks between two steps whether it is to end.

        Where nobody waits for them, a thread does, which Python waits for at its end.
        """
        self._given_up.set()
        if self._pool is not None:
            ending = Thread(target=self._end, args=(self._pool,), name="end of a search")
            self._pool = None
            ending.start()
            if wait:
                ending.join()

    def _end(self, pool: ProcessPoolExecutor) -> None:
        """Wait until all processes have ended: those that are only starting still look for the event of this object."""
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(given_up: Any) -> None:
    """Prepare a process: Ctrl+C is for the one that asked, and a window goes before trials."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(LOWER)
    _process.is_given_up = given_up.is_set


def _run(leg: Leg) -> LegResult:
    return run_leg(leg, _process.is_given_up)


class Here:
    """One leg at a time in this very thread: for searches that are a part of something larger."""

    @property
    def count(self) -> int:
        """How many legs run at once."""
        return 1

    def submit(self, leg: Leg) -> Future[LegResult]:
        """Run a leg, and return what came of it."""
        future: Future[LegResult] = Future()
        future.set_result(run_leg(leg))
        return future

    def renew(self) -> None:
        """Do nothing: there is no process that could die."""

    def close(self, *, wait: bool = True) -> None:
        """Do nothing."""


class Borrowed:
    """Workers behind an executor of others, as a Dask cluster has one.

    Parameters
    ----------
    executor : Executor
        Closed in the end.
    count : int
    """

    def __init__(self, executor: Executor, count: int) -> None:
        self._executor, self._count = executor, count

    @property
    def count(self) -> int:
        """How many legs run at once."""
        return self._count

    def submit(self, leg: Leg) -> Future[LegResult]:
        """Have a leg run."""
        return self._executor.submit(run_leg, leg)

    def renew(self) -> None:
        """Do nothing: who lends the workers replaces them."""

    def close(self, *, wait: bool = True) -> None:
        """Take no more; those who lend the workers end them."""
        self._executor.shutdown(wait=False)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
