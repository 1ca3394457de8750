"""How long a run will still take, from how fast it has gone since it was last started."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from nnlab.training.snapshot import Progress

SHORTEST_S = 0.5
"""Before this much time has passed, any guess would jump."""


class TimeLeft:
    """Estimates by the clock, so that evaluation, drawing and a chosen speed all count.

    Parameters
    ----------
    clock : callable
        Seconds, ever growing.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._start: tuple[float, int] | None = None

    def restart(self) -> None:
        """Forget the speed so far: the run was paused, or another began."""
        self._start = None

    def estimate(self, progress: Progress) -> float | None:
        """Return seconds until the last step; None while there is nothing to go by."""
        now = self._clock()
        if self._start is None:
            self._start = (now, progress.step)
        seconds, steps = now - self._start[0], progress.step - self._start[1]
        if seconds < SHORTEST_S or steps == 0:
            return None
        return (progress.steps - progress.step) * seconds / steps
