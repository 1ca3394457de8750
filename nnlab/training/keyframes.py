"""Which steps of a run are kept whole: evenly spread however long it gets, the first and the best aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from nnlab.training.keyframe import Keyframe

MOST = 64
BUDGET_BYTES = 64_000_000
FILE_BUDGET_BYTES = 16_000_000
"""Of a file, which holds fewer of them."""


def stride_for(count: int, limit: int) -> int:
    """Return the smallest power of two by which ``count`` things are thinned to ``limit`` or fewer."""
    stride = 1
    while -(-count // stride) > max(limit, 1):
        stride *= 2
    return stride


class Keyframes:
    """Keeps every n-th recorded step, n doubling whenever the budget is full, so that the whole run stays covered.

    Which steps these are depends on nothing but how many were recorded, and so on the spec alone.

    Parameters
    ----------
    earlier : iterable of Keyframe
        To go on from.
    recorded : sequence of int
        The steps that were recorded so far, in order.
    best : int, optional
        The step with the lowest validation loss so far.
    """

    def __init__(self, earlier: Iterable[Keyframe] = (), recorded: Sequence[int] = (), best: int | None = None) -> None:
        places = {step: place for place, step in enumerate(recorded)}
        frames = {frame.step: frame for frame in earlier}
        self._kept = {places[step]: frame for step, frame in frames.items() if step in places}
        self._best = None if best is None else frames.get(best)

    def offer(self, place: int, copy: Callable[[], Keyframe]) -> None:
        """Keep the present step, which is recorded as number ``place``, if it is one of those that stay."""
        stride = stride_for(place + 1, self._limit())
        if place % stride == 0:
            self._kept = {p: frame for p, frame in self._kept.items() if p % stride == 0}
            self._kept[place] = copy()

    def set_best(self, copy: Callable[[], Keyframe]) -> None:
        """Keep the present step as the best so far."""
        self._best = copy()

    def record(self) -> tuple[Keyframe, ...]:
        """Return all that are kept, in the order of their steps."""
        by_step = {frame.step: frame for frame in self._kept.values()}
        if self._best is not None:
            by_step.setdefault(self._best.step, self._best)
        return tuple(by_step[step] for step in sorted(by_step))

    def _limit(self) -> int:
        first = next(iter(self._kept.values()), None)
        return MOST if first is None else max(1, min(MOST, BUDGET_BYTES // max(first.size_bytes, 1)))


def thinned(keyframes: Sequence[Keyframe], always: Sequence[int], budget_bytes: int) -> tuple[Keyframe, ...]:
    """Return as many of ``keyframes`` as fit into ``budget_bytes``, evenly spread; those at steps ``always`` aside."""
    if not keyframes:
        return ()
    limit = budget_bytes // max(keyframes[0].size_bytes, 1)
    others = [frame for frame in keyframes if frame.step not in always]
    kept = {frame.step for frame in others[:: stride_for(len(others), limit)]} if limit else set()
    return tuple(frame for frame in keyframes if frame.step in kept or frame.step in always)
