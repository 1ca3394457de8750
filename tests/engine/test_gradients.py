"""Every derivative agrees with central differences."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnlab.engine.activations import Activation, Tanh
from nnlab.engine.array import Array, Labels
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.block import Block
from nnlab.engine.dense import Dense
from nnlab.engine.dropout import Dropout
from nnlab.engine.initializers import Initializer
from nnlab.engine.layer import Layer
from nnlab.engine.losses import Loss
from nnlab.engine.network import Network
from nnlab.engine.penalty import Penalty
from tests.engine.gradient_check import (
    ACTIVATIONS,
    FLOAT64,
    INITIALIZERS,
    LAYERS,
    LOSSES,
    WRONG_ABOVE,
    central_differences,
    is_away_from_kinks,
    is_away_from_margins,
    layer_errors,
    network_errors,
)

IMAGE = (3, 2, 2)
UNITS = (6, 4)
CLASSES = {"softmax": 3, "logistic": 2, "hinge": 3, "mse": 3}
FULL_BATCH, LAST_BATCH = 8, 5
NETWORKS = sorted(  # an initialiser only chooses the point
    {*itertools.product(ACTIVATIONS, LOSSES, ["he"]), *itertools.product(["tanh", "relu"], LOSSES, INITIALIZERS)}
)


def build(make_activation: Callable[..., Activation], init: Initializer, n_outputs: int = 3) -> Network:
    blocks, shape = [], IMAGE
    for units in UNITS:
        activation = make_activation((units,), FULL_BATCH, FLOAT64)
        fan_out = activation.input_shape[-1]
        dense = Dense(shape, fan_out, initializer=init, bias=0.1, max_batch=FULL_BATCH, dtype=FLOAT64)
        blocks.append(Block(dense, activation=activation))
        shape = (units,)
    blocks.append(Block(Dense(shape, n_outputs, initializer=init, bias=0.1, max_batch=FULL_BATCH, dtype=FLOAT64)))
    network = Network(blocks, FLOAT64)
    network.initialize([np.random.default_rng(index) for index in range(len(blocks))])
    return network


class SameEachTime(np.random.Generator):
    """Draws the same numbers each time it is asked, so that a loss with dropout is a function of its parameters."""

    def random(self, size: Any = None, dtype: Any = np.float64, out: Any = None) -> Any:
        return np.random.default_rng(23).random(size, dtype, out)


def build_lively(make_activation: Callable[..., Activation], n_outputs: int, rate: float) -> Network:
    """Return a network with batch norm and dropout in both hidden layers, its scales and shifts anywhere."""
    blocks, shape, init = [], IMAGE, INITIALIZERS["he"]
    for units in UNITS:
        activation = make_activation((units,), FULL_BATCH, FLOAT64)
        width = activation.input_shape
        dense = Dense(shape, width[0], initializer=init, bias=None, max_batch=FULL_BATCH, dtype=FLOAT64)
        norm = BatchNorm(width, FULL_BATCH, FLOAT64, epsilon=1e-2, momentum=0.1)
        rng = SameEachTime(np.random.PCG64(0))
        blocks.append(Block(dense, norm, activation, Dropout((units,), FULL_BATCH, FLOAT64, rate=rate, rng=rng)))
        shape = (units,)
    blocks.append(Block(Dense(shape, n_outputs, initializer=init, bias=0.1, max_batch=FULL_BATCH, dtype=FLOAT64)))
    network = Network(blocks, FLOAT64)
    network.initialize([np.random.default_rng(index) for index in range(len(blocks))])
    for block in blocks[:-1]:
        block.norm.gamma[...] = np.linspace(0.5, 1.5, block.norm.gamma.size)
        block.norm.beta[...] = np.linspace(-0.5, 0.5, block.norm.beta.size)
    return network


def draw_images(network: Network, loss: type[Loss], labels: Labels, rng: np.random.Generator) -> Array:
    """Draw a batch whose pre-activations and outputs are away from all kinks."""
    for _ in range(1000):
        x = rng.standard_normal((len(labels), *IMAGE))
        outputs = network.forward(x, training=True)
        away = all(is_away_from_kinks(block.activation, block.preactivation) for block in network.blocks)
        if away and is_away_from_margins(loss, outputs, labels):
            return x
    raise AssertionError("every batch has a value at a kink")


@pytest.mark.parametrize("strengths", [(0.0, 0.0), (0.3, 0.2)])
@pytest.mark.parametrize(("activation", "loss", "init"), NETWORKS)
def test_a_network_has_the_right_gradients(
    activation: str, loss: str, init: str, strengths: tuple[float, float]
) -> None:
    rng = np.random.default_rng(7)
    kind, classes = LOSSES[loss], CLASSES[loss]
    n_outputs = kind.outputs_for(classes)
    network = build(ACTIVATIONS[activation], INITIALIZERS[init], n_outputs)
    loss_layer, penalty = kind(FULL_BATCH, n_outputs, FLOAT64), Penalty(network.parameters, *strengths)
    for n in (FULL_BATCH, LAST_BATCH):  # the shorter batch finds what the longer one left in the buffers
        labels = rng.integers(classes, size=n)
        x = draw_images(network, kind, labels, rng)
        errors = network_errors(network, loss_layer, penalty, x, kind.encode(labels, classes, FLOAT64))
        assert len(errors) >= 6
        assert max(errors) < WRONG_ABOVE


@pytest.mark.parametrize("rate", [0.0, 0.3])
@pytest.mark.parametrize(("activation", "loss"), [*itertools.product(ACTIVATIONS, LOSSES)])
def test_a_network_with_batch_norm_and_dropout_has_the_right_gradients(activation: str, loss: str, rate: float) -> None:
    rng = np.random.default_rng(29)
    kind, classes = LOSSES[loss], CLASSES[loss]
    network = build_lively(ACTIVATIONS[activation], kind.outputs_for(classes), rate)
    loss_layer, penalty = kind(FULL_BATCH, kind.outputs_for(classes), FLOAT64), Penalty(network.parameters, 0.3)
    for n in (FULL_BATCH, LAST_BATCH):
        labels = rng.integers(classes, size=n)
        x = draw_images(network, kind, labels, rng)
        errors = network_errors(network, loss_layer, penalty, x, kind.encode(labels, classes, FLOAT64))
        assert len(errors) >= 8
        assert max(errors) < WRONG_ABOVE


@pytest.mark.parametrize("n", [FULL_BATCH, LAST_BATCH, 1])
@pytest.mark.parametrize("shape", [(4,), IMAGE])
@pytest.mark.parametrize("kind", LAYERS)
def test_a_layer_has_the_right_gradients(kind: str, shape: tuple[int, ...], n: int) -> None:
    rng = np.random.default_rng(11)
    layer = LAYERS[kind](shape, FULL_BATCH)
    x = rng.uniform(0.05, 2, (n, *layer.input_shape)) * rng.choice([-1, 1], (n, *layer.input_shape))
    assert is_away_from_kinks(layer, x)
    errors = layer_errors(layer, x, rng.standard_normal((n, *layer.output_shape)))
    assert max(errors.values()) < WRONG_ABOVE, errors


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_has_the_right_gradient(loss: str) -> None:
    rng = np.random.default_rng(13)
    kind, classes = LOSSES[loss], CLASSES[loss]
    n_outputs = kind.outputs_for(classes)
    layer, labels = kind(FULL_BATCH, n_outputs, FLOAT64), rng.integers(classes, size=LAST_BATCH)
    targets, outputs = kind.encode(labels, classes, FLOAT64), 3 * rng.standard_normal((LAST_BATCH, n_outputs))
    assert is_away_from_margins(kind, outputs, labels)
    layer.forward(outputs, targets)
    analytic = layer.backward(LAST_BATCH).copy()
    numeric = central_differences(lambda: layer.forward(outputs, targets), outputs)
    assert np.abs(analytic - numeric).max() < 1e-9


class WrongTanh(Tanh):
    """A tanh with a derivative that is wrong by one part in a hundred thousand."""

    def _pull_back(self, grad: Array, grad_in: Array) -> None:
        super()._pull_back(grad, grad_in)
        grad_in *= 1.00001


def test_the_check_notices_a_slightly_wrong_derivative() -> None:
    rng = np.random.default_rng(17)
    layer: Layer = WrongTanh((4,), LAST_BATCH, FLOAT64)
    x = rng.standard_normal((LAST_BATCH, 4))
    assert layer_errors(layer, x, np.ones_like(x))["x"] > WRONG_ABOVE


def test_the_check_notices_a_forgotten_penalty() -> None:
    rng = np.random.default_rng(19)
    network = build(Tanh, INITIALIZERS["he"])
    loss, counted = LOSSES["softmax"](FULL_BATCH, 3, FLOAT64), Penalty(network.parameters, 1e-3)
    counted.add_all = lambda: None  # type: ignore[method-assign]
    x, labels = rng.standard_normal((FULL_BATCH, *IMAGE)), rng.integers(3, size=FULL_BATCH)
    assert max(network_errors(network, loss, counted, x, labels)) > WRONG_ABOVE
