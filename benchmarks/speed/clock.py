"""The time of one call, as the best of several blocks of calls."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

WARM_UP_SECONDS, SECONDS, BLOCK_SECONDS = 0.3, 1.0, 0.1
LEAST_CALLS = 2


def seconds_per_call(work: Callable[[], object], seconds: float = SECONDS) -> float:
    """Warm ``work`` up, then time blocks of calls for ``seconds`` and return the best mean of a block."""
    work()
    calls, spent = _warm_up(work)
    block = max(LEAST_CALLS, round(BLOCK_SECONDS * calls / spent))
    best, started = float("inf"), perf_counter()
    while perf_counter() - started < seconds:
        best = min(best, _time(work, block) / block)
    return best


def _warm_up(work: Callable[[], object]) -> tuple[int, float]:
    calls, started = 0, perf_counter()
    while calls < LEAST_CALLS or perf_counter() - started < WARM_UP_SECONDS:
        work()
        calls += 1
    return calls, perf_counter() - started


def _time(work: Callable[[], object], calls: int) -> float:
    started = perf_counter()
    for _ in range(calls):
        work()
    return perf_counter() - started
