"""A net trained on made-up numbers, for comparison with another implementation of the same spec.

Examples and first parameters are waves, so that both sides have the same ones without a random state.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from unittest.mock import patch

import numpy as np

from nnlab.data.prepared import PreparedData, prepare
from nnlab.engine.array import Array, Labels
from nnlab.engine.network import Network
from nnlab.engine.parameters import Parameter, Role
from nnlab.spec.document import Document, from_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.trainer import Trainer

STEPS = 20
FEATURES, EXAMPLES = 7, 16
ADAPTIVE = {"adagrad", "rmsprop", "adam", "adamw"}
"""They divide by the size of the gradient, which makes much of the rounding of a small one."""
CLOSE, ADAPTIVE_CLOSE = 1e-10, 1e-7
BEFORE_ANY_STEP = {"loss", "gradients"}

Numbers = dict[str, dict[str, Array]]
"""By group: loss (of the first batch), losses, gradients (of the first step, penalty and clipping included),
parameters, statistics (running) and outputs (of all examples at test time, with their loss), the last three after the
last step; and in a group by name, such as ``0.w`` for the weights of the first block."""


@dataclass(frozen=True)
class Case:
    """A net and how it is trained.

    Attributes
    ----------
    name : str
    network, training : dict
        Those parts of the document; where ``training`` names no batch size, a batch holds all examples, and their
        order does not matter.
    classes : int
    """

    name: str
    network: Document
    training: Document
    classes: int = 4

    @property
    def spec(self) -> ExperimentSpec:
        """The whole experiment, in float64."""
        source = {"kind": "noise", "examples": EXAMPLES, "features": FEATURES, "classes": self.classes}
        return from_document(
            {
                "nnlab": 1,
                "data": {"source": source, "split": {"train": 1.0, "validation": 0.0, "test": 0.0}},
                "preprocessing": [],
                "network": self.network,
                "training": {"batch_size": EXAMPLES, "epochs": STEPS, **self.training},
                "precision": "float64",
            }
        )

    def tolerance(self, group: str) -> float:
        """Return how much two sides may differ in a group of numbers, relative to the largest of an array."""
        adaptive = self.training.get("optimizer", {}).get("kind") in ADAPTIVE
        return ADAPTIVE_CLOSE if adaptive and group not in BEFORE_ANY_STEP else CLOSE


@dataclass(frozen=True)
class Replay:
    """What is left to chance in a run.

    Attributes
    ----------
    batches : list of (batch,) arrays
        The examples of each step.
    masks : list of lists of (batch, units) arrays
        For each step, those of each dropout; empty where nothing is dropped.
    """

    batches: list[Labels] = field(default_factory=list)
    masks: list[list[Array]] = field(default_factory=list)


def wave(shape: tuple[int, ...], phase: float) -> Array:
    """Return numbers from -1 to 1 that look irregular."""
    k = np.arange(1, 1 + int(np.prod(shape)), dtype=np.float64)
    return np.sin(0.7 * k * k + phase).reshape(shape)


def examples(classes: int) -> tuple[Array, Labels]:
    """Return (examples, features) inputs and (examples,) labels."""
    return 1.5 * wave((EXAMPLES, FEATURES), 0.3), np.arange(EXAMPLES, dtype=np.intp) % classes


def start_of(name: str, shape: tuple[int, ...]) -> Array:
    """Return what a parameter starts from.

    Parameters
    ----------
    name : str
        Block and array, such as ``0.w``.
    shape : tuple of int
        For weights (fan_in, units).
    """
    block, kind = name.split(".")
    numbers = wave(shape, float(block) + len(kind))
    match kind:
        case "w":
            return numbers * 1.6 / np.sqrt(shape[0])
        case "gamma":
            return 1 + 0.3 * numbers
        case "slope":
            return 0.25 + 0.1 * numbers
        case _:
            return 0.2 * numbers


def run(case: Case) -> tuple[Numbers, Replay]:
    """Train with this engine."""
    trainer = _trainer(case)
    parameters = _by_name(trainer.network)
    learned = {name: one for name, one in parameters.items() if one.role is not Role.RUNNING}
    for name, one in learned.items():
        one.value[...] = start_of(name, one.value.shape)
    replay = Replay()
    losses = [_step(trainer, replay)]
    gradients = {name: one.grad.copy() for name, one in learned.items()}
    losses += [_step(trainer, replay) for _ in range(STEPS - 1)]
    numbers: Numbers = {
        "loss": {"": np.array(losses[:1])},
        "losses": {"": np.array(losses)},
        "gradients": gradients,
        "parameters": {name: one.value for name, one in learned.items()},
        "statistics": {name: one.value for name, one in parameters.items() if one.role is Role.RUNNING},
        "outputs": _at_test_time(trainer),
    }
    return numbers, replay


def _trainer(case: Case) -> Trainer:
    with patch("nnlab.training.trainer.prepare", return_value=_data(case)):
        return Trainer(case.spec, blas_threads=1)


def _data(case: Case) -> PreparedData:
    x, labels = examples(case.classes)
    data = prepare(case.spec)
    return dataclasses.replace(data, train=dataclasses.replace(data.train, x=x, targets=labels))


def _by_name(network: Network) -> Mapping[str, Parameter]:
    blocks = enumerate(network.parameters.layers)
    return {f"{index}.{one.name}": one for index, block in blocks for one in block}


def _step(trainer: Trainer, replay: Replay) -> float:
    before = trainer.checkpoint().place.position % EXAMPLES
    loss = trainer.step()
    place = trainer.checkpoint().place
    replay.batches.append(place.order[before : place.position])
    replay.masks.append([dropout.mask.copy() for dropout in trainer.network.dropouts])
    return loss


def _at_test_time(trainer: Trainer) -> dict[str, Array]:
    result = trainer.recorder.results()["train"]
    assert result is not None
    x = trainer.data.train.x
    size = trainer.spec.training.batch_size
    parts = [trainer.network.forward(x[at : at + size], training=False).copy() for at in range(0, len(x), size)]
    return {"": np.concatenate(parts), "loss": np.array([result.loss])}


def digest(array: Array) -> list[float]:
    """Return three numbers that tell an array from others: its sum, that of its squares, and a projection."""
    flat = array.ravel()
    return [float(flat.sum()), float(flat @ flat), float(flat @ np.cos(np.arange(flat.size)))]
