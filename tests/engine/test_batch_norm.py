import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.batch_norm import BatchNorm
from nnlab.engine.parameters import Parameters, Role

EPSILON, MOMENTUM = 1e-3, 0.2


def batch_norm(
    shape: tuple[int, ...], max_batch: int = 8, dtype: str = "float64", momentum: float = MOMENTUM
) -> BatchNorm:
    """Return one with scales, shifts and running statistics of its own for each unit."""
    layer = BatchNorm(shape, max_batch, dtype, epsilon=EPSILON, momentum=momentum)
    layer.bind(Parameters([layer.parameter_shapes()], dtype).layers[0])
    layer.initialize(np.random.default_rng(0))
    return layer


def lively(layer: BatchNorm) -> BatchNorm:
    rng = np.random.default_rng(1)
    for array in (layer.gamma, layer.beta, layer.running_mean):
        array[...] = rng.standard_normal(array.shape)
    layer.running_var[...] = rng.uniform(0.5, 2, layer.running_var.shape)
    return layer


def draw(n: int, shape: tuple[int, ...], dtype: str = "float64") -> Array:
    return np.random.default_rng([2, n]).normal(3, 2, (n, *shape)).astype(dtype)


def plain_forward(layer: BatchNorm, x: Array) -> Array:
    """Normalise as the paper writes it, in float64; positions of images count as examples."""
    x = x.astype(np.float64)
    axes = tuple(range(x.ndim - 1))
    mean, var = x.mean(axis=axes), x.var(axis=axes)
    return layer.gamma * (x - mean) / np.sqrt(var + EPSILON) + layer.beta


SHAPES = [(5,), (3, 2, 4)]


@pytest.mark.parametrize("n", [8, 5, 2])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 1e-5)])
def test_training_normalises_each_unit_by_its_batch(
    shape: tuple[int, ...], n: int, dtype: str, tolerance: float
) -> None:
    layer = lively(batch_norm(shape, dtype=dtype))
    for size in (8, n):  # the shorter batch finds what the longer one left in the buffers
        x = draw(size, shape, dtype)
        found = layer.forward(x, training=True)
        assert found.dtype == dtype
        np.testing.assert_allclose(found, plain_forward(layer, x), rtol=tolerance, atol=tolerance)


def test_a_fresh_layer_gives_mean_zero_and_deviation_one() -> None:
    layer = batch_norm((4,), max_batch=100)
    y = layer.forward(draw(100, (4,)), training=True)
    np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=0), 1, rtol=1e-3)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [8, 1])
def test_at_test_time_the_running_statistics_are_what_counts(shape: tuple[int, ...], n: int) -> None:
    layer, x = lively(batch_norm(shape)), draw(n, shape)
    expected = layer.gamma * (x - layer.running_mean) / np.sqrt(layer.running_var + EPSILON) + layer.beta
    np.testing.assert_allclose(layer.forward(x, training=False), expected, rtol=1e-12)


def test_at_test_time_an_example_does_not_hang_on_its_batch() -> None:
    layer, x = lively(batch_norm((5,))), draw(8, (5,))
    together = layer.forward(x, training=False).copy()
    alone = np.concatenate([layer.forward(x[[index]], training=False).copy() for index in range(8)])
    assert together.tolist() == alone.tolist()


def test_nothing_moves_the_running_statistics_but_a_step() -> None:
    """Neither test time nor a forward pass in training: a batch whose loss broke has no backward pass."""
    layer, x = lively(batch_norm((5,))), draw(8, (5,))
    before = layer.running_mean.copy(), layer.running_var.copy()
    for training in (False, True, False):
        layer.forward(x, training=training)
    assert (layer.running_mean.tolist(), layer.running_var.tolist()) == tuple(array.tolist() for array in before)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("momentum", [0.1, 0.5, 1.0])
def test_the_running_statistics_move_towards_those_of_each_batch(shape: tuple[int, ...], momentum: float) -> None:
    layer = batch_norm(shape, momentum=momentum)
    mean, var = np.zeros(shape[-1]), np.ones(shape[-1])
    for n in (8, 3, 8, 2):
        x = draw(n, shape)
        layer.backward(np.ones_like(layer.forward(x, training=True)))
        axes = tuple(range(x.ndim - 1))
        mean = (1 - momentum) * mean + momentum * x.mean(axis=axes)
        var = (1 - momentum) * var + momentum * x.var(axis=axes, ddof=1)  # n / (n - 1), as torch has it
        np.testing.assert_allclose(layer.running_mean, mean, rtol=1e-12)
        np.testing.assert_allclose(layer.running_var, var, rtol=1e-12)


def test_a_batch_of_one_gives_the_shift_and_leaves_the_running_variance() -> None:
    layer, x = lively(batch_norm((5,))), draw(1, (5,))
    var, mean = layer.running_var.copy(), layer.running_mean.copy()
    assert layer.forward(x, training=True).tolist() == [layer.beta.tolist()]
    assert layer.backward(np.full((1, 5), 7.0)).tolist() == [[0.0] * 5]
    assert layer.grad_gamma.tolist() == [0.0] * 5
    assert layer.grad_beta.tolist() == [7.0] * 5
    assert layer.running_var.tolist() == var.tolist()
    np.testing.assert_allclose(layer.running_mean, (1 - MOMENTUM) * mean + MOMENTUM * x[0], rtol=1e-12)


def test_a_single_image_has_a_variance_over_its_positions() -> None:
    layer, x = batch_norm((3, 2, 4)), draw(1, (3, 2, 4))
    layer.backward(np.ones_like(layer.forward(x, training=True)))
    rows = x.reshape(6, 4)
    np.testing.assert_allclose(layer.running_var, 1 - MOMENTUM + MOMENTUM * rows.var(axis=0, ddof=1), rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("value", [0.0, 3.0, 1e6])
def test_a_unit_without_variance_gives_the_shift_and_no_gradient_that_breaks(value: float, dtype: str) -> None:
    layer = lively(batch_norm((5,), dtype=dtype))
    y = layer.forward(np.full((8, 5), value, dtype), training=True)
    np.testing.assert_allclose(y, np.tile(layer.beta, (8, 1)), rtol=1e-5)
    grad = draw(8, (5,), dtype)
    grad_in = layer.backward(grad)
    np.testing.assert_allclose(
        grad_in, layer.gamma / np.sqrt(EPSILON) * (grad - grad.mean(axis=0)), rtol=1e-3, atol=1e-3
    )
    assert np.isfinite(layer.running_var).all()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [8, 3])
def test_a_gradient_is_that_of_the_paper(shape: tuple[int, ...], n: int) -> None:
    """Ioffe & Szegedy 2015, section 3, the chain rule line by line."""
    layer, x = lively(batch_norm(shape)), draw(n, shape)
    layer.forward(x, training=True)
    grad = np.random.default_rng(3).standard_normal(x.shape)
    found = layer.backward(grad).reshape(-1, shape[-1])
    x, grad = x.reshape(-1, shape[-1]), grad.reshape(-1, shape[-1])
    m, mean, var = len(x), x.mean(axis=0), x.var(axis=0)
    normalized = (x - mean) / np.sqrt(var + EPSILON)
    d_normalized = grad * layer.gamma
    d_var = (d_normalized * (x - mean) * -0.5 * (var + EPSILON) ** -1.5).sum(axis=0)
    d_mean = (-d_normalized / np.sqrt(var + EPSILON)).sum(axis=0) + d_var * (-2 * (x - mean)).mean(axis=0)
    expected = d_normalized / np.sqrt(var + EPSILON) + d_var * 2 * (x - mean) / m + d_mean / m
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(layer.grad_gamma, (grad * normalized).sum(axis=0), rtol=1e-10)
    np.testing.assert_allclose(layer.grad_beta, grad.sum(axis=0), rtol=1e-10)


@pytest.mark.parametrize(("dtype", "size"), [("float32", 1e20), ("float64", 1e160)])
@pytest.mark.parametrize("n", [8, 2])
def test_a_variance_too_large_for_a_number_is_noticed(dtype: str, size: float, n: int) -> None:
    layer, x = batch_norm((2,), dtype=dtype), draw(n, (2,), dtype)
    x[:, 0] *= size
    with np.errstate(all="ignore"):
        y = layer.forward(x, training=True)
    assert np.isnan(y[:, 0]).all()
    assert np.isfinite(y[:, 1]).all()


def test_scale_and_shift_are_learned_without_penalty_and_the_statistics_are_measured() -> None:
    shapes = batch_norm((3, 2, 4)).parameter_shapes()
    assert [(shape.name, shape.shape, shape.role) for shape in shapes] == [
        ("gamma", (4,), Role.FREE),
        ("beta", (4,), Role.FREE),
        ("running_mean", (4,), Role.RUNNING),
        ("running_var", (4,), Role.RUNNING),
    ]


def test_the_batch_that_came_in_is_left_as_it_was() -> None:
    layer, x, grad = lively(batch_norm((5,))), draw(8, (5,)), draw(8, (5,))
    copies = x.copy(), grad.copy()
    layer.forward(x, training=True)
    layer.backward(grad)
    assert (x.tolist(), grad.tolist()) == tuple(copy.tolist() for copy in copies)
