from collections.abc import Generator

import pytest

from nnlab.jobs import now_and_then, turns


def work(pieces: int, closed: list[bool] | None = None) -> Generator[float, None, str]:
    try:
        for piece in range(pieces):
            yield piece / pieces
    finally:
        if closed is not None:
            closed.append(True)
    return "done"


def drained(generator: Generator[None, None, str]) -> tuple[int, str]:
    taken = 0
    while True:
        try:
            next(generator)
        except StopIteration as end:
            return taken, end.value
        taken += 1


def test_what_is_quick_takes_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "monotonic", lambda: 0.0)
    assert drained(now_and_then(work(1000))) == (0, "done")


def test_what_takes_long_ends_a_turn_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(turns, "monotonic", lambda: next(clock) * turns.TURN_S / 3)
    taken, result = drained(now_and_then(work(100)))
    assert result == "done"
    assert 20 <= taken <= 50


def test_giving_up_closes_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(turns, "monotonic", lambda: float(next(clock)))
    closed: list[bool] = []
    generator = now_and_then(work(100, closed))
    next(generator)
    generator.close()
    assert closed == [True]
