"""The one place that maps a spec to the engine: to each kind a class, to each option an argument of its name."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnlab.data.dataset import Array, DataShape, Labels
from nnlab.engine import activations, initializers, losses, optimizers, schedules
from nnlab.engine.activations import Activation
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.block import Block
from nnlab.engine.dense import Dense
from nnlab.engine.dropout import Dropout
from nnlab.engine.initializers import Initializer
from nnlab.engine.layer import Shape
from nnlab.engine.losses import Loss, Targets
from nnlab.engine.network import Network
from nnlab.engine.optimizers import Optimizer
from nnlab.engine.parameters import Parameters
from nnlab.engine.schedules import Schedule
from nnlab.spec import activations as activation_specs
from nnlab.spec import initializers as initializer_specs
from nnlab.spec import losses as loss_specs
from nnlab.spec import optimizers as optimizer_specs
from nnlab.spec import schedules as schedule_specs
from nnlab.spec.activations import ActivationSpec
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.initializers import InitializerSpec
from nnlab.spec.losses import LossSpec
from nnlab.spec.network import DenseSpec
from nnlab.spec.optimizers import OptimizerSpec
from nnlab.spec.schedules import ScheduleSpec
from nnlab.training.streams import Stream, stream

ACTIVATIONS: dict[type[Spec], type[Activation]] = {
    activation_specs.LinearSpec: activations.Linear,
    activation_specs.SigmoidSpec: activations.Sigmoid,
    activation_specs.TanhSpec: activations.Tanh,
    activation_specs.ReluSpec: activations.Relu,
    activation_specs.LeakyReluSpec: activations.LeakyRelu,
    activation_specs.PreluSpec: activations.Prelu,
    activation_specs.EluSpec: activations.Elu,
    activation_specs.MaxoutSpec: activations.Maxout,
    activation_specs.SeluSpec: activations.Selu,
    activation_specs.GeluSpec: activations.Gelu,
    activation_specs.SiluSpec: activations.Silu,
}
INITIALIZERS: dict[type[Spec], type[Initializer]] = {
    initializer_specs.ZerosSpec: initializers.Zeros,
    initializer_specs.NormalSpec: initializers.Normal,
    initializer_specs.XavierSpec: initializers.Xavier,
    initializer_specs.HeSpec: initializers.He,
    initializer_specs.OrthogonalSpec: initializers.Orthogonal,
}
LOSSES: dict[type[Spec], type[Loss]] = {
    loss_specs.SoftmaxSpec: losses.SoftmaxCrossEntropy,
    loss_specs.LogisticSpec: losses.Logistic,
    loss_specs.HingeSpec: losses.Hinge,
    loss_specs.MseSpec: losses.Mse,
}
OPTIMIZERS: dict[type[Spec], type[Optimizer]] = {
    optimizer_specs.SgdSpec: optimizers.Sgd,
    optimizer_specs.MomentumSpec: optimizers.Momentum,
    optimizer_specs.NesterovSpec: optimizers.Nesterov,
    optimizer_specs.AdagradSpec: optimizers.Adagrad,
    optimizer_specs.RmspropSpec: optimizers.Rmsprop,
    optimizer_specs.AdamSpec: optimizers.Adam,
    optimizer_specs.AdamwSpec: optimizers.Adamw,
}
SCHEDULES: dict[type[Spec], type[Schedule]] = {
    schedule_specs.ConstantSpec: schedules.Constant,
    schedule_specs.StepSpec: schedules.Step,
    schedule_specs.ExponentialSpec: schedules.Exponential,
    schedule_specs.InverseTimeSpec: schedules.InverseTime,
    schedule_specs.CosineSpec: schedules.Cosine,
}


def _options(spec: Spec) -> dict[str, Any]:
    """Return what a kind leaves open, by name."""
    return spec.model_dump(exclude={"kind"})


def build_activation(spec: ActivationSpec, units: int, max_batch: int, precision: str) -> Activation:
    """Return the activation that ``spec`` asks for, over ``units`` outputs."""
    return ACTIVATIONS[type(spec)]((units,), max_batch, precision, **_options(spec))


def build_initializer(spec: InitializerSpec) -> Initializer:
    """Return the initialiser that ``spec`` asks for."""
    return INITIALIZERS[type(spec)](**_options(spec))


def build_optimizer(spec: OptimizerSpec, parameters: Parameters) -> Optimizer:
    """Return the optimiser that ``spec`` asks for, at its start."""
    return OPTIMIZERS[type(spec)](parameters, **_options(spec))


def optimizer_state_names(spec: ExperimentSpec) -> frozenset[str]:
    """Return the names of the vectors that the optimiser of ``spec`` remembers."""
    return frozenset(build_optimizer(spec.training.optimizer, Parameters([], spec.precision)).state)


def build_schedule(spec: ScheduleSpec) -> Schedule:
    """Return the schedule that ``spec`` asks for."""
    return SCHEDULES[type(spec)](**_options(spec))


def loss_class(spec: LossSpec) -> type[Loss]:
    """Return the class of the loss that ``spec`` asks for; it says how many outputs it takes for how many classes."""
    return LOSSES[type(spec)]


def outputs_for(loss: LossSpec, data: DataShape) -> int:
    """Return how many outputs a network needs for ``data``: what the loss takes for the classes, or one a number."""
    return loss_class(loss).outputs_for(data.classes) if data.classes else data.n_targets


def encoded_targets(spec: ExperimentSpec, targets: Labels | Array, classes: int) -> Targets:
    """Return what the loss of ``spec`` compares outputs with; numbers to be met are that already.

    Parameters
    ----------
    spec : ExperimentSpec
    targets : (n,) of intp, or (n, n_targets) of float64
    classes : int
        0 where numbers are to be met.
    """
    if not classes:
        return targets.astype(spec.precision)
    return loss_class(spec.training.loss).encode(targets.astype(np.intp, copy=False), classes, spec.precision)


def build_loss(spec: ExperimentSpec, max_batch: int, n_outputs: int) -> Loss:
    """Return the loss that ``spec`` asks for, with buffers for ``max_batch`` examples."""
    return loss_class(spec.training.loss)(max_batch, n_outputs, spec.precision)


def build_network(
    spec: ExperimentSpec, input_shape: Shape, n_outputs: int, max_batch: int, parameters: Parameters | None = None
) -> Network:
    """Return the network that ``spec`` asks for, its parameters not yet initialised.

    Parameters
    ----------
    spec, input_shape, n_outputs, max_batch
        See ``build_blocks``.
    parameters : Parameters, optional
        Those of another network of the same spec, to share them.
    """
    return Network(build_blocks(spec, input_shape, n_outputs, max_batch), spec.precision, parameters)


def build_blocks(spec: ExperimentSpec, input_shape: Shape, n_outputs: int, max_batch: int) -> list[Block]:
    """Return the layers that ``spec`` asks for, not yet bound to parameters.

    Parameters
    ----------
    spec : ExperimentSpec
    input_shape : tuple of int
        Of one example.
    n_outputs : int
        What the loss takes.
    max_batch : int
        The largest batch that they will meet; all buffers are allocated here. With 0 nothing is, which is enough to
        ask for shapes.
    """
    blocks: list[Block] = []
    shape = input_shape
    for index, layer in enumerate(spec.network.layers):
        rng = stream(spec.seed, Stream.DROPOUT, index)
        blocks.append(_hidden_block(layer, shape, max_batch, spec.precision, rng))
        shape = blocks[-1].output_shape
    output = spec.network.output
    blocks.append(Block(_dense(shape, n_outputs, output.init, output.bias, max_batch, spec.precision)))
    return blocks


def _hidden_block(
    layer: DenseSpec, input_shape: Shape, max_batch: int, precision: str, rng: np.random.Generator
) -> Block:
    activation = build_activation(layer.activation, layer.units, max_batch, precision)
    (width,) = activation.input_shape
    norm = layer.normalization
    return Block(
        _dense(input_shape, width, layer.init, None if norm else layer.bias, max_batch, precision),
        BatchNorm((width,), max_batch, precision, **_options(norm)) if norm else None,
        activation,
        Dropout((layer.units,), max_batch, precision, rate=layer.dropout, rng=rng),
    )


def _dense(
    shape: Shape, units: int, init: InitializerSpec, bias: float | None, max_batch: int, precision: str
) -> Dense:
    initializer = build_initializer(init)
    return Dense(shape, units, initializer=initializer, bias=bias, max_batch=max_batch, dtype=precision)
