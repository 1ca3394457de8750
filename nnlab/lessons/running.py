"""Many lessons measured at once, in processes, each with seeds of its own."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from nnlab.jobs import drained
from nnlab.jobs.blas_limit import BlasLimit
from nnlab.lessons.bench import THREADS, Bench
from nnlab.lessons.checking import Outcome, checking
from nnlab.lessons.experiments import experiments
from nnlab.lessons.reading import LessonFolder, read


@dataclass(frozen=True)
class Measured:
    """The claims of one lesson with one seed.

    Attributes
    ----------
    lesson : str
        Its name.
    seed : int
    outcomes : tuple of Outcome
    """

    lesson: str
    seed: int
    outcomes: tuple[Outcome, ...]


def measured(
    folders: Sequence[LessonFolder],
    seeds: Sequence[int],
    processes: int,
    told: Callable[[int, int], None] | None = None,
) -> list[Measured]:
    """Measure the claims of lessons, with each seed; in the order of lessons and seeds.

    Parameters
    ----------
    folders : sequence of LessonFolder
    seeds : sequence of int
        Of data and training.
    processes : int
    told : callable, optional
        Called with how many are done, and of how many.
    """
    work = [(folder.path, seed) for folder in folders for seed in seeds]
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin) as pool:
        waiting = [pool.submit(_measure, path, seed) for path, seed in work]
        try:
            for done, _ in enumerate(as_completed(waiting), start=1):
                if told is not None:
                    told(done, len(work))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return [future.result() for future in waiting]


def _begin() -> None:
    """Prepare a process: Ctrl+C is for the one that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _measure(path: Path, seed: int) -> Measured:
    folder, limit = read(path), BlasLimit()
    limit.set(THREADS)
    try:
        outcomes = drained(checking(folder.lesson, Bench(experiments(folder.lesson, seed), seed)))
        return Measured(folder.name, seed, outcomes)
    finally:
        limit.restore()
