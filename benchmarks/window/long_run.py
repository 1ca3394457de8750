"""What a long run of a tiny network leaves in memory, and how long its curves take to redraw."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import psutil
from PySide6.QtWidgets import QGraphicsView

from benchmarks.window.driving import Desk
from benchmarks.window.nets import TINY

STEPS = (20_000, 200_000, 1_000_000)
MB = 1e6
REDRAWS = 20


def measure(_view: str, _rounds: int) -> dict[str, float]:
    """Return the memory after so many steps in MB, and what a redraw of the curves takes in ms."""
    desk = Desk(TINY, "live")
    spent = _watch(desk.window.live, "set_snapshot", "set_moment")
    desk.start()
    megabytes = {}
    for steps in STEPS:
        desk.wait_until(lambda steps=steps: desk.step >= steps)  # type: ignore[misc]
        gc.collect()
        megabytes[steps] = psutil.Process().memory_info().rss / MB
    desk.pause()
    redraws = [_redraw_ms(desk, spent) for _ in range(REDRAWS)]
    desk.close()
    return {
        **{f"mb_after_{steps}": megabytes[steps] for steps in STEPS},
        "growth_20k_to_200k": megabytes[200_000] / megabytes[20_000] - 1,
        "history_mb": megabytes[1_000_000] - megabytes[20_000],
        "redraw_median_ms": median(redraws),
        "redraw_max_ms": max(redraws),
    }


def _redraw_ms(desk: Desk, spent: Callable[[], float]) -> float:
    """Take one step and return what it takes to draw the curves with it: to take in the news, and to paint them."""
    told, step = spent(), desk.step
    canvases = [plot.viewport() for plot in desk.window.live.findChildren(QGraphicsView) if plot.isVisible()]
    for canvas in canvases:
        canvas.setUpdatesEnabled(False)  # until all has been told
    desk.window.actions_.step_batch.trigger()
    desk.wait_until(lambda: desk.step > step and spent() > told)
    desk.live_for(0.1)
    begun = perf_counter()
    for canvas in canvases:
        canvas.setUpdatesEnabled(True)
        canvas.repaint()
    return 1000 * (spent() - told + perf_counter() - begun)


def _watch(view: Any, *names: str) -> Callable[[], float]:
    """Keep the time that methods of ``view`` take from now on; return a function that tells the seconds so far."""
    seconds = 0.0

    def timed(method: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            nonlocal seconds
            begun = perf_counter()
            method(*arguments)
            seconds += perf_counter() - begun

        return call

    for name in names:
        if hasattr(view, name):
            setattr(view, name, timed(getattr(view, name)))
    return lambda: seconds
