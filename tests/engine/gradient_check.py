"""Central differences, the oracle for every backward pass, and the kinds that have to pass it.

A new activation, initialiser, loss or layer joins by one line in its table.
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from nnlab.engine.activations import (
    Activation,
    Elu,
    Gelu,
    LeakyRelu,
    Linear,
    Maxout,
    Prelu,
    Relu,
    Selu,
    Sigmoid,
    Silu,
    Tanh,
)
from nnlab.engine.array import Array, Labels
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.dense import Dense
from nnlab.engine.initializers import He, Initializer, Normal, Orthogonal, Xavier, Zeros
from nnlab.engine.layer import Layer
from nnlab.engine.losses import Hinge, Logistic, Loss, Mse, SoftmaxCrossEntropy, Targets
from nnlab.engine.network import Network
from nnlab.engine.parameters import Parameter, Parameters, Role
from nnlab.engine.penalty import Penalty

STEP = 1e-5
WRONG_ABOVE = 1e-6
SMALL = 1e-3
"""A gradient below this is compared absolutely: a difference of losses is good to about 1e-11 / STEP."""
KINK_MARGIN = 1e-3
"""How far a value has to be from a kink of its activation: a hundred steps."""

FLOAT64 = np.dtype(np.float64)
ACTIVATIONS: Mapping[str, Callable[..., Activation]] = {
    "linear": Linear,
    "sigmoid": Sigmoid,
    "tanh": Tanh,
    "relu": Relu,
    "leaky_relu": partial(LeakyRelu, slope=0.3),
    "leaky_relu_without_leak": partial(LeakyRelu, slope=0.0),
    "prelu": Prelu,
    "prelu_below": partial(Prelu, slope=-0.7),
    "prelu_per_unit": partial(Prelu, per="unit"),
    "elu": Elu,
    "elu_deep": partial(Elu, alpha=2.5),
    "maxout": Maxout,
    "maxout_of_three": partial(Maxout, pieces=3),
    "selu": Selu,
    "gelu": Gelu,
    "silu": Silu,
}
"""Each takes shape, max_batch and dtype."""
BENT_AT_ZERO = (Relu, LeakyRelu, Prelu, Elu, Selu)
INITIALIZERS: Mapping[str, Initializer] = {
    "zeros": Zeros(),
    "normal": Normal(0.5),
    "xavier": Xavier(),
    "xavier_average": Xavier("average"),
    "he": He(),
    "orthogonal": Orthogonal(),
}
LOSSES: Mapping[str, type[Loss]] = {
    "softmax": SoftmaxCrossEntropy,
    "logistic": Logistic,
    "hinge": Hinge,
    "mse": Mse,
}
LAYERS: Mapping[str, Callable[[tuple[int, ...], int], Layer]] = {
    "dense": lambda shape, batch: Dense(shape, 5, initializer=Normal(0.5), bias=0.1, max_batch=batch, dtype=FLOAT64),
    "dense_without_bias": lambda shape, batch: Dense(
        shape, 5, initializer=Normal(0.5), bias=None, max_batch=batch, dtype=FLOAT64
    ),
    "batch_norm": lambda shape, batch: BatchNorm(shape, batch, FLOAT64, epsilon=1e-2, momentum=0.1),
    **{name: lambda shape, batch, kind=kind: kind(shape, batch, FLOAT64) for name, kind in ACTIVATIONS.items()},
}


def is_learned(parameter: Parameter) -> bool:
    """Return whether there is a gradient to check, and not only a running statistic."""
    return parameter.role is not Role.RUNNING


def relative_error(analytic: Array, numeric: Array) -> float:
    """Return the largest difference of two gradients of one array, relative to their largest entry."""
    scale = max(np.abs(analytic).max(), np.abs(numeric).max(), SMALL)
    return float(np.abs(analytic - numeric).max() / scale)


def central_differences(function: Callable[[], float], values: Array) -> Array:
    """Return d function / d values, of the shape of ``values``, which are moved and put back one by one."""
    gradient = np.empty_like(values)
    for index in np.ndindex(values.shape):
        there = values[index]
        values[index] = there + STEP
        above = function()
        values[index] = there - STEP
        below = function()
        values[index] = there
        gradient[index] = (above - below) / (2 * STEP)
    return gradient


def is_away_from_kinks(activation: Layer | None, values: Array) -> bool:
    """Return whether all inputs of an activation are so far from its kinks that no step crosses one."""
    if isinstance(activation, Maxout):
        values = np.diff(np.sort(np.stack(np.split(values, activation.pieces, axis=-1)), axis=0)[-2:], axis=0)
    elif not isinstance(activation, BENT_AT_ZERO):
        return True
    return bool(np.abs(values).min() > KINK_MARGIN)


def is_away_from_margins(loss: type[Loss], outputs: Array, labels: Labels) -> bool:
    """Return whether no step can take a class over the margin, where the hinge loss has its kink."""
    if loss is not Hinge:
        return True
    excess = 1 + outputs - outputs[np.arange(len(labels)), labels][:, np.newaxis]
    return bool(np.abs(excess).min() > KINK_MARGIN)


def network_errors(network: Network, loss: Loss, penalty: Penalty, x: Array, targets: Targets) -> list[float]:
    """Return the relative error of the gradient of every parameter of a float64 network on one batch.

    Parameters
    ----------
    network, loss, penalty
        Of the same parameters, initialised.
    x : (batch, *input_shape)
    targets : (batch,) or (batch, n_outputs)
    """

    def total() -> float:
        return loss.forward(network.forward(x, training=True), targets) + penalty.value()

    total()
    assert all(is_away_from_kinks(block.activation, block.preactivation) for block in network.blocks)
    network.backward(loss.backward(len(x)))
    penalty.add_all()
    learned = [parameter for layer in network.parameters.layers for parameter in layer if is_learned(parameter)]
    analytic = [parameter.grad.copy() for parameter in learned]
    numeric = [central_differences(total, parameter.value) for parameter in learned]
    return [relative_error(*pair) for pair in zip(analytic, numeric, strict=True)]


def layer_errors(layer: Layer, x: Array, direction: Array) -> dict[str, float]:
    """Return the relative errors of one layer: of ``x``, and of each of its parameters by name.

    Parameters
    ----------
    layer : Layer
        Of float64, alone, not yet bound to parameters.
    x : (batch, *input_shape)
    direction : (batch, *output_shape)
        The loss is the sum of the outputs times these.
    """
    parameters = Parameters([layer.parameter_shapes()], FLOAT64)
    layer.bind(parameters.layers[0])
    layer.initialize(np.random.default_rng(5))

    def projection() -> float:
        return float(np.sum(layer.forward(x, training=True) * direction))

    projection()
    analytic = {"x": layer.backward(direction).copy()}
    learned = [parameter for parameter in parameters.layers[0] if is_learned(parameter)]
    analytic |= {parameter.name: parameter.grad.copy() for parameter in learned}
    values = {"x": x} | {parameter.name: parameter.value for parameter in learned}
    return {name: relative_error(analytic[name], central_differences(projection, values[name])) for name in values}
