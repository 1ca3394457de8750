"""Values and slopes against the closed forms in double precision, by Python's own math."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from nnlab.engine.activations import Elu, Gelu, LeakyRelu, Linear, Prelu, Relu, Selu, Sigmoid, Silu, Tanh
from nnlab.engine.activations.erf import NEAR, erfc
from nnlab.engine.array import Array
from tests.engine.test_activations import DTYPES, apply, floating_point_as_in_a_step, make

__all__ = ["floating_point_as_in_a_step"]

SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def phi(x: float) -> float:
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def capital_phi(x: float) -> float:
    return math.erfc(-x / math.sqrt(2)) / 2


VALUES: dict[str, Callable[[float], float]] = {
    "linear": lambda x: x,
    "sigmoid": sigmoid,
    "tanh": math.tanh,
    "relu": lambda x: max(0, x),
    "leaky_relu": lambda x: x if x > 0 else 0.3 * x,
    "prelu": lambda x: x if x > 0 else 0.25 * x,
    "prelu_below": lambda x: x if x > 0 else -0.7 * x,
    "elu": lambda x: x if x > 0 else math.expm1(x),
    "elu_deep": lambda x: x if x > 0 else 2.5 * math.expm1(x),
    "selu": lambda x: SCALE * (x if x > 0 else ALPHA * math.expm1(x)),
    "gelu": lambda x: x * capital_phi(x),
    "silu": lambda x: x * sigmoid(x),
}
SLOPES: dict[str, Callable[[float], float]] = {
    "linear": lambda _: 1,
    "sigmoid": lambda x: sigmoid(x) * sigmoid(-x),
    "tanh": lambda x: 1 / math.cosh(x) ** 2,
    "relu": lambda x: 1 if x > 0 else 0,
    "leaky_relu": lambda x: 1 if x > 0 else 0.3,
    "prelu": lambda x: 1 if x > 0 else 0.25,
    "prelu_below": lambda x: 1 if x > 0 else -0.7,
    "elu": lambda x: 1 if x > 0 else math.exp(x),
    "elu_deep": lambda x: 1 if x > 0 else 2.5 * math.exp(x),
    "selu": lambda x: SCALE * (1 if x > 0 else ALPHA * math.exp(x)),
    "gelu": lambda x: capital_phi(x) + x * phi(x),
    "silu": lambda x: sigmoid(x) * (1 + x * sigmoid(-x)),
}
SMALL = np.geomspace(1e-8, 1, 200)
POINTS = np.concatenate([np.linspace(-30, 30, 2401), SMALL, -SMALL, [0.0, -0.0]])
TAIL = np.linspace(-12, -3, 101)


def exactly(function: Callable[[float], float], x: Array) -> list[float]:
    return [function(value) for value in x.tolist()]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", VALUES)
def test_values_are_good_to_the_last_digits(name: str, dtype: type) -> None:
    lowest = -3 if name == "gelu" else -30  # below, not even the argument of math.erfc is good enough
    x = POINTS[lowest <= POINTS].astype(dtype)
    y, _ = apply(name, x)
    assert y.dtype == dtype
    np.testing.assert_allclose(y, exactly(VALUES[name], x), rtol=8 * np.finfo(dtype).eps)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SLOPES)
def test_slopes_are_good_to_the_last_digits_of_one(name: str, dtype: type) -> None:
    x, eps = POINTS.astype(dtype), np.finfo(dtype).eps
    _, slopes = apply(name, x)
    lost = 16 if name == "silu" else 3  # its 1 - sigmoid(x) is multiplied by x
    np.testing.assert_allclose(slopes, exactly(SLOPES[name], x), rtol=2 * eps, atol=lost * eps)


@pytest.mark.parametrize(("name", "rtol"), [("sigmoid", 1e-15), ("silu", 1e-15), ("gelu", 1e-8)])
@pytest.mark.parametrize("dtype", DTYPES)
def test_tails_keep_their_relative_precision(name: str, dtype: type, rtol: float) -> None:
    x = TAIL.astype(dtype)
    y, _ = apply(name, x)
    np.testing.assert_allclose(y, exactly(VALUES[name], x), rtol=max(rtol, 40 * np.finfo(dtype).eps))


def test_values_of_tables() -> None:
    """Of the normal distribution at 1, and of exp(-1) and the logistic function at 1."""
    x = np.array([1.0, -1.0])
    np.testing.assert_allclose(apply("gelu", x)[0], [0.8413447460685429, -0.15865525393145705], rtol=1e-15)
    np.testing.assert_allclose(apply("elu", x)[0], [1, -0.6321205588285577], rtol=1e-15)
    np.testing.assert_allclose(apply("silu", x)[0], [0.7310585786300049, -0.2689414213699951], rtol=1e-15)


@pytest.mark.parametrize("n", [1, 5, 64])
@pytest.mark.parametrize("dtype", DTYPES)
def test_slopes_at_a_kink_are_those_of_its_lower_side(dtype: type, n: int) -> None:
    kinks = {"relu": 0, "leaky_relu": 0.3, "prelu": 0.25, "elu": 1, "elu_deep": 2.5, "selu": SCALE * ALPHA}
    for name, slope in kinks.items():
        for zero in (0.0, -0.0):
            y, slopes = apply(name, np.full(n, zero, dtype))
            assert y.tolist() == [0] * n
            np.testing.assert_allclose(slopes, [slope] * n, rtol=1e-6)


def test_selu_keeps_the_mean_and_the_variance_of_a_gaussian() -> None:
    """What its constants were made for, integrated over ±12 standard deviations."""
    x = np.linspace(-12, 12, 240_001)
    density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi) * (x[1] - x[0])
    y, _ = apply("selu", x)
    assert float(y @ density) == pytest.approx(0, abs=1e-8)
    assert float(y * y @ density) == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize("dtype", DTYPES)
def test_erfc_is_good_to_the_last_digits_up_to_4_and_erf_beyond(dtype: type) -> None:
    edges = [np.nextafter(NEAR, 0), NEAR, np.nextafter(NEAR, 1), 4, 30]
    y = np.concatenate([[0], np.geomspace(1e-10, 30, 2000), edges]).astype(dtype)
    out, eps = np.empty_like(y), np.finfo(dtype).eps
    gauss = np.exp(-(y.astype(np.longdouble) ** 2)).astype(dtype)
    erfc(y, gauss, out, np.empty((3, len(y)), dtype))
    expected = np.array(exactly(math.erfc, y))
    np.testing.assert_allclose(out[y <= 4], expected[y <= 4], rtol=6 * eps)
    np.testing.assert_allclose(out, expected, rtol=6 * eps, atol=1e-19)


def test_linear_returns_what_it_is_given() -> None:
    layer = make("linear", (3,), 8, np.float64)
    x, grad = np.ones((2, 3)), np.ones((2, 3))
    assert layer.forward(x, training=True) is x
    assert layer.backward(grad) is grad
    assert layer.floats_per_example == 0


def test_all_take_their_options_by_the_names_of_the_spec() -> None:
    """With the defaults of the field."""
    assert LeakyRelu((2,), 1, np.float64).slope == 0.01
    assert Elu((2,), 1, np.float64).bounds == (-1, None)
    assert Elu((2,), 1, np.float64, alpha=0.5).bounds == (-0.5, None)
    assert Prelu((2,), 1, np.float64, slope=0.1, per="unit").parameter_shapes()[0].shape == (2,)
    assert {kind((2,), 1, np.float64).input_shape for kind in (Linear, Sigmoid, Tanh, Relu, Selu, Gelu, Silu)} == {(2,)}
