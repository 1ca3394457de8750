"""A step allocates nothing that grows with the network or the batch."""

import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.trainer import Trainer
from tests.training.lively import ACTIVATION_KINDS, OPTIMIZERS
from tests.training.runs import noise, spec_with

FEW = 256 * 1024
"""Bytes: the pieces of a few vectors."""
MORE_PIECES = 4096
"""Bytes for the views of the pieces of longer vectors."""
MIDDLE, LARGE = (300, 300, 200), (1000, 800, 800)
"""Features, units, batch; the large net has buffers of ten million bytes."""
CASES = [
    (activation, OPTIMIZERS[index % len(OPTIMIZERS)], ["softmax", "hinge", "mse", "logistic"][index % 4])
    for index, activation in enumerate(ACTIVATION_KINDS)
]
"""Every activation, every optimiser and every loss."""


def spec_of(features: int, units: int, batch: int, layer: dict[str, Any], **changes: Any) -> ExperimentSpec:
    """Return a net with all that a net can have, on just enough examples."""
    full = {"kind": "dense", "units": units, "batch_norm": True, "dropout": 0.5, **layer}
    classes = 2 if changes.get("training__loss") == "logistic" else 10
    return spec_with(
        **{
            "data__source": noise(batch + 1, features, classes),
            "data__split": {"train": 1.0, "validation": 0.0, "test": 0.0},
            "preprocessing": [],
            "network__layers": [full, full],
            "training__batch_size": batch,
            "training__epochs": 1000,
            "training__l1": 1e-4,
            "training__l2": 1e-4,
            "training__clip_norm": 0.1,
            "training__schedule": {"kind": "cosine", "warmup": 2},
            **changes,
        }
    )


def peak_of_a_step(spec: ExperimentSpec) -> int:
    """Return how many bytes one step takes and gives back, after two to warm up: a full batch and a short one.

    It is the least of three measurements: other threads of the process allocate at times.
    """
    trainer = Trainer(spec, blas_threads=1)
    for _ in range(2):
        trainer.step()
    peaks = []
    for _ in range(3):
        peaks.append(_traced_step(trainer))
        trainer.step()  # the short one
    assert trainer.first_nonfinite is None
    return min(peaks)


def _traced_step(trainer: Trainer) -> int:
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    trainer.step()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - before


@pytest.fixture(autouse=True, scope="module")
def one_blas_thread() -> Iterator[None]:
    with threadpool_limits(1, user_api="blas"):
        yield


@pytest.mark.parametrize(("activation", "optimizer", "loss"), CASES, ids=str)
def test_a_step_allocates_nothing_that_grows(activation: dict[str, Any], optimizer: dict[str, Any], loss: str) -> None:
    changes = {"training__optimizer": optimizer, "training__loss": loss}
    middle, large = (peak_of_a_step(spec_of(*size, {"activation": activation}, **changes)) for size in (MIDDLE, LARGE))
    assert middle < FEW
    assert large < middle + MORE_PIECES


@pytest.mark.parametrize("kind", ["sigmoid", "relu", "gelu", "maxout"])
def test_nor_in_double_precision_and_without_anything_extra(kind: str) -> None:
    layer = {"activation": {"kind": kind}, "batch_norm": False, "dropout": 0.0}
    plain = {"training__l1": 0.0, "training__l2": 0.0, "training__clip_norm": None, "precision": "float64"}
    middle, large = (peak_of_a_step(spec_of(*size, layer, **plain)) for size in (MIDDLE, (700, 500, 500)))
    assert middle < FEW
    assert large < middle + MORE_PIECES


def test_nor_in_the_largest_net_that_is_measured() -> None:
    adam = {"training__optimizer": "adam"}
    middle = peak_of_a_step(spec_of(*MIDDLE, {}, **adam))
    assert peak_of_a_step(spec_of(3072, 2048, 256, {}, **adam)) < middle + MORE_PIECES
