"""How late the event loop is while a network trains, and how long a single paint takes."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

from benchmarks.window.driving import Desk
from benchmarks.window.nets import LOADED, TWELVE

SETTLE_S, SECONDS = 2.0, 12.0
TICK_MS = 1


class Ticker(QObject):
    """Ticks every millisecond, and notes how late it is and how long was painted between two ticks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.late_ms: list[float] = []
        self.paints_ms: list[float] = []
        self._last, self._painted = perf_counter(), desk.window.painting_s
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Begin."""
        self._last, self._painted = perf_counter(), self._desk.window.painting_s
        self._timer.start(TICK_MS)

    def _on_timer_timeout(self) -> None:
        now, painted = perf_counter(), self._desk.window.painting_s
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        if painted > self._painted:
            self.paints_ms.append(1000 * (painted - self._painted))
        self._last, self._painted = now, painted


def measure(view: str, rounds: int) -> dict[str, dict[str, float]]:
    """Return by net the median, the 99th percentile and the maximum of the delay, and the longest paint, in ms."""
    specs = {**LOADED, "64-100×12-10": TWELVE}
    return {name: _of(Desk(spec, view), rounds) for name, spec in specs.items()}


def _of(desk: Desk, rounds: int) -> dict[str, float]:
    desk.start()
    desk.live_for(SETTLE_S)
    ticker = Ticker(desk)
    ticker.start()
    desk.live_for(SECONDS * rounds / 3)
    desk.close()
    late, paints = np.array(ticker.late_ms), np.array(ticker.paints_ms or [0.0])
    return {
        "median_ms": float(np.median(late)),
        "p99_ms": float(np.percentile(late, 99)),
        "max_ms": float(late.max()),
        "paints": float(len(ticker.paints_ms)),
        "paint_median_ms": float(np.median(paints)),
        "paint_max_ms": float(paints.max()),
    }
