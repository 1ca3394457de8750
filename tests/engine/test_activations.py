"""What all activation functions have in common: limits, NaN, buffers."""

import tracemalloc

import numpy as np
import pytest

from nnlab.engine.activations import Activation
from nnlab.engine.array import Array
from nnlab.engine.parameters import Parameters
from tests.engine.gradient_check import ACTIVATIONS

DTYPES = [np.float32, np.float64]
ONE_TO_ONE = [name for name in ACTIVATIONS if not name.startswith("maxout")]
WITH_BUFFERS = [name for name in ACTIVATIONS if name != "linear"]
SMOOTH = {"sigmoid", "tanh", "gelu", "silu"}
LIMITS = {
    "linear": (-np.inf, np.inf),
    "sigmoid": (0, 1),
    "tanh": (-1, 1),
    "relu": (0, np.inf),
    "leaky_relu": (-np.inf, np.inf),
    "leaky_relu_without_leak": (0, np.inf),
    "prelu": (-np.inf, np.inf),
    "prelu_below": (np.inf, np.inf),
    "prelu_per_unit": (-np.inf, np.inf),
    "elu": (-1, np.inf),
    "elu_deep": (-2.5, np.inf),
    "selu": (-1.7580993408473766, np.inf),  # what the authors' dropout sets silenced units to
    "gelu": (0, np.inf),
    "silu": (0, np.inf),
}
SLOPES_FAR_OUT = {
    "linear": (1, 1),
    "sigmoid": (0, 0),
    "tanh": (0, 0),
    "relu": (0, 1),
    "leaky_relu": (0.3, 1),
    "leaky_relu_without_leak": (0, 1),
    "prelu": (0.25, 1),
    "prelu_below": (-0.7, 1),
    "prelu_per_unit": (0.25, 1),
    "elu": (0, 1),
    "elu_deep": (0, 1),
    "selu": (0, 1.0507009873554805),
    "gelu": (0, 1),
    "silu": (0, 1),
}


@pytest.fixture(autouse=True)
def floating_point_as_in_a_step() -> object:
    """Let numbers overflow in silence, as the trainer does."""
    with np.errstate(all="ignore"):
        yield


def make(name: str, shape: tuple[int, ...], max_batch: int, dtype: type) -> Activation:
    activation = ACTIVATIONS[name](shape, max_batch, dtype)
    activation.bind(Parameters([activation.parameter_shapes()], dtype).layers[0])
    activation.initialize(np.random.default_rng(0))
    return activation


def apply(name: str, x: Array) -> tuple[Array, Array]:
    """Return the values and the slopes at ``x``."""
    row = x.reshape(1, -1)
    activation = make(name, row.shape[1:], 1, x.dtype)
    return activation.forward(row, training=True)[0].copy(), activation.backward(np.ones_like(row))[0].copy()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ONE_TO_ONE)
def test_infinities_go_to_the_limits(name: str, dtype: type) -> None:
    y, _ = apply(name, np.array([-np.inf, np.inf], dtype))
    np.testing.assert_allclose(y, LIMITS[name], rtol=1e-6)


@pytest.mark.parametrize("size", [1e4, 1e30])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ONE_TO_ONE)
def test_huge_inputs_have_the_values_and_slopes_of_the_limit(name: str, dtype: type, size: float) -> None:
    y, slopes = apply(name, np.array([-size, size], dtype))
    lines = np.multiply(SLOPES_FAR_OUT[name], [-size, size])
    np.testing.assert_allclose(y, np.where(np.isfinite(LIMITS[name]), LIMITS[name], lines), rtol=1e-6)
    np.testing.assert_allclose(slopes, SLOPES_FAR_OUT[name], rtol=1e-6)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ONE_TO_ONE)
def test_the_smallest_inputs_are_as_good_as_zero(name: str, dtype: type) -> None:
    tiny = float(np.finfo(dtype).smallest_subnormal)
    y, slopes = apply(name, np.array([0.0, -0.0, tiny, -tiny], dtype))
    np.testing.assert_allclose(y, np.full(4, y[0]), atol=3 * tiny)
    assert slopes[1] == slopes[0]
    assert slopes[3] == slopes[0]
    assert slopes[2] == (slopes[0] if name in SMOOTH else apply(name, np.array([1.0], dtype))[1][0])


@pytest.mark.parametrize("n", [1, 3, 16, 33])
@pytest.mark.parametrize("name", WITH_BUFFERS)
def test_no_slope_depends_on_the_sign_of_a_zero(name: str, n: int) -> None:
    activation = make(name, (n,), 1, np.float32)
    grads = []
    for zero in (0.0, -0.0):
        x = np.full((1, *activation.input_shape), zero, np.float32)
        activation.forward(x, training=True)
        grads.append(activation.backward(np.ones((1, n), np.float32)).tolist())
    assert grads[0] == grads[1]


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nan_passes_through_and_touches_no_neighbour(name: str, dtype: type, sign: int) -> None:
    activation = make(name, (3,), 1, dtype)
    x = np.ones((1, *activation.input_shape), dtype)
    x[0, -2] = np.copysign(np.nan, sign)
    y = activation.forward(x, training=True)
    assert np.isnan(y).tolist() == [[False, True, False]]
    grad_in = activation.backward(np.ones((1, 3), dtype))
    assert not np.isnan(np.delete(grad_in, x.size - 2)).any()
    assert np.isnan(grad_in[0, -2]) or name not in SMOOTH  # the others give NaN a slope, as a comparison has to


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_gradient_is_scaled_by_the_slope(name: str) -> None:
    rng = np.random.default_rng(1)
    activation = make(name, (5,), 4, np.float64)
    activation.forward(rng.standard_normal((4, *activation.input_shape)), training=True)
    slopes = activation.backward(np.ones((4, 5))).copy()
    grad = rng.standard_normal((4, 5))
    kept = grad.copy()
    expected = slopes.reshape(4, -1, 5) * grad[:, np.newaxis]
    np.testing.assert_allclose(activation.backward(grad).reshape(expected.shape), expected, rtol=1e-15)
    assert grad.tolist() == kept.tolist()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_input_is_left_as_it_was(name: str) -> None:
    activation = make(name, (6,), 2, np.float64)
    x = np.linspace(-3, 3, 2 * activation.input_shape[0]).reshape(2, -1)
    kept = x.copy()
    activation.forward(x, training=True)
    activation.backward(np.ones((2, 6)))
    assert x.tolist() == kept.tolist()


@pytest.mark.parametrize("name", WITH_BUFFERS)
def test_a_short_batch_uses_the_front_of_the_buffers(name: str) -> None:
    activation = make(name, (2, 3, 1), 8, np.float64)
    full = activation.forward(np.ones((8, *activation.input_shape)), training=True)
    short = activation.forward(-np.ones((3, *activation.input_shape)), training=True)
    assert short.shape == (3, 2, 3, 1)
    assert np.shares_memory(full, short)
    assert activation.backward(np.ones((3, 2, 3, 1))).shape == (3, *activation.input_shape)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_output_and_gradient_stay_readable_between_steps(name: str) -> None:
    activation = make(name, (2,), 1, np.float64)
    y = activation.forward(np.ones((1, *activation.input_shape)), training=True)
    grad = np.array([[0.5, 0.25]])
    activation.backward(grad)
    assert activation.output is y
    assert activation.grad_output is grad


@pytest.mark.parametrize("name", WITH_BUFFERS)
def test_a_forward_pass_leaves_the_last_gradient_alone(name: str) -> None:
    """The layer below shows it as its ``grad_output`` after an evaluation too."""
    activation = make(name, (2,), 1, np.float64)
    x = np.ones((1, *activation.input_shape))
    activation.forward(x, training=True)
    grad_in = activation.backward(np.array([[0.5, 0.25]]))
    kept = grad_in.tolist()
    activation.forward(-x, training=False)
    assert grad_in.tolist() == kept


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_step_allocates_nothing_that_grows(name: str, dtype: type) -> None:
    activation = make(name, (700,), 300, dtype)
    x = np.random.default_rng(2).standard_normal((300, *activation.input_shape)).astype(dtype)
    grad = np.ones((300, 700), dtype)
    tracemalloc.start()
    activation.forward(x, training=True)
    activation.backward(grad)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000  # each array is at least 840,000 long


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_is_large_is_worked_on_to_its_end(name: str) -> None:
    rng = np.random.default_rng(3)
    large, small = make(name, (700,), 100, np.float32), make(name, (700,), 1, np.float32)
    x = rng.standard_normal((100, *large.input_shape)).astype(np.float32)
    grad = rng.standard_normal((100, 700)).astype(np.float32)
    y, grad_in = large.forward(x, training=True), large.backward(grad)
    for row in (0, 46, 47, 99):
        np.testing.assert_allclose(small.forward(x[row : row + 1], training=True)[0], y[row], rtol=1e-5)
        np.testing.assert_allclose(small.backward(grad[row : row + 1])[0], grad_in[row], rtol=1e-5, atol=1e-7)
