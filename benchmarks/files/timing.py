"""Saving and opening, timed; and how much of the saving is the disk's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

from nnlab.store.experiment_file import Experiment, open_experiment, save

WARM_UP = 2


@dataclass
class Timings:
    """Milliseconds of each round.

    Attributes
    ----------
    save, open : list of float
        In a process that has done it before.
    syncing : list of float
        What of ``save`` was spent waiting for the disk to have it.
    cold_open : list of float
        The first time in a new process, without what it takes to start and to import.
    syncs : int
        Of one saving.
    """

    save: list[float] = field(default_factory=list)
    open: list[float] = field(default_factory=list)
    syncing: list[float] = field(default_factory=list)
    cold_open: list[float] = field(default_factory=list)
    syncs: int = 0


def timed(experiment: Experiment, path: Path, rounds: int) -> Timings:
    """Save ``experiment`` to ``path`` and open it again, so often."""
    timings = Timings()
    for number in range(WARM_UP + rounds):
        with _syncs() as syncs:
            begun = perf_counter()
            save(path, experiment)
            saved = perf_counter()
        open_experiment(path)
        opened = perf_counter()
        if number >= WARM_UP:
            timings.save.append(1000 * (saved - begun))
            timings.open.append(1000 * (opened - saved))
            timings.syncing.append(1000 * sum(syncs))
            timings.syncs = len(syncs)
    timings.cold_open = [_cold_ms(path) for _ in range(rounds)]
    return timings


@contextmanager
def _syncs() -> Iterator[list[float]]:
    """Note the seconds of each call of ``os.fsync``."""
    seconds: list[float] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        begun = perf_counter()
        sync(descriptor)
        seconds.append(perf_counter() - begun)

    with patch("os.fsync", watched):
        yield seconds


COLD = """
import sys
from pathlib import Path
from time import perf_counter
import nnlab.store.consistency, nnlab.store.run_members
from nnlab.store.experiment_file import open_experiment
begun = perf_counter()
open_experiment(Path(sys.argv[1]))
print(1000 * (perf_counter() - begun))
"""


def _cold_ms(path: Path) -> float:
    command = [sys.executable, "-c", COLD, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8", timeout=60)
    return float(done.stdout)
