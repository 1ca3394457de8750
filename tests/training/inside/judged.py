"""Small networks of each kind with first weights, to be asked about examples."""

from __future__ import annotations

from typing import Any

from nnlab.data.prepared import PreparedData
from nnlab.training.inside.twin import Twin
from tests.training.inside.twins import twin_of
from tests.training.runs import spec_with

LAYER = [{"kind": "dense", "units": 6, "activation": {"kind": "relu"}}]
DIGITS, IRIS, CANCER = {"kind": "digits"}, {"kind": "iris"}, {"kind": "breast_cancer"}
SHAPES = {"kind": "shapes", "examples": 100}
LOSSES = ("softmax", "hinge", "mse")


def asked(source: dict[str, Any], loss: str = "softmax", **changes: Any) -> tuple[Twin, PreparedData]:
    """Return a network of six ReLU units, and its examples."""
    weights = changes.pop("weights", None)
    known = {"data__source": source, "network__layers": LAYER, "precision": "float64"}
    return twin_of(spec_with(**{**known, "training__loss": {"kind": loss}, **changes}), weights)
