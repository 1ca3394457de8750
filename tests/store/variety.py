"""Experiments that hold everything a run can remember, and the changes that people make to it on the way."""

from typing import Any

from nnlab.spec.live import Change, with_changes
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer

OPTIMIZERS: dict[str, Any] = {
    "sgd": "sgd",
    "momentum": "momentum",
    "nesterov": "nesterov",
    "adagrad": {"kind": "adagrad", "lr_decay": 0.01, "initial_accumulator_value": 0.1},
    "rmsprop": "rmsprop",
    "rmsprop, centred, with momentum": {"kind": "rmsprop", "centered": True, "momentum": 0.5},
    "adam": "adam",
    "adamw": "adamw",
}
BN_AND_DROPOUT: dict[str, Any] = {
    "network__layers__0__batch_norm": True,
    "network__layers__0__dropout": 0.1,
    "network__layers__1__batch_norm": {"epsilon": 1e-3, "momentum": 0.5},
    "network__layers__1__dropout": 0.3,
}
NETWORKS: dict[str, dict[str, Any]] = {
    "batch norm": {"network__layers__0__batch_norm": True},
    "dropout": {"network__layers__1__dropout": 0.5},
    "batch norm and dropout": BN_AND_DROPOUT,
    "maxout": {"network__layers__0__activation": {"kind": "maxout", "pieces": 3}},
    "maxout, batch norm and dropout": {**BN_AND_DROPOUT, "network__layers__0__activation": "maxout"},
    "a slope for the layer": {"network__layers__0__activation": "prelu"},
    "a slope for each unit": {"network__layers__0__activation": {"kind": "prelu", "per": "unit"}},
    "orthogonal weights": {"network__layers__0__init": "orthogonal"},
    "the hinge loss": {"training__loss": "hinge"},
    "the squared loss": {"training__loss": "mse"},
    "one output": {
        "training__loss": "logistic",
        "data__source": {"kind": "spirals", "examples": 150, "classes": 2},
    },
}
SCHEDULES: dict[str, dict[str, Any]] = {
    "steps": {"training__schedule": {"kind": "step", "step_size": 2}},
    "exponential": {"training__schedule": "exponential"},
    "constant and warmup": {"training__schedule": {"kind": "constant", "warmup": 2.5}},
    "steps and warmup": {"training__schedule": {"kind": "step", "step_size": 2, "warmup": 1.5}},
    "exponential and warmup": {"training__schedule": {"kind": "exponential", "warmup": 0.5}},
    "inverse time and warmup": {"training__schedule": {"kind": "inverse_time", "warmup": 1.5}},
    "cosine and warmup": {"training__schedule": {"kind": "cosine", "warmup": 0.5}},
    "cosine and warmup in double precision": {
        **BN_AND_DROPOUT,
        "training__schedule": {"kind": "cosine", "warmup": 1.5},
        "precision": "float64",
    },
    "clipped gradients and l1": {"training__clip_norm": 0.1, "training__l1": 1e-4},
}
EARLY_STOPPED: dict[str, Any] = {
    "training__early_stopping": {"patience": 2},
    "training__learning_rate": 0.1,
    "training__epochs": 50,
}
"""At so high a rate the validation loss rises now and then, and soon twice."""
CHANGES = (
    Change(2, "training.learning_rate", 0.03),
    Change(3, "network.layers.0.dropout", 0.25),
    Change(10, "training.l2", 0.01),
    Change(10, "training.batch_size", 11),
    Change(12, "training.batch_size", 30),
    Change(15, "network.layers.0.dropout", 0.0),
    Change(20, "training.l1", 1e-5),
    Change(20, "training.epochs", 9),
)
"""Of the batch size in the middle of an epoch, up and down."""


def go_on(trainer: Trainer, last: int | None = None, changes: tuple[Change, ...] = CHANGES) -> None:
    """Train to the end, or up to step ``last`` in all, and change what is to be changed on the way."""
    for _ in train(trainer):
        due = [change for change in changes if change.step == trainer.step_count]
        trainer.change(with_changes(trainer.spec, due))
        if trainer.step_count == last:
            break
