"""Whether what a file holds of a run fits the spec it was run with."""

from __future__ import annotations

import numpy as np

from nnlab.engine.parameters import Parameters
from nnlab.spec.experiment import ExperimentSpec
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
    spec = record.spec
    shape = outline(spec)
    checkpoint = record.checkpoint
    vectors = (checkpoint.parameters, *checkpoint.optimizer.values())
    order = checkpoint.place.order
    broken = {
        "the parameters": any(v.shape != (shape.parameters,) or v.dtype != spec.precision for v in vectors),
        "the optimiser": set(checkpoint.optimizer) != _optimizer_state(spec),
        "the order of examples": not np.array_equal(np.sort(order, axis=None), np.arange(shape.train)),
        "the place in the epoch": checkpoint.place.position > len(order),
        "the preprocessing": len(checkpoint.fitted) != len(spec.preprocessing)
        or any(not _broadcasts(a.shape, shape.example_shape) for s in checkpoint.fitted for a in (s.shift, s.scale)),
        "the losses": checkpoint.history.losses.shape != (checkpoint.step,),
        "the pictures": any(len(p.layers) != len(shape.layers) for p in checkpoint.history.pictures),
    }
    for what, wrong in broken.items():
        if wrong:
            raise ValueError(f"{what} do not fit the experiment")


def _optimizer_state(spec: ExperimentSpec) -> set[str]:
    """Return the names of what the optimiser remembers."""
    return set(build_optimizer(spec.training.optimizer, Parameters([], spec.precision)).state)


def _broadcasts(shape: tuple[int, ...], example_shape: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, example_shape) == example_shape
    except ValueError:
        return False
