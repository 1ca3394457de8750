"""Which trials go on at a rung, where those of a stage wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Final

EXPLODED: Final = 3.0
"""A loss so many times that of the start is hopeless (CS231n 2017, lecture 6)."""
BEHIND: Final = 0.5
"""A trial that has come less than this share of the way of the best is far behind."""
WORSE: Final = 0.5
"""And only in the worse half."""
FEWEST: Final = 4
"""Trials below which none is called behind."""


def rungs(epochs: int, halving: int | None, *, stops_behind: bool) -> list[int]:
    """Return the epochs at which trials wait for each other, the last one being the end.

    With successive halving by η they are E, E/η, E/η² …, as long as there is an epoch between two; without it one
    half-way, where those far behind are cut.
    """
    if halving is None:
        return [ceil(epochs / 2), epochs] if stops_behind and epochs > 1 else [epochs]
    found = [epochs]
    while found[-1] // halving >= 1 and found[-1] // halving < found[-1]:
        found.append(found[-1] // halving)
    return found[::-1]


def going_on(losses: Mapping[int, float | None], first: Mapping[int, float | None], halving: int | None) -> set[int]:
    """Return the numbers of the trials that go on from a rung; equal losses go by the number.

    Parameters
    ----------
    losses : mapping of number to float or None
        Validation losses at the rung, of all trials that are still in the race; None for one that is not finite.
    first : mapping of number to float or None
        The losses at their start.
    halving : int or None
        One in so many goes on; without it all but those far behind do.
    """
    known = sorted((loss, number) for number, loss in losses.items() if loss is not None)
    if halving is not None:
        return {number for _, number in known[: ceil(len(losses) / halving)]}
    if len(losses) < FEWEST or not known:
        return {number for _, number in known}
    best = known[0][0]
    safe = {number for _, number in known[: ceil(WORSE * len(losses))]}
    return safe | {number for loss, number in known if not _is_far_behind(loss, best, first[number])}


def _is_far_behind(loss: float, best: float, first: float | None) -> bool:
    """Return whether a loss has come less than half as far down from its start as the best would have from there."""
    return first is None or first - loss < BEHIND * (first - best)
