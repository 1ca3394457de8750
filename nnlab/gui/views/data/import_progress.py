"""How far an import is, and how long it will still take."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtWidgets import QProgressBar

from nnlab.gui import numbers

NOTCHES: Final = 1000
SHORTEST_S: Final = 0.5
"""Before this much time has passed, any guess would jump."""


class ImportProgress(QProgressBar):
    """A bar with words in it; hidden while nothing goes on.

    Parameters
    ----------
    clock : callable
        Seconds, ever growing.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._start: tuple[float, float] | None = None
        self.setRange(0, NOTCHES)
        self.setAccessibleName(self.tr("Progress of the import"))
        self.hide()

    def set_share(self, share: float | None) -> None:
        """Show the share that is done, 0 to 1; None ends it."""
        self.setVisible(share is not None)
        if share is None:
            self._start = None
            return
        self._start = self._start or (self._clock(), share)
        self.setValue(round(NOTCHES * share))
        words = [numbers.percent(share)]
        if (left := self._left(share, *self._start)) is not None:
            words.append(self.tr("{time} left").format(time=numbers.duration(left)))
        self.setFormat(" · ".join(words))

    def _left(self, share: float, started: float, first: float) -> float | None:
        """Return seconds until the end, by the pace since the start; None while there is nothing to go by."""
        seconds, done = self._clock() - started, share - first
        if seconds < SHORTEST_S or done <= 0:
            return None
        return (1 - share) * seconds / done
