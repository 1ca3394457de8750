"""The fields that are offered for a search, with ranges that are a good start; any other can be written by its path."""

from __future__ import annotations

from typing import Any, Final

from nnlab.text import QT_TRANSLATE_NOOP

OFFERED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "training.learning_rate": (QT_TRANSLATE_NOOP("nnlab", "Learning rate"), {"log_uniform": [1e-5, 1.0]}),
    "training.l2": (QT_TRANSLATE_NOOP("nnlab", "L2 penalty"), {"log_uniform": [1e-6, 0.1]}),
    "training.l1": (QT_TRANSLATE_NOOP("nnlab", "L1 penalty"), {"log_uniform": [1e-6, 0.01]}),
    "training.batch_size": (QT_TRANSLATE_NOOP("nnlab", "Batch size"), {"integers": [8, 128]}),
    "training.optimizer": (QT_TRANSLATE_NOOP("nnlab", "Optimiser"), {"choices": ["momentum", "rmsprop", "adam"]}),
    "training.optimizer.momentum": (QT_TRANSLATE_NOOP("nnlab", "Momentum"), {"uniform": [0.5, 0.99]}),
    "training.schedule": (QT_TRANSLATE_NOOP("nnlab", "Schedule"), {"choices": ["constant", "cosine"]}),
    "network.depth": (QT_TRANSLATE_NOOP("nnlab", "Hidden layers"), {"integers": [1, 5]}),
    "network.units": (QT_TRANSLATE_NOOP("nnlab", "Units of each layer"), {"integers": [10, 200]}),
    "network.activation": (
        QT_TRANSLATE_NOOP("nnlab", "Activation"),
        {"choices": ["relu", "leaky_relu", "elu", "tanh", "sigmoid"]},
    ),
    "network.init": (QT_TRANSLATE_NOOP("nnlab", "Initialisation"), {"choices": ["he", "xavier"]}),
    "network.batch_norm": (QT_TRANSLATE_NOOP("nnlab", "Batch norm"), {"choices": [False, True]}),
    "network.dropout": (QT_TRANSLATE_NOOP("nnlab", "Dropout"), {"uniform": [0.0, 0.6]}),
}
FIRST: Final = ("training.learning_rate", "training.l2")
"""What a search begins with."""
