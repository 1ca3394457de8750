"""Whether what a file holds of a run fits the spec it was run with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from nnlab.spec.live import BATCH_SIZE, is_possible
from nnlab.store.data_consistency import check_data_fits
from nnlab.training.build import optimizer_state_names
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.divergence import layer_name
from nnlab.training.outline import Outline, outline
from nnlab.training.state import is_finite, is_state_of

ROUNDING = 1e-9
"""Epochs; times are sums and quotients."""


def check_fits(record: RunRecord) -> None:
    """Compare the shapes of ``record`` with those that its spec asks for.

    Raises
    ------
    ValueError
        Where they differ.
    InvalidSpecError
        Where the parts of the spec do not fit each other.
    """
    spec, checkpoint = record.spec, record.checkpoint
    check_data_fits(checkpoint.data, spec)
    shape = outline(spec, checkpoint.data)
    vectors = (checkpoint.parameters, *checkpoint.optimizer.values())
    place, order, history = checkpoint.place, checkpoint.place.order, checkpoint.history
    names = [layer_name(index, len(shape.layers)) for index in range(len(shape.layers))]
    broke = checkpoint.first_nonfinite
    time = place.epoch + place.position % shape.train / shape.train
    batch_sizes = _batch_sizes(record, shape.train)
    broken = {
        "the parameters": any(vector.shape != (shape.parameters,) for vector in vectors) or not is_finite(checkpoint),
        "the running statistics": checkpoint.running.shape != (shape.running,),
        "the dropout": len(checkpoint.dropout) != len(spec.network.layers),
        "the optimiser": checkpoint.optimizer.keys() != optimizer_state_names(spec),
        "the order of examples": order.ndim != 1 or not np.array_equal(np.sort(order), np.arange(shape.train)),
        "the place in the epoch": not _is_there(record, shape.train, batch_sizes),
        "where it broke": broke is not None and (broke.step != checkpoint.step or broke.layer not in names),
        "the losses": history.losses.shape != (checkpoint.step,),
        "the evaluations": not _is_in_order([evaluation.step for evaluation in history.evaluations], checkpoint.step)
        or not _are_in_order([evaluation.epoch for evaluation in history.evaluations], time + ROUNDING),
        "the pictures": not _is_in_order([picture.step for picture in history.pictures], checkpoint.step)
        or any(len(picture.layers) != len(shape.layers) for picture in history.pictures),
        "the units that were dead at the start": not _are_units(history.dead_at_start, shape),
        "the keyframes": not _are_keyframes(record, shape),
        "the layers at the end": record.picture is not None
        and (record.picture.step != checkpoint.step or len(record.picture.layers) != len(shape.layers)),
    }
    for what, wrong in broken.items():
        if wrong:
            raise ValueError(f"{what} do not fit the experiment")


def _are_units(dead_at_start: Sequence[NDArray[np.bool_]], shape: Outline) -> bool:
    """Return whether there is nothing, or for each layer a mark for all of its units or for none."""
    sizes = [len(units) for units in dead_at_start]
    return not sizes or (
        len(sizes) == len(shape.layers)
        and all(size in {0, layer.units} for size, layer in zip(sizes, shape.layers, strict=True))
    )


def _are_keyframes(record: RunRecord, shape: Outline) -> bool:
    """Return whether keyframes come in the order of their steps, and each is a state that the run can have had."""
    frames, last = record.checkpoint.history.keyframes, record.checkpoint.step
    steps = [frame.step for frame in frames]
    return (
        _are_in_order(steps, last)
        and len(set(steps)) == len(steps)
        and all(is_state_of(frame, record.spec, shape, record.checkpoint.optimizer) for frame in frames)
    )


def _batch_sizes(record: RunRecord, train: int) -> list[tuple[int, int]]:
    """Return how large the batches are from which step on, the last step of the run at the end of the list.

    Raises
    ------
    ValueError
        When one of the changes cannot have been made: to such a field, at such a step, or to such a value.
    """
    spec, changes, last = record.spec, record.checkpoint.changes, record.checkpoint.step
    if not all(is_possible(change, spec) for change in changes) or not _are_in_order([c.step for c in changes], last):
        raise ValueError("the changes do not fit the experiment")
    batch_sizes = [
        (0, spec.training.batch_size),
        *((change.step, int(change.value)) for change in changes if change.path == BATCH_SIZE),
    ]
    if max(size for _, size in batch_sizes) > train:
        raise ValueError("a change to batches larger than the training part")
    return [*batch_sizes, (last, batch_sizes[-1][1])]


def _is_there(record: RunRecord, examples: int, batch_sizes: Sequence[tuple[int, int]]) -> bool:
    """Return whether a run is where its steps lead; one that failed may have been in the middle of another."""
    place = record.checkpoint.place
    there = 0, examples
    for (start, batch_size), (end, _) in pairwise(batch_sizes):
        there = _after(*there, examples, batch_size, end - start)
    failed = record.finish is Finish.FAILED and _after(*there, examples, batch_sizes[-1][1], 1)
    return (place.epoch, place.position) in (there, failed)


def _after(epoch: int, position: int, examples: int, batch_size: int, steps: int) -> tuple[int, int]:
    """Return epochs completed and examples used of the present one, ``steps`` batches later; see ``Batches``."""
    if position < examples:
        in_this = min(steps, ceil((examples - position) / batch_size))
        position = min(position + in_this * batch_size, examples)
        epoch += in_this > 0 and position == examples
        steps -= in_this
    if steps == 0:
        return epoch, position
    whole, rest = divmod(steps, ceil(examples / batch_size))
    return epoch + whole, rest * batch_size if rest else examples


def _is_in_order(steps: Sequence[int], last: int) -> bool:
    """Return whether a history begins at the start, as that of any run does that took a step, and ends by ``last``."""
    return (steps[0] == 0 if steps else last == 0) and _are_in_order(steps, last)


def _are_in_order(steps: Sequence[float], last: float) -> bool:
    """Return whether no step comes before the one that stands before it, nor after ``last``."""
    return all(one <= other for one, other in pairwise([*steps, last]))
