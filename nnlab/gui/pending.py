"""Waits for futures from other threads without blocking the window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

logger = logging.getLogger(__name__)

INTERVAL_MS = 15
T = TypeVar("T")


class Pending(QObject):
    """Polls futures and calls back in the window's thread when they are done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[Future[Any], Callable[[Future[Any]], None]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def when_done(self, future: Future[Any], callback: Callable[[Future[Any]], None]) -> None:
        """Call ``callback`` with ``future`` once it is done."""
        self._waiting.append((future, callback))
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        done = [entry for entry in self._waiting if entry[0].done()]
        self._waiting = [entry for entry in self._waiting if not entry[0].done()]
        if not self._waiting:
            self._timer.stop()
        for place, (future, callback) in enumerate(done):
            try:
                callback(future)
            except BaseException:
                self._waiting = done[place + 1 :] + self._waiting  # the others are called all the same
                self._timer.start()
                raise


def result_of(future: Future[T], tell_failure: Callable[[], None]) -> T | None:
    """Return what a future that is done holds; None where it was cancelled, or failed, which is logged and told."""
    if future.cancelled():
        return None
    if (error := future.exception()) is None:
        return future.result()
    logger.error("work on another thread failed", exc_info=error)
    tell_failure()
    return None
