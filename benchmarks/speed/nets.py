"""The nets of the speed table, and what is asked of this engine on each."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from nnlab.spec.document import from_document
from nnlab.spec.experiment import FORMAT, ExperimentSpec

LEAST_EXAMPLES = 2000
LEARNING_RATE = 1e-3


@dataclass(frozen=True)
class Net:
    """One row of the table.

    Attributes
    ----------
    name : str
    units : tuple of int
        From the inputs to the outputs.
    batch : int
    floor : float
        PyTorch's time over ours is to be at least this.
    limit : float or None
        Our time over that of the products alone is to be at most this.
    activation : str
    regularised : bool
        Batch norm and dropout 0.5 on every hidden layer, and Adam; otherwise neither, and momentum 0.9.
    """

    name: str
    units: tuple[int, ...]
    batch: int
    floor: float
    limit: float | None
    activation: str = "relu"
    regularised: bool = False

    @property
    def n_in(self) -> int:
        """Features of an example."""
        return self.units[0]

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of the hidden layers."""
        return self.units[1:-1]

    @property
    def classes(self) -> int:
        """Units of the output."""
        return self.units[-1]

    @property
    def examples(self) -> int:
        """Examples to train on: some thousands, all batches full."""
        return self.batch * ceil(LEAST_EXAMPLES / self.batch)


NETS = (
    Net("2-32-32-3", (2, 32, 32, 3), 32, floor=4, limit=5),
    Net("64-100-100-10", (64, 100, 100, 10), 64, floor=3, limit=2.2),
    Net("784-256-128-10", (784, 256, 128, 10), 128, floor=1.35, limit=1.5),
    Net("3072-100×5-10", (3072, *[100] * 5, 10), 100, floor=1.2, limit=1.5),
    Net("500×10 tanh", (500, *[500] * 10, 10), 256, floor=1.1, limit=1.35, activation="tanh"),
    Net("3072-2048-2048-10", (3072, 2048, 2048, 10), 256, floor=1.0, limit=1.25),
    Net("784-256-128-10 regularised", (784, 256, 128, 10), 128, floor=1.2, limit=None, regularised=True),
)
BY_NAME = {net.name: net for net in NETS}


def spec_of(net: Net) -> ExperimentSpec:
    """Return the experiment: unit Gaussian examples, no preprocessing, no penalty, a rate that changes little."""
    source = {"kind": "noise", "examples": net.examples, "features": net.n_in, "classes": net.classes}
    return from_document(
        {
            "nnlab": FORMAT,
            "data": {"source": source, "split": {"train": 1.0, "validation": 0.0, "test": 0.0}},
            "preprocessing": [],
            "network": {"layers": [_layer(net, units) for units in net.hidden]},
            "training": {
                "l2": 0.0,
                "optimizer": {"kind": "adam" if net.regularised else "momentum"},
                "learning_rate": LEARNING_RATE,
                "batch_size": net.batch,
            },
        }
    )


def _layer(net: Net, units: int) -> dict[str, Any]:
    return {
        "kind": "dense",
        "units": units,
        "activation": {"kind": net.activation},
        "init": {"kind": "he" if net.activation == "relu" else "xavier"},
        "batch_norm": net.regularised,
        "dropout": 0.5 if net.regularised else 0.0,
    }
