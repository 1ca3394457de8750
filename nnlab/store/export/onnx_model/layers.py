"""The layers of a run as ONNX operators."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np

from nnlab.engine.activations.selu import ALPHA, SCALE
from nnlab.spec import activations
from nnlab.spec.base import Spec
from nnlab.store.export.onnx_model.graph import Graph
from nnlab.store.export.trained_layers import TrainedLayer

Add = Callable[[Graph, Any, TrainedLayer], object]


def add_layer(graph: Graph, layer: TrainedLayer) -> None:
    """Append a layer: its product, normalisation as at test time, and activation. Dropout is for training alone."""
    names = {name: graph.tensor(f"{layer.name}.{name}", array) for name, array in layer.arrays.items()}
    if "b" in names:
        graph.then("Gemm", names["w"], names["b"])
    else:
        graph.then("MatMul", names["w"])
    if layer.spec is None:
        return
    if (norm := layer.spec.normalization) is not None:
        arrays = [names[name] for name in ("gamma", "beta", "running_mean", "running_var")]
        graph.then("BatchNormalization", *arrays, epsilon=norm.epsilon)
    ACTIVATIONS[type(layer.spec.activation)](graph, layer.spec.activation, layer)


def _linear(*_: object) -> None:
    """Append nothing."""


def _plain(operator: str) -> Add:
    return lambda graph, _spec, _layer: graph.then(operator)


def _leaky_relu(graph: Graph, spec: activations.LeakyReluSpec, _: TrainedLayer) -> None:
    graph.then("LeakyRelu", alpha=spec.slope)


def _prelu(graph: Graph, _: activations.PreluSpec, layer: TrainedLayer) -> None:
    graph.then("PRelu", f"{layer.name}.slope")


def _elu(graph: Graph, spec: activations.EluSpec, _: TrainedLayer) -> None:
    graph.then("Elu", alpha=spec.alpha)


def _selu(graph: Graph, *_: object) -> None:
    graph.then("Selu", alpha=ALPHA, gamma=SCALE)


def _maxout(graph: Graph, spec: activations.MaxoutSpec, layer: TrainedLayer) -> None:
    """Append the largest of the pieces, of which the first of all units stands first."""
    units = layer.arrays["w"].shape[1] // spec.pieces
    graph.then("Reshape", graph.tensor(f"{layer.name}.pieces", np.array([-1, spec.pieces, units])))
    graph.then("ReduceMax", axes=[1], keepdims=0)


def _gelu(graph: Graph, *_: object) -> None:
    """Append x · ½ (1 + erf(x / √2)); the operator Gelu is too young."""
    z = graph.last
    graph.then("Div", graph.number(sqrt(2)))
    graph.then("Erf")
    graph.then("Add", graph.number(1.0))
    graph.then("Mul", graph.number(0.5))
    graph.then("Mul", z)


def _silu(graph: Graph, *_: object) -> None:
    z = graph.last
    graph.then("Sigmoid")
    graph.then("Mul", z)


ACTIVATIONS: dict[type[Spec], Add] = {
    activations.LinearSpec: _linear,
    activations.SigmoidSpec: _plain("Sigmoid"),
    activations.TanhSpec: _plain("Tanh"),
    activations.ReluSpec: _plain("Relu"),
    activations.LeakyReluSpec: _leaky_relu,
    activations.PreluSpec: _prelu,
    activations.EluSpec: _elu,
    activations.MaxoutSpec: _maxout,
    activations.SeluSpec: _selu,
    activations.GeluSpec: _gelu,
    activations.SiluSpec: _silu,
}
