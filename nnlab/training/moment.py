"""What there is to be seen of a run at one of its steps, the present or an earlier one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nnlab.training.keyframe import Keyframe, Weights
from nnlab.training.layer_picture import LayerPicture


@dataclass(frozen=True)
class Moment:
    """A run at ``step``; each part says which step it shows, the nearest one that was recorded.

    Attributes
    ----------
    run_id : int
    step : int
        What was asked for.
    last_step : int
        How many steps the run has taken.
    is_present : bool
        Whether this is the run as it goes on, and not a look back.
    picture : LayerPicture or None
        The statistics of the layers; None before the first.
    weights : Weights or None
        The parameters; None where none are at hand, as while a run goes on whose weights nobody asked for.
    pictures : tuple of LayerPicture
        All that are recorded so far, in the order of their steps.
    keyframes : tuple of Keyframe
        All that are kept so far, likewise.
    """

    run_id: int
    step: int
    last_step: int
    is_present: bool
    picture: LayerPicture | None
    weights: Weights | None
    pictures: tuple[LayerPicture, ...]
    keyframes: tuple[Keyframe, ...]


def nearest(step: int, recorded: Sequence[LayerPicture] | Sequence[Weights]) -> int | None:
    """Return the place of what is nearest to ``step`` among things in the order of their steps; None without any."""
    if not recorded:
        return None
    place = bisect_left(recorded, step, key=lambda thing: thing.step)
    if place == len(recorded):
        return place - 1
    closer_before = place > 0 and step - recorded[place - 1].step <= recorded[place].step - step
    return place - 1 if closer_before else place


def looking_back(
    run_id: int,
    step: int,
    last_step: int,
    pictures: tuple[LayerPicture, ...],
    keyframes: tuple[Keyframe, ...],
) -> Moment:
    """Return the moment of an earlier step."""
    picture, weights = nearest(step, pictures), nearest(step, keyframes)
    return Moment(
        run_id=run_id,
        step=step,
        last_step=last_step,
        is_present=False,
        picture=None if picture is None else pictures[picture],
        weights=None if weights is None else keyframes[weights],
        pictures=pictures,
        keyframes=keyframes,
    )
