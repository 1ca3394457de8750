"""Steps per second with a view in sight, with the window hidden, and without a window; in turn in one process."""

from __future__ import annotations

import time
from statistics import median
from time import perf_counter

from benchmarks.window.driving import Desk, steps_of
from benchmarks.window.nets import LOADED
from nnlab.jobs import ComputeThread
from nnlab.training.runner import Runner

SETTLE_S, SECONDS = 0.5, 3.0
POLL_S = 0.1
"""How often the command line looks at its run."""


def measure(view: str, rounds: int) -> dict[str, dict[str, object]]:
    """Return for every net the steps per second of every round and the shares of their medians."""
    return {name: _of(name, view, rounds) for name in LOADED}


def _of(name: str, view: str, rounds: int) -> dict[str, object]:
    desk = Desk(LOADED[name], view)
    thread = ComputeThread()
    alone = Runner(thread, LOADED[name])
    rates: dict[str, list[float]] = {"visible": [], "hidden": [], "command line": []}
    desk.start()
    for _ in range(rounds):
        desk.window.show()
        rates["visible"].append(_rate(desk))
        desk.window.hide()
        rates["hidden"].append(_rate(desk))
        desk.pause()
        rates["command line"].append(_rate_alone(alone))
        desk.start()
    desk.close()
    alone.discard()
    thread.close()
    middle = {way: median(measured) for way, measured in rates.items()}
    shares = {way: middle["visible"] / middle[way] for way in ("hidden", "command line")}
    return {"steps_per_second": rates, "medians": middle, "visible_over": shares}


def _rate(desk: Desk) -> float:
    desk.live_for(SETTLE_S)
    return desk.steps_per_second(SECONDS)


def _rate_alone(runner: Runner) -> float:
    """Return the rate of a run that is looked at as the command line does."""
    runner.start()
    _doze(runner, SETTLE_S)
    begun, first = perf_counter(), steps_of(runner)
    _doze(runner, SECONDS)
    rate = (steps_of(runner) - first) / (perf_counter() - begun)
    runner.pause()
    return rate


def _doze(runner: Runner, seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        runner.mailbox.take()
        time.sleep(POLL_S)
