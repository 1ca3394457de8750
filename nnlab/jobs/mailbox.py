"""News from one thread to another, in a place for one letter."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """One place for the latest news: what was not fetched in time is merged with what comes after.

    Parameters
    ----------
    merge : callable
        Makes one item of the older and the newer.
    """

    def __init__(self, merge: Callable[[T, T], T]) -> None:
        self._merge = merge
        self._lock = threading.Lock()
        self._item: T | None = None

    def put(self, item: T) -> None:
        """Leave ``item``."""
        with self._lock:
            self._item = item if self._item is None else self._merge(self._item, item)

    def take(self) -> T | None:
        """Fetch what is there and leave the box empty; None where there is nothing."""
        with self._lock:
            item, self._item = self._item, None
            return item
