"""How long a run or a search will still take, from how fast it has gone since it was last started."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

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
        self._start: tuple[float, float] | None = None

    def restart(self) -> None:
        """Forget the speed so far: it was paused, or another began."""
        self._start = None

    def estimate(self, done: float, whole: float) -> float | None:
        """Return seconds until all is done, in whatever that is counted; None while there is nothing to go by."""
        now = self._clock()
        if self._start is None:
            self._start = (now, done)
        seconds, gained = now - self._start[0], done - self._start[1]
        if seconds < SHORTEST_S or gained <= 0:
            return None
        return (whole - done) * seconds / gained
