"""Networks with known weights, to be asked about the plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnlab.data.prepared import PreparedData, prepare
from nnlab.jobs import drained
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import build_network, outputs_for
from nnlab.training.inside.question import Question
from nnlab.training.inside.twin import Twin
from nnlab.training.keyframe import Weights
from nnlab.training.streams import Stream, stream
from tests.training.runs import spec_with

XOR = {"kind": "xor", "examples": 200}
SPIRALS = {"kind": "spirals", "examples": 150}
HILLS = {"kind": "hills", "examples": 120}


def plane_spec(source: dict[str, Any], layers: Sequence[tuple[int, str]] = ((2, "tanh"),), **changes: Any) -> Any:
    """Return a spec of raw features, with layers of so many units."""
    network = [{"kind": "dense", "units": units, "activation": {"kind": kind}} for units, kind in layers]
    return spec_with(
        **{"data__source": source, "preprocessing": [], "network__layers": network, "precision": "float64", **changes}
    )


def first_weights(spec: ExperimentSpec, data: PreparedData, step: int = 0) -> Weights:
    """Return the parameters as a run starts from them."""
    n_outputs = outputs_for(spec.training.loss, data.record.shape)
    network = build_network(spec, data.record.input_shape, n_outputs, 1)
    network.initialize([stream(spec.seed, Stream.INITIALISATION, i) for i in range(len(network.blocks))])
    return Weights(step, network.parameters.values, network.parameters.running)


def twin_of(spec: ExperimentSpec, weights: dict[tuple[int, str], Any] | None = None) -> tuple[Twin, PreparedData]:
    """Return a twin with first weights, or those given by layer and name, and the examples."""
    data = prepare(spec)
    twin = Twin(spec, data.record, first_weights(spec, data), data)
    for (layer, name), value in (weights or {}).items():
        (found,) = [parameter for parameter in twin.parameters[layer] if parameter.name == name]
        found.value[...] = value
    return twin, data


def answer(question: Question, twin: Twin, data: PreparedData) -> Any:
    """Return what a question is answered with."""
    return drained(question.answering(twin))


def hand_made() -> dict[tuple[int, str], Any]:
    """Return the weights of 2-2-1: z = tanh(x + 2 y + 0.5) − 3 tanh(x − y) + 0.25."""
    return {
        (0, "w"): [[1.0, 1.0], [2.0, -1.0]],
        (0, "b"): [0.5, 0.0],
        (1, "w"): [[1.0], [-3.0]],
        (1, "b"): [0.25],
    }


def by_hand(points: np.ndarray) -> np.ndarray:
    """Return (n,) outputs of the hand-made network for (n, 2) points."""
    x, y = points.T
    return np.tanh(x + 2 * y + 0.5) - 3 * np.tanh(x - y) + 0.25
