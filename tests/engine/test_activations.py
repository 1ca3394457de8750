from collections.abc import Callable

import numpy as np
import pytest

from nnlab.engine.activations import Activation, Relu, Sigmoid, Tanh
from nnlab.engine.array import Array

INPUTS = [-1e30, -10, -1, 0, 1, 10, 1e30]
# Made with NumPy's longdouble from the definitions 1/(1 + exp(-x)), tanh, 1/cosh² and rounded to double.
VALUES: dict[type[Activation], list[float]] = {
    Sigmoid: [0, 4.5397868702434395e-05, 0.2689414213699951, 0.5, 0.7310585786300049, 0.9999546021312976, 1],
    Tanh: [-1, -0.9999999958776927, -0.7615941559557649, 0, 0.7615941559557649, 0.9999999958776927, 1],
    Relu: [0, 0, 0, 0, 1, 10, 1e30],
}
SLOPES: dict[type[Activation], list[float]] = {
    Sigmoid: [0, 4.5395807735951673e-05, 0.19661193324148185, 0.25, 0.19661193324148185, 4.5395807735951673e-05, 0],
    Tanh: [0, 8.244614455767397e-09, 0.4199743416140261, 1, 0.4199743416140261, 8.244614455767397e-09, 0],
    Relu: [0, 0, 0, 0, 1, 1, 1],
}
# exp(x)/(1 + exp(x)), made the same way.
SIGMOID_TAIL = {-20: 2.0611536181902037e-09, -40: 4.248354255291589e-18, -80: 1.8048513878454153e-35}
ALL = list(VALUES)


@pytest.fixture(autouse=True)
def floating_point_as_in_a_step() -> object:
    """Let numbers overflow in silence, as the trainer does."""
    with np.errstate(all="ignore"):
        yield


def apply(kind: type[Activation], x: Array) -> tuple[Activation, Array]:
    activation = kind(x.shape[1:], len(x), x.dtype)
    return activation, activation.forward(x, training=True)


@pytest.mark.parametrize("kind", ALL)
def test_values_are_those_of_the_closed_form(kind: type[Activation]) -> None:
    _, y = apply(kind, np.array([INPUTS], np.float64))
    np.testing.assert_allclose(y, [VALUES[kind]], rtol=1e-14, atol=0)


@pytest.mark.parametrize("kind", ALL)
def test_values_in_float32_are_good_to_its_last_digits(kind: type[Activation]) -> None:
    _, y = apply(kind, np.array([INPUTS], np.float32))
    assert y.dtype == np.float32
    np.testing.assert_allclose(y, [VALUES[kind]], rtol=5e-7, atol=0)


@pytest.mark.parametrize("kind", ALL)
def test_slopes_are_those_of_the_closed_form(kind: type[Activation]) -> None:
    x = np.array([INPUTS], np.float64)
    activation, _ = apply(kind, x)
    np.testing.assert_allclose(activation.backward(np.ones_like(x)), [SLOPES[kind]], rtol=1e-7, atol=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_tiny_sigmoids_are_precise(dtype: type) -> None:
    _, y = apply(Sigmoid, np.array([list(SIGMOID_TAIL)], dtype))
    np.testing.assert_allclose(y, [list(SIGMOID_TAIL.values())], rtol=1e-6, atol=0)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", ALL)
def test_nan_passes_through_and_touches_no_neighbour(kind: type[Activation], dtype: type) -> None:
    x = np.array([[1, np.nan, 1]], dtype)
    activation, y = apply(kind, x)
    assert np.isnan(y).tolist() == [[False, True, False]]
    assert np.isnan(activation.backward(np.ones_like(x))).tolist() == [[False, True, False]]


@pytest.mark.parametrize(("kind", "low", "high"), [(Sigmoid, 0, 1), (Tanh, -1, 1), (Relu, 0, np.inf)])
def test_infinities_go_to_the_limits(kind: type[Activation], low: float, high: float) -> None:
    _, y = apply(kind, np.array([[-np.inf, np.inf]], np.float32))
    assert y.tolist() == [[low, high]]


@pytest.mark.parametrize("kind", ALL)
def test_the_gradient_is_scaled_by_the_slope(kind: type[Activation]) -> None:
    x = np.array([[-1.0, 1.0], [1.0, -1.0]])
    activation, _ = apply(kind, x)
    slopes = activation.backward(np.ones_like(x)).copy()
    grad = np.array([[2.0, -3.0], [0.5, 4.0]])
    assert activation.backward(grad).tolist() == (slopes * grad).tolist()
    assert grad.tolist() == [[2.0, -3.0], [0.5, 4.0]]


@pytest.mark.parametrize("kind", ALL)
def test_the_input_is_left_as_it_was(kind: type[Activation]) -> None:
    x = np.array([[-1.0, 2.0]])
    apply(kind, x)
    assert x.tolist() == [[-1.0, 2.0]]


@pytest.mark.parametrize("kind", ALL)
def test_a_short_batch_uses_the_front_of_the_buffers(kind: type[Activation]) -> None:
    activation = kind((2, 3, 1), 8, np.float64)
    full = activation.forward(np.ones((8, 2, 3, 1)), training=True)
    short = activation.forward(-np.ones((3, 2, 3, 1)), training=True)
    assert short.shape == (3, 2, 3, 1)
    assert np.shares_memory(full, short)
    assert activation.backward(np.ones((3, 2, 3, 1))).shape == (3, 2, 3, 1)


@pytest.mark.parametrize("kind", ALL)
def test_output_and_gradient_stay_readable_between_steps(kind: type[Activation]) -> None:
    activation, y = apply(kind, np.array([[-1.0, 2.0]]))
    grad = np.array([[0.5, 0.25]])
    activation.backward(grad)
    assert activation.output is y
    assert activation.grad_output is grad


@pytest.mark.parametrize(("kind", "bounds"), [(Sigmoid, (0, 1)), (Tanh, (-1, 1)), (Relu, (None, None))])
def test_bounds_are_what_a_saturating_activation_approaches(
    kind: type[Activation], bounds: tuple[float | None, float | None]
) -> None:
    assert kind.bounds == bounds


def test_only_relu_can_be_without_gradient_on_a_half_line() -> None:
    assert [kind.can_die for kind in (Sigmoid, Tanh, Relu)] == [False, False, True]


def test_relu_has_no_slope_at_zero() -> None:
    activation, y = apply(Relu, np.array([[0.0, -0.0]]))
    assert y.tolist() == [[0, 0]]
    assert activation.backward(np.ones((1, 2))).tolist() == [[0, 0]]


@pytest.mark.parametrize(("kind", "mirrored"), [(Sigmoid, lambda y: 1 - y), (Tanh, np.negative)])
def test_saturating_activations_are_symmetric(kind: type[Activation], mirrored: Callable[[Array], Array]) -> None:
    x = np.linspace(-8, 8, 101)[np.newaxis]
    _, there = apply(kind, x)
    _, back = apply(kind, -x)
    np.testing.assert_allclose(back, mirrored(there), atol=1e-15)
