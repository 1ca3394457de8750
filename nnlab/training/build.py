"""The one place that maps a spec to the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnlab.engine import activations, initializers, optimizers
from nnlab.engine.activations import Activation
from nnlab.engine.block import Block
from nnlab.engine.dense import Dense
from nnlab.engine.initializers import Initializer
from nnlab.engine.layer import Shape
from nnlab.engine.losses import SoftmaxCrossEntropy
from nnlab.engine.network import Network
from nnlab.engine.optimizers import Optimizer
from nnlab.engine.parameters import Parameters
from nnlab.spec.activations import ActivationSpec, ReluSpec, SigmoidSpec, TanhSpec
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.initializers import HeSpec, InitializerSpec, NormalSpec, XavierSpec, ZerosSpec
from nnlab.spec.training import MomentumSpec, OptimizerSpec, SgdSpec, SoftmaxSpec

ACTIVATIONS: dict[type[Spec], Callable[..., Activation]] = {
    SigmoidSpec: lambda _, *sizes: activations.Sigmoid(*sizes),
    TanhSpec: lambda _, *sizes: activations.Tanh(*sizes),
    ReluSpec: lambda _, *sizes: activations.Relu(*sizes),
}
INITIALIZERS: dict[type[Spec], Callable[[Any], Initializer]] = {
    ZerosSpec: lambda _: initializers.Zeros(),
    NormalSpec: lambda spec: initializers.Normal(spec.std),
    XavierSpec: lambda spec: initializers.XavierFanIn() if spec.fan == "in" else initializers.XavierAverage(),
    HeSpec: lambda _: initializers.He(),
}
OPTIMIZERS: dict[type[Spec], Callable[[Any, Parameters], Optimizer]] = {
    SgdSpec: lambda _, parameters: optimizers.Sgd(parameters),
    MomentumSpec: lambda spec, parameters: optimizers.Momentum(parameters, spec.momentum),
}
LOSSES: dict[type[Spec], Callable[..., SoftmaxCrossEntropy]] = {
    SoftmaxSpec: lambda _, *sizes: SoftmaxCrossEntropy(*sizes),
}


def build_activation(spec: ActivationSpec, shape: Shape, max_batch: int, precision: str) -> Activation:
    """Return the activation layer that ``spec`` asks for."""
    return ACTIVATIONS[type(spec)](spec, shape, max_batch, precision)


def build_initializer(spec: InitializerSpec) -> Initializer:
    """Return the initialiser that ``spec`` asks for."""
    return INITIALIZERS[type(spec)](spec)


def build_optimizer(spec: OptimizerSpec, parameters: Parameters) -> Optimizer:
    """Return the optimiser that ``spec`` asks for, at its start."""
    return OPTIMIZERS[type(spec)](spec, parameters)


def build_loss(spec: ExperimentSpec, max_batch: int, classes: int) -> SoftmaxCrossEntropy:
    """Return the loss that ``spec`` asks for, with buffers for ``max_batch`` examples."""
    return LOSSES[type(spec.training.loss)](spec.training.loss, max_batch, classes, spec.precision)


def build_network(
    spec: ExperimentSpec, input_shape: Shape, classes: int, max_batch: int, parameters: Parameters | None = None
) -> Network:
    """Return the network that ``spec`` asks for, its parameters not yet initialised.

    Parameters
    ----------
    spec : ExperimentSpec
    input_shape : tuple of int
        Of one example.
    classes : int
    max_batch : int
        The largest batch that it will meet; all buffers are allocated here.
    parameters : Parameters, optional
        Those of another network of the same spec, to share them.
    """
    blocks: list[Block] = []
    shape = input_shape
    for layer in spec.network.layers:
        affine = _dense(shape, layer.units, layer.init, layer.bias, max_batch, spec.precision)
        shape = affine.output_shape
        blocks.append(Block(affine, build_activation(layer.activation, shape, max_batch, spec.precision)))
    output = spec.network.output
    blocks.append(Block(_dense(shape, classes, output.init, output.bias, max_batch, spec.precision)))
    return Network(blocks, spec.precision, parameters)


def _dense(shape: Shape, units: int, init: InitializerSpec, bias: float, max_batch: int, precision: str) -> Dense:
    initializer = build_initializer(init)
    return Dense(shape, units, initializer=initializer, bias=bias, max_batch=max_batch, dtype=precision)
