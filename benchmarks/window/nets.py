"""What is trained while the window is measured."""

from __future__ import annotations

from typing import Any

from nnlab.spec.document import from_document
from nnlab.spec.experiment import FORMAT, ExperimentSpec

ENDLESS = 1_000_000
EXAMPLES = 2000


def spec_of(n_in: int, hidden: tuple[int, ...], classes: int, batch: int, examples: int = EXAMPLES) -> ExperimentSpec:
    """Return an experiment of fully connected ReLU layers on noise that goes on and on."""
    source = {"kind": "noise", "examples": examples, "features": n_in, "classes": classes}
    return from_document(
        {
            "nnlab": FORMAT,
            "data": {"source": source},
            "preprocessing": [],
            "network": {"layers": [_layer(units) for units in hidden]},
            "training": {"batch_size": batch, "epochs": ENDLESS, "learning_rate": 1e-4, "l2": 0.0},
        }
    )


def _layer(units: int) -> dict[str, Any]:
    return {"kind": "dense", "units": units, "activation": {"kind": "relu"}, "init": {"kind": "he"}}


LOADED = {
    "64-100×6-10": spec_of(64, (100,) * 6, 10, 64),
    "3072-100×5-10": spec_of(3072, (100,) * 5, 10, 100),
}
TWELVE = spec_of(64, (100,) * 12, 10, 64)
TINY = spec_of(2, (8,), 2, 8, examples=100)
