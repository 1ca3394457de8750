"""Where values stand on the axis of a histogram, also values so large that their difference is no number."""

from __future__ import annotations


class Axis:
    """Maps ``low`` … ``high`` onto ``left`` … ``left + width``.

    Parameters
    ----------
    low, high : float
        ``low < high``.
    left, width : float
    """

    def __init__(self, low: float, high: float, left: float, width: float) -> None:
        self.low, self.high, self._left, self._width = low, high, left, width

    def place(self, value: float) -> float:
        """Return where ``value`` stands."""
        share = (0.5 * value - 0.5 * self.low) / (0.5 * self.high - 0.5 * self.low)
        return self._left + share * self._width

    def value(self, place: float) -> float:
        """Return what stands at ``place``."""
        share = (place - self._left) / self._width
        return (1 - share) * self.low + share * self.high
