"""Whether what a file holds of a run fits the spec it was run with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from nnlab.data.preprocessing import Affine
from nnlab.engine.parameters import Parameters
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import is_live
from nnlab.training.build import build_optimizer
from nnlab.training.checkpoint import RunRecord
from nnlab.training.outline import outline


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
    shape = outline(spec)
    outline(record.present_spec)
    vectors = (checkpoint.parameters, *checkpoint.optimizer.values())
    order, history = checkpoint.place.order, checkpoint.history
    broken = {
        "the parameters": any(vector.shape != (shape.parameters,) for vector in vectors),
        "the running statistics": checkpoint.running.shape != (shape.running,),
        "the dropout": len(checkpoint.dropout) != len(spec.network.layers),
        "the changes": not all(is_live(change.path) for change in checkpoint.changes)
        or not _are_in_order([change.step for change in checkpoint.changes], checkpoint.step),
        "the optimiser": set(checkpoint.optimizer) != _optimizer_state(spec),
        "the order of examples": order.ndim != 1 or not np.array_equal(np.sort(order), np.arange(shape.train)),
        "the place in the epoch": checkpoint.place.position > len(order),
        "the preprocessing": len(checkpoint.fitted) != len(spec.preprocessing)
        or not all(_is_usable(step, shape.example_shape) for step in checkpoint.fitted),
        "the losses": history.losses.shape != (checkpoint.step,),
        "the evaluations": not _is_in_order([evaluation.step for evaluation in history.evaluations], checkpoint.step),
        "the pictures": not _is_in_order([picture.step for picture in history.pictures], checkpoint.step)
        or any(len(picture.layers) != len(shape.layers) for picture in history.pictures),
    }
    for what, wrong in broken.items():
        if wrong:
            raise ValueError(f"{what} do not fit the experiment")


def _optimizer_state(spec: ExperimentSpec) -> set[str]:
    """Return the names of what the optimiser remembers."""
    return set(build_optimizer(spec.training.optimizer, Parameters([], spec.precision)).state)


def _is_usable(step: Affine, example_shape: tuple[int, ...]) -> bool:
    """Return whether examples can be shifted and scaled, and keep their shape and stay finite."""
    try:
        shape = np.broadcast_shapes(step.shift.shape, step.scale.shape, example_shape)
    except ValueError:
        return False
    with np.errstate(all="ignore"):
        finite = np.isfinite(step.shift).all() and np.isfinite(step.scale).all() and np.isfinite(1 / step.scale).all()
    return shape == example_shape and bool(finite)


def _is_in_order(steps: Sequence[int], last: int) -> bool:
    """Return whether a history begins at the start, as that of any run does that took a step, and ends by ``last``."""
    return (steps[0] == 0 if steps else last == 0) and _are_in_order(steps, last)


def _are_in_order(steps: Sequence[int], last: int) -> bool:
    """Return whether no step comes before the one that stands before it, nor after ``last``."""
    return all(one <= other for one, other in pairwise([*steps, last]))
