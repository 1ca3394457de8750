import numpy as np
import pytest

from nnlab.engine.activations import Relu
from nnlab.engine.array import Array
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.block import Block
from nnlab.engine.dense import Dense
from nnlab.engine.dropout import Dropout
from nnlab.engine.initializers import He
from nnlab.engine.losses import SoftmaxCrossEntropy
from nnlab.engine.network import Network
from nnlab.engine.parameters import Parameters


def build(*units: int, max_batch: int = 8, dtype: type = np.float64, parameters: Parameters | None = None) -> Network:
    """Return a network of 4 inputs, hidden layers of ``units``, and 3 classes."""
    blocks, shape = [], (4,)
    for n in units:
        dense = Dense(shape, n, initializer=He(), bias=0.0, max_batch=max_batch, dtype=dtype)
        blocks.append(Block(dense, activation=Relu((n,), max_batch, dtype)))
        shape = (n,)
    blocks.append(Block(Dense(shape, 3, initializer=He(), bias=0.0, max_batch=max_batch, dtype=dtype)))
    return Network(blocks, dtype, parameters)


def initialise(network: Network) -> None:
    network.initialize([np.random.default_rng([1, index]) for index in range(len(network.blocks))])


def weights(network: Network, block: int) -> Array:
    return network.blocks[block].affine.w


def test_a_forward_pass_is_the_product_of_its_layers() -> None:
    network = build(5)
    initialise(network)
    x = np.random.default_rng(0).standard_normal((8, 4))
    expected = np.maximum(x @ weights(network, 0), 0) @ weights(network, 1)
    np.testing.assert_allclose(network.forward(x, training=True), expected, rtol=1e-13)


def test_a_block_shows_what_went_through_it() -> None:
    network = build(5)
    initialise(network)
    x = np.random.default_rng(0).standard_normal((8, 4))
    logits = network.forward(x, training=True)
    grad = np.ones((8, 3))
    network.backward(grad)
    hidden, output = network.blocks
    np.testing.assert_allclose(hidden.preactivation, x @ weights(network, 0), rtol=1e-13)
    assert hidden.output.tolist() == np.maximum(hidden.preactivation, 0).tolist()
    np.testing.assert_allclose(hidden.grad_output, grad @ weights(network, 1).T, rtol=1e-13)
    assert output.activation is None
    assert output.preactivation is output.output is logits
    assert output.grad_output is grad


def test_a_block_keeps_its_weights_when_another_is_added_above_it() -> None:
    small, large = build(6, 6), build(6, 6, 6)
    initialise(small)
    initialise(large)
    assert np.array_equal(weights(small, 0), weights(large, 0))
    assert np.array_equal(weights(small, 1), weights(large, 1))


def test_both_precisions_start_from_the_same_weights() -> None:
    single, double = build(6, dtype=np.float32), build(6)
    initialise(single)
    initialise(double)
    assert np.array_equal(single.parameters.values, double.parameters.values.astype(np.float32))


def test_a_network_that_shares_parameters_has_buffers_of_its_own() -> None:
    network = build(5)
    twin = build(5, max_batch=20, parameters=network.parameters)
    initialise(network)
    rng = np.random.default_rng(0)
    logits = network.forward(rng.standard_normal((8, 4)), training=True)
    before = [block.output.copy() for block in network.blocks]
    evaluated = twin.forward(rng.standard_normal((20, 4)), training=False)
    assert not np.shares_memory(logits, evaluated)
    assert all(np.array_equal(block.output, copy) for block, copy in zip(network.blocks, before, strict=True))
    assert np.shares_memory(weights(network, 0), weights(twin, 0))


def test_a_change_of_the_flat_vector_is_seen_by_both_networks() -> None:
    network = build(5)
    twin = build(5, parameters=network.parameters)
    initialise(network)
    x = np.ones((2, 4))
    network.parameters.values *= 2
    assert network.forward(x, training=True).tolist() == twin.forward(x, training=True).tolist()


@pytest.mark.parametrize("units", [(5,), (5, 6, 7)])
def test_descending_the_gradient_lowers_the_loss(units: tuple[int, ...]) -> None:
    network, loss = build(*units), SoftmaxCrossEntropy(8, 3, np.float64)
    initialise(network)
    rng = np.random.default_rng(0)
    x, labels = rng.standard_normal((8, 4)), rng.integers(3, size=8)
    before = loss.forward(network.forward(x, training=True), labels)
    network.backward(loss.backward(8))
    squared = float(network.parameters.grads @ network.parameters.grads)
    network.parameters.values -= 1e-4 * network.parameters.grads
    after = loss.forward(network.forward(x, training=True), labels)
    assert before - after == pytest.approx(1e-4 * squared, rel=0.01)


def lively(rate: float = 0.5, max_batch: int = 8) -> Network:
    """Return a network with batch norm and dropout in both hidden layers."""
    blocks, shape = [], (4,)
    for index in range(2):
        blocks.append(
            Block(
                Dense(shape, 6, initializer=He(), bias=None, max_batch=max_batch, dtype=np.float64),
                BatchNorm((6,), max_batch, np.float64, epsilon=1e-5, momentum=0.1),
                Relu((6,), max_batch, np.float64),
                Dropout((6,), max_batch, np.float64, rate=rate, rng=np.random.default_rng([9, index])),
            )
        )
        shape = (6,)
    blocks.append(Block(Dense(shape, 3, initializer=He(), bias=0.0, max_batch=max_batch, dtype=np.float64)))
    network = Network(blocks, np.float64)
    initialise(network)
    return network


def test_a_block_has_its_parts_in_the_order_of_the_forward_pass() -> None:
    network = lively()
    hidden, _, output = network.blocks
    assert [type(part) for part in hidden.parts] == [Dense, BatchNorm, Relu, Dropout]
    assert [type(part) for part in output.parts] == [Dense]
    assert network.dropouts == tuple(block.dropout for block in network.blocks[:2])


def test_a_block_shows_what_the_activation_was_given_and_gave_before_dropout() -> None:
    network, x = lively(), np.random.default_rng(0).standard_normal((8, 4))
    network.forward(x, training=True)
    network.backward(np.ones((8, 3)))
    hidden, _, _ = network.blocks
    normalised = x @ weights(network, 0)
    normalised = (normalised - normalised.mean(axis=0)) / np.sqrt(normalised.var(axis=0) + 1e-5)
    np.testing.assert_allclose(hidden.preactivation, normalised, rtol=1e-10)
    assert hidden.output.tolist() == np.maximum(hidden.preactivation, 0).tolist()
    assert hidden.dropout is not None
    silenced = hidden.dropout.mask == 0
    assert 0 < silenced.sum() < silenced.size
    assert not hidden.grad_output[silenced].any()


@pytest.mark.parametrize("n", [8, 1])
def test_at_test_time_a_network_gives_the_same_each_time_and_stays_as_it_was(n: int) -> None:
    network, rng = lively(), np.random.default_rng(0)
    for _ in range(3):
        network.forward(rng.standard_normal((8, 4)), training=True)
        network.backward(np.ones((8, 3)))
    states = [str(dropout.rng.bit_generator.state) for dropout in network.dropouts]
    running, values = network.parameters.running.tobytes(), network.parameters.values.tobytes()
    x = rng.standard_normal((n, 4))
    first = network.forward(x, training=False).copy()
    assert first.tolist() == network.forward(x, training=False).tolist()
    assert network.parameters.running.tobytes() == running
    assert network.parameters.values.tobytes() == values
    assert [str(dropout.rng.bit_generator.state) for dropout in network.dropouts] == states


def test_a_twin_sees_the_running_statistics_that_training_moves() -> None:
    network, x = lively(), np.random.default_rng(0).standard_normal((8, 4))
    twin = Network(lively(max_batch=20).blocks, np.float64, network.parameters)
    before = twin.forward(x, training=False).copy()
    network.forward(x, training=True)
    network.backward(np.ones((8, 3)))
    after = twin.forward(x, training=False)
    assert not np.array_equal(before, after)
    assert after.tolist() == network.forward(x, training=False).tolist()


def test_a_batch_of_one_passes_with_finite_gradients() -> None:
    network, rng = lively(), np.random.default_rng(0)
    for n in (8, 1, 8):
        assert np.isfinite(network.forward(rng.standard_normal((n, 4)), training=True)).all()
        network.backward(np.ones((n, 3)))
        assert np.isfinite(network.parameters.grads).all()
        assert np.isfinite(network.parameters.running).all()


def test_dropout_and_batch_norm_change_no_initial_weight() -> None:
    plain = build(6, 6)
    initialise(plain)
    for other in (lively(), lively(rate=0.0)):
        for index in range(3):
            assert np.array_equal(weights(plain, index), weights(other, index))
