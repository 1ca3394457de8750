"""Other work on the machine: waited for, and measured beside what is timed."""

from __future__ import annotations

import os
import time

import psutil

QUIET = 0.1
"""Cores that others may use; where one of two BLAS threads is interrupted, a step takes up to fifty times as long."""
PATIENCE_SECONDS, GLANCE_SECONDS = 30.0, 0.3


def wait_for_quiet() -> None:
    """Wait until nothing else runs, but not for ever."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if psutil.cpu_percent(GLANCE_SECONDS) / 100 * (os.cpu_count() or 1) <= QUIET:
            return


class Others:
    """The work of all other processes since this was made."""

    def __init__(self) -> None:
        self._started, self._busy, self._own = time.monotonic(), _busy(), time.process_time()

    def cores(self) -> float:
        """Return how many cores they used on average."""
        others = (_busy() - self._busy) - (time.process_time() - self._own)
        return max(0.0, others / (time.monotonic() - self._started))


def _busy() -> float:
    """Return the seconds in which cores had something to do."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))
