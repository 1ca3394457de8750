"""Measure the initialisation view and the checklist in the window: ``python -m benchmarks.insight [--rounds N]``.

The lecture's ten layers of 500 units, tanh and ReLU in turn, with six initialisations: until all of them are drawn
from 100 examples, until all are from 1,000, and how late the window's timers were meanwhile; and the nine checks of
the digits example. What was measured is also written to ``benchmarks/insight.json``. The exit code is 1 where a limit
is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from nnlab.gui.app import create_application
from nnlab.gui.workbench import Workbench

ROUNDS = 5
RECORD = Path(__file__).with_name("insight.json")
LIMITS = {
    "six initialisations, 100 examples, ms": 500.0,
    "six initialisations, 1,000 examples, ms": 2500.0,
    "delay of the window meanwhile, p99, ms": 50.0,
    "nine checks of the digits, s": 20.0,
}
TICK_MS, POLL_MS = 2, 5


def live_until(condition: Callable[[], bool]) -> float:
    """Let the window live until ``condition`` holds, and return how many milliseconds that took."""
    started, loop, timer = perf_counter(), QEventLoop(), QTimer()
    timer.setInterval(POLL_MS)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()
    timer.stop()
    return 1000 * (perf_counter() - started)


class Delays:
    """How late a timer comes that should come every few milliseconds."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Begin anew."""
        self._late, self._last = [], perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """Return the 99th percentile in milliseconds."""
        self._timer.stop()
        return sorted(self._late)[int(0.99 * len(self._late))]

    def _on_timer_timeout(self) -> None:
        now = perf_counter()
        self._late.append(1000 * (now - self._last) - TICK_MS)
        self._last = now


def initialisations(bench: Workbench, rounds: int) -> dict[str, list[float]]:
    """Return what the Init view took in each round."""
    bench.window.tabs.show_view("initialisation")
    controller, view = bench.initialisation, bench.window.tabs.view("initialisation")
    live_until(lambda: not controller.is_busy)
    delays = Delays()
    found: dict[str, list[float]] = {name: [] for name in list(LIMITS)[:3]}
    roughly, wholly, late = found.values()
    for network in ("tanh", "relu") * rounds:
        delays.start()
        view.choices.networks[network].click()
        first = live_until(lambda: view.is_complete)
        roughly.append(first)
        wholly.append(first + live_until(lambda: not controller.is_busy))
        late.append(delays.stop())
    return found


def checks(bench: Workbench, rounds: int) -> list[float]:
    """Return how many seconds the checklist took in each round."""
    found = []
    for _ in range(rounds):
        bench.window.actions_.check.trigger()
        found.append(live_until(lambda: not bench.guide.checks.is_busy) / 1000)
    return found


def main(argv: Sequence[str]) -> int:
    """Measure, print what came out, keep the record, and tell by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="benchmarks.insight", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(argv)
    app = create_application()
    bench = Workbench()
    bench.window.show()
    app.processEvents()
    _ = bench.window.live
    rounds = {**initialisations(bench, options.rounds), list(LIMITS)[3]: checks(bench, options.rounds)}
    bench.close()
    facts = {name: median(values) for name, values in rounds.items()}
    missed = [name for name, value in facts.items() if value > LIMITS[name]]
    for name, value in facts.items():
        print(f"{name:<42}  {value:8.4g} ≤ {LIMITS[name]:g}{' MISSED' if name in missed else ''}")
    write_record(facts, missed, rounds)
    return int(bool(missed))


def write_record(facts: dict[str, float], missed: list[str], rounds: dict[str, list[float]]) -> None:
    """Write ``insight.json`` anew."""
    document: dict[str, Any] = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform()},
        "versions": {"python": platform.python_version(), "numpy": version("numpy")},
        "limits": LIMITS,
        "missed": missed,
        "facts": {name: float(f"{value:.4g}") for name, value in facts.items()},
        "rounds": {name: [float(f"{value:.4g}") for value in values] for name, values in rounds.items()},
    }
    RECORD.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
