"""How late the event loop is while a network trains, and how long a single paint takes."""

from __future__ import annotations

from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from benchmarks.window.driving import Desk
from benchmarks.window.nets import LOADED, TWELVE
from nnlab.gui import workbench
from nnlab.gui.views.main_window import MainWindow

SETTLE_S, SECONDS = 2.0, 12.0
TICK_MS = 1


class Ticker(QObject):
    """Ticks every millisecond, and notes how late it is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Begin."""
        self._last = perf_counter()
        self._timer.start(TICK_MS)

    def _on_timer_timeout(self) -> None:
        now = perf_counter()
        self.late_ms.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now


def watch_paints() -> list[float]:
    """Return a list that every paint of a main window made from now on adds its milliseconds to.

    All widgets of a window are painted while it handles one event. What a view draws between paints is not in here: it
    delays the event loop like anything else.
    """
    paints_ms: list[float] = []

    class Watched(MainWindow):
        def event(self, event: QEvent) -> bool:
            begun = perf_counter()
            handled = super().event(event)
            if event.type() == QEvent.Type.UpdateRequest:
                paints_ms.append(1000 * (perf_counter() - begun))
            return handled

    workbench.MainWindow = Watched  # type: ignore[misc]
    return paints_ms


def measure(view: str, rounds: int) -> dict[str, dict[str, float]]:
    """Return by net the median, the 99th percentile and the maximum of the delay, and the longest paint, in ms."""
    paints_ms = watch_paints()
    specs = {**LOADED, "64-100×12-10": TWELVE}
    return {name: _of(Desk(spec, view), rounds, paints_ms) for name, spec in specs.items()}


def _of(desk: Desk, rounds: int, paints_ms: list[float]) -> dict[str, float]:
    desk.start()
    desk.live_for(SETTLE_S)
    ticker = Ticker(desk.window)
    paints_ms.clear()
    ticker.start()
    desk.live_for(SECONDS * rounds / 3)
    desk.close()
    late, paints = np.array(ticker.late_ms), np.array(paints_ms)
    return {
        "median_ms": float(np.median(late)),
        "p99_ms": float(np.percentile(late, 99)),
        "max_ms": float(late.max()),
        "paints": float(len(paints)),
        "paint_median_ms": float(np.median(paints)),
        "paint_max_ms": float(paints.max()),
    }
