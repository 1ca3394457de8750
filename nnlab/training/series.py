"""A list of numbers that grows without copying all of it each time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Series:
    """Float64 numbers in the order they came; room is doubled when it runs out.

    Parameters
    ----------
    values : (n,), optional
        To begin with.
    """

    def __init__(self, values: NDArray[np.float64] | None = None) -> None:
        start = np.empty(0) if values is None else np.asarray(values, np.float64)
        self._room = np.empty(max(1024, 2 * start.size))
        self._room[: start.size] = start
        self._size = start.size

    def __len__(self) -> int:
        return self._size

    @property
    def last(self) -> float:
        """The number that came last; there has to be one."""
        return float(self._room[self._size - 1])

    def append(self, value: float) -> None:
        """Add one number at the end."""
        self._make_room(self._size + 1)
        self._room[self._size] = value
        self._size += 1

    def since(self, start: int) -> NDArray[np.float64]:
        """Return a copy of the numbers from ``start`` on."""
        return self._room[start : self._size].copy()

    def extend(self, values: NDArray[np.float64]) -> None:
        """Add several numbers at the end."""
        size = self._size + values.size
        self._make_room(size)
        self._room[self._size : size] = values
        self._size = size

    def view(self) -> NDArray[np.float64]:
        """Return all numbers without copying them; valid until the next one is added."""
        return self._room[: self._size]

    def _make_room(self, size: int) -> None:
        """See that ``size`` numbers fit; what is not used yet is never written to, and so takes no memory."""
        if size > self._room.size:
            room = np.empty(max(2 * self._room.size, size))
            room[: self._size] = self._room[: self._size]
            self._room = room
