"""Small experiments that diverge, and what is said of them."""

from functools import cache
from typing import Any

from nnlab.insight.data_facts import data_facts
from nnlab.insight.forensics import Diagnosis, diagnose
from nnlab.insight.forensics.diagnosis import Case
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, spec_with


def hidden(count: int, units: int = 50, activation: str = "relu", init: Any = None, **options: Any) -> dict[str, Any]:
    """Return the change to so many equal hidden layers."""
    layer = {"kind": "dense", "units": units, "activation": {"kind": activation}, "init": init or {"kind": "he"}}
    return {"network__layers": [{**layer, **options}] * count}


def normal(std: float) -> dict[str, Any]:
    return {"kind": "normal", "std": std}


def with_momentum(share: float) -> dict[str, Any]:
    return {"training__optimizer": {"kind": "momentum", "momentum": share}}


TO_NUMBERS = {"data__source": {"kind": "plane"}, "training__loss": "mse"}
RAW = {"preprocessing": [], "training__loss": "mse"}
CAUSES: dict[str, tuple[str, dict[str, Any]]] = {
    "a rate of a million": ("rate too high", {"training__learning_rate": 1e6}),
    "a rate of ten": ("rate too high", {"training__learning_rate": 10.0, "training__loss": "hinge"}),
    "a huge rate of Adam": ("rate too high", {"training__learning_rate": 1e20, "training__optimizer": "adam"}),
    "a huge rate on raw data": ("rate too high", {"training__learning_rate": 1e6, "preprocessing": []}),
    "early, with much momentum": (
        "rate too high",
        {**TO_NUMBERS, **hidden(2, activation="linear"), **with_momentum(0.99), "training__learning_rate": 0.1},
    ),
    "much momentum": (
        "momentum too long",
        {
            **TO_NUMBERS,
            **hidden(2, 20, "linear", {"kind": "xavier"}),
            **with_momentum(0.999),
            "training__learning_rate": 0.05,
            "training__epochs": 60,
        },
    ),
    "std 1 in ten layers": ("weights too large", hidden(10, 100, init=normal(1.0))),
    "std 10 in three layers": ("weights too large", hidden(3, init=normal(10.0))),
    "std 1000 below a tanh": (
        "weights too large",
        {
            **hidden(16, 8, "tanh", normal(1000.0)),
            "network__output__init": normal(1000.0),
            "data__source": noise(100, 8, classes=3),
            "data__limit": 1,
            "training__batch_size": 1,
        },
    ),
    "thirty layers of std 0.25": ("no normalisation", hidden(30, 100, init=normal(0.25))),
    "forty linear layers of He": ("no normalisation", hidden(40, 50, "linear")),
    "tumours as they were measured": ("data not scaled", {**RAW, "data__source": {"kind": "breast_cancer"}}),
    "pixels up to 16": ("data not scaled", {**RAW, "training__learning_rate": 0.02}),
    "L2": ("decay too strong", {"training__l2": 500.0}),
    "L2 with Nesterov": ("decay too strong", {"training__l2": 500.0, "training__optimizer": "nesterov"}),
    "L1": ("l1 too strong", {"training__l1": 1e10}),
    "weight decay": (
        "decay too strong",
        {**hidden(2, activation="tanh"), "training__optimizer": {"kind": "adamw", "weight_decay": 300.0}},
    ),
}


def spec_of(name: str, seed: int = 0) -> ExperimentSpec:
    return spec_with(**{"training__epochs": 10, **CAUSES[name][1], "seed": seed})


@cache
def trained(spec: ExperimentSpec) -> Trainer:
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        pass
    return trainer


def case_of(trainer: Trainer, *, with_data: bool = True) -> Case:
    """Return what is known of a run that diverged."""
    broke = trainer.first_nonfinite
    assert broke is not None
    data = data_facts(trainer.data) if with_data else None
    return Case(trainer.spec, trainer.recorder.history.record(), broke, data)


def diagnosed(case: Case) -> Diagnosis:
    return diagnose(case.spec, case.history, case.broke, case.data)
