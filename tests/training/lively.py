"""Small experiments of every kind, whose nets remember and draw as much as nets can."""

from typing import Any

from nnlab.training.build import ACTIVATIONS

ACTIVATION_KINDS = [kind().model_dump(mode="json") for kind in ACTIVATIONS]
SCHEDULES = ["constant", "step", "exponential", "inverse_time", "cosine"]
OPTIMIZERS: list[dict[str, Any]] = [
    {"kind": "sgd"},
    {"kind": "momentum"},
    {"kind": "nesterov"},
    {"kind": "adagrad", "lr_decay": 0.1, "initial_accumulator_value": 0.5},
    {"kind": "rmsprop"},
    {"kind": "rmsprop", "centered": True, "momentum": 0.5},
    {"kind": "adam"},
    {"kind": "adamw", "weight_decay": 0.1},
]


def lively_layers(activation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return two layers with dropout, the first with batch norm, which remember and draw as much as layers can."""
    layer = {"kind": "dense", "units": 9, "activation": activation}
    return [{**layer, "batch_norm": True, "dropout": 0.3}, {**layer, "units": 7, "dropout": 0.2}]


LIVELY: dict[str, dict[str, Any]] = {
    **{
        f"{optimizer['kind']} {index} in {precision}": {
            "network__layers": lively_layers(ACTIVATION_KINDS[index]),
            "training__optimizer": optimizer,
            "training__schedule": {"kind": SCHEDULES[index % 5], "warmup": 1.5},
            "training__clip_norm": [None, 0.5][index % 2],
            "precision": precision,
        }
        for index, optimizer in enumerate(OPTIMIZERS)
        for precision in ("float32", "float64")
    },
    **{
        f"{activation['kind']}": {
            "network__layers": lively_layers(activation),
            "training__optimizer": OPTIMIZERS[index % len(OPTIMIZERS)],
            "training__loss": ["softmax", "hinge", "mse"][index % 3],
            "training__early_stopping": {"patience": 3},
        }
        for index, activation in enumerate(ACTIVATION_KINDS)
    },
}
"""What is different from ``small_spec``, by name: every optimiser with a schedule, every activation with a loss."""
