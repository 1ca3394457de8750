"""Trained networks of every kind, and what they say of raw examples."""

from functools import cache
from typing import Any

import numpy as np

from nnlab.data.dataset import Raw
from nnlab.data.loading import load
from nnlab.jobs import drained
from nnlab.training.build import ACTIVATIONS
from nnlab.training.checkpoint import RunRecord
from nnlab.training.prediction import Prediction, predicting
from tests.training.runs import small_spec
from tests.training.trained import trained

WINE: dict[str, Any] = {"data__source": {"kind": "wine"}}
DIGITS: dict[str, Any] = {"data__source": {"kind": "digits"}, "data__limit": 300}
SHAPES: dict[str, Any] = {"data__source": {"kind": "shapes", "examples": 60}}
HILLS: dict[str, Any] = {"data__source": {"kind": "hills", "examples": 150}, "training__loss": "mse"}
TWO: dict[str, Any] = {"data__source": {"kind": "breast_cancer"}, "training__loss": "logistic"}
CENTER, NORMALIZE = {"kind": "center"}, {"kind": "normalize"}
NORM = {"epsilon": 1e-3, "momentum": 0.5}

KINDS: dict[str, dict[str, Any]] = {
    **{
        kind().kind: {**WINE, "network__layers__0__activation": kind().model_dump(mode="json")}  # type: ignore[attr-defined]
        for kind in ACTIVATIONS
    },
    "leaky relu that leaks much": {**WINE, "network__layers__0__activation": {"kind": "leaky_relu", "slope": 0.5}},
    "slope for each unit": {**WINE, "network__layers__0__activation": {"kind": "prelu", "per": "unit"}},
    "deep elu": {**WINE, "network__layers__0__activation": {"kind": "elu", "alpha": 2.5}},
    "batch norm and dropout": {
        **WINE,
        "network__layers__0__batch_norm": True,
        "network__layers__1__batch_norm": NORM,
        "network__layers__1__dropout": 0.5,
    },
    "maxout with batch norm": {
        **WINE,
        "network__layers__0__activation": {"kind": "maxout", "pieces": 3},
        "network__layers__0__batch_norm": True,
    },
    "float64": {**WINE, "precision": "float64", "network__layers__0__batch_norm": True},
    "hinge": {**WINE, "training__loss": "hinge"},
    "mse on classes": {**WINE, "training__loss": "mse"},
    "logistic": TWO,
    "numbers": HILLS,
    "numbers in float64": {**HILLS, "precision": "float64"},
    "digits": DIGITS,
    "raw digits": {**DIGITS, "preprocessing": [], "training__learning_rate": 0.001},
    "wine, by range": {**WINE, "preprocessing": [{"kind": "normalize", "by": "range"}]},
    "raw wine, rotated": {**WINE, "preprocessing": [{"kind": "pca", "components": 13}, {"kind": "whiten"}]},
    "raw wine, whitened": {**WINE, "preprocessing": [{"kind": "whiten", "epsilon": 0.0}]},
    "scaled wine, rotated": {**WINE, "preprocessing": [CENTER, NORMALIZE, {"kind": "pca"}, NORMALIZE]},
    "digits, whitened": {**DIGITS, "preprocessing": [CENTER, {"kind": "whiten"}]},
    "digits, rotated": {**DIGITS, "preprocessing": [{"kind": "pca", "components": 20}, {"kind": "whiten"}]},
    "channels": {**SHAPES, "preprocessing": [{"kind": "center", "mean": "channel"}, NORMALIZE]},
    "one mean": {**SHAPES, "preprocessing": [{"kind": "center", "mean": "all"}, {"kind": "pca", "components": 5}]},
}
"""What is different from ``small_spec``, by name."""


@cache
def run_of(name: str) -> RunRecord:
    """Return a network of that kind after forty steps."""
    return trained(small_spec(**{"training__learning_rate": 0.05, **KINDS[name]}), last=40)


@cache
def raw_of(name: str) -> Raw:
    """Return the raw examples of that kind."""
    x = load(run_of(name).spec.data).x[:200]
    x.flags.writeable = False
    return x


@cache
def prediction_of(name: str) -> Prediction:
    """Return what nnlab itself says of them."""
    return drained(predicting(run_of(name), raw_of(name)))


def said_of(name: str) -> Any:
    """Return probabilities where there are some, and else what the last layer gives."""
    prediction = prediction_of(name)
    return prediction.outputs if prediction.probabilities is None else prediction.probabilities


def assert_close(found: Any, expected: Any) -> None:
    """Assert that numbers agree to 1e-5; of those above 1, relative to them."""
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
