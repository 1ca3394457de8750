"""Small experiments, and what two runs must have in common to be the same run."""

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from nnlab.jobs import ComputeThread
from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.loop import train
from nnlab.training.runner import Runner, RunState
from nnlab.training.trainer import Trainer

SOON = 20.0
"""Seconds that nothing here should ever take."""
STEPS_PER_EPOCH, EPOCHS = 7, 6
STEPS = STEPS_PER_EPOCH * EPOCHS
LAST_BATCH = 10


def spec_with(**changes: Any) -> ExperimentSpec:
    """Return the default spec with some paths changed; two underscores stand for a dot."""
    document = to_document(new_spec())
    for path, value in changes.items():
        document = set_at(document, path.replace("__", "."), value)
    return from_document(document)


def small_spec(**changes: Any) -> ExperimentSpec:
    """Return a spec of six epochs of seven steps, the last of them on ten examples instead of sixteen."""
    return spec_with(
        **{
            "data__source": {"kind": "spirals", "examples": 150},
            "network__layers__0__units": 12,
            "network__layers__1__units": 8,
            "network__layers__1__activation": "tanh",
            "training__batch_size": 16,
            "training__epochs": EPOCHS,
            **changes,
        }
    )


def noise(examples: int, features: int, classes: int = 10) -> dict[str, Any]:
    """Return the document of a `noise` source."""
    return {"kind": "noise", "examples": examples, "features": features, "classes": classes}


@cache
def straight_run(spec: ExperimentSpec) -> Checkpoint:
    """Train to the end with neither thread nor pause."""
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        pass
    return trainer.checkpoint()


def finished(runner: Runner) -> Checkpoint:
    """Wait for the end of a run and return it."""
    assert runner.wait(SOON)
    record = runner.record().result(SOON)
    assert record is not None
    return record.checkpoint


def settled(thread: ComputeThread, condition: Callable[[], bool]) -> bool:
    """Let the thread go on until ``condition`` holds, asked between turns; False if that takes for ever."""
    return any(thread.call(condition).result(SOON) for _ in range(100_000))


def steps_done(runner: Runner) -> int:
    """Return how many steps a run has done, asked between two of them."""
    record = runner.record().result(SOON)
    return record.checkpoint.step if record else 0


def rest(thread: ComputeThread, runner: Runner) -> int:
    """Wait until a run rests, and return how many steps it has done."""
    assert settled(thread, lambda: runner.state is RunState.PAUSED)
    return steps_done(runner)


def plain(value: Any) -> Any:
    """Return ``value`` as nested lists in which equal means equal bits; keyframes hold times, and are left out."""
    if isinstance(value, np.ndarray):
        return [str(value.dtype), value.shape, value.tobytes()]
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name != "keyframes"]
        return [[name, plain(getattr(value, name))] for name in names]
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return sorted([str(key), plain(item)] for key, item in value.items())
    return np.float64(value).tobytes() if isinstance(value, float) else value


def assert_same_run(here: Checkpoint, there: Checkpoint) -> None:
    """Assert that two runs agree in every bit, but for the time they took."""
    for field in dataclasses.fields(Checkpoint):
        if field.name != "seconds":
            assert plain(getattr(here, field.name)) == plain(getattr(there, field.name)), field.name
