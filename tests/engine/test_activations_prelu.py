import numpy as np
import pytest

from nnlab.engine.activations import Prelu
from nnlab.engine.array import Array
from nnlab.engine.parameters import Parameters, Role
from tests.engine.test_activations import DTYPES

X = np.array([[-1.0, 2.0, -3.0], [4.0, -5.0, -6.0]])
GRAD = np.array([[1.0, 10.0, 100.0], [0.5, 2.0, 1.0]])


def bound(per: str, shape: tuple[int, ...] = (3,), dtype: type = np.float64, max_batch: int = 4) -> Prelu:
    layer = Prelu(shape, max_batch, dtype, slope=0.5, per=per)
    layer.bind(Parameters([layer.parameter_shapes()], dtype).layers[0])
    layer.initialize(np.random.default_rng(0))
    return layer


def step(layer: Prelu, x: Array = X, grad: Array = GRAD) -> Array:
    layer.forward(x, training=True)
    return layer.backward(grad)


def test_there_is_one_slope_for_the_layer_or_one_for_each_unit() -> None:
    assert bound("layer").slope.tolist() == [0.5]
    assert bound("unit").slope.tolist() == [0.5, 0.5, 0.5]
    assert bound("unit", (2, 3)).slope.shape == (2, 3)


@pytest.mark.parametrize("per", ["layer", "unit"])
def test_no_penalty_counts_the_slope(per: str) -> None:
    assert [shape.role for shape in bound(per).parameter_shapes()] == [Role.FREE]


def test_the_gradient_of_a_shared_slope_is_the_sum_over_all_that_was_below_zero() -> None:
    layer = bound("layer")
    step(layer)
    assert layer.grad_slope.tolist() == [-1 - 300 - 10 - 6]


def test_each_unit_has_the_gradient_of_its_own_slope() -> None:
    layer = bound("unit")
    step(layer)
    assert layer.grad_slope.tolist() == [-1, -10, -300 - 6]


def test_each_unit_bends_by_its_own_slope() -> None:
    layer = bound("unit")
    layer.slope[:] = [0.25, -2, 3]
    assert layer.forward(X, training=True).tolist() == [[-0.25, 2, -9], [4, 10, -18]]
    assert layer.backward(GRAD).tolist() == [[0.25, 10, 300], [0.5, -4, 3]]


@pytest.mark.parametrize("slope", [1.5, -1.5])
def test_a_slope_may_learn_to_be_steep_or_to_fall(slope: float) -> None:
    layer = bound("layer")
    layer.slope[:] = slope
    assert layer.forward(X, training=True).tolist() == np.where(X > 0, X, slope * X).tolist()


@pytest.mark.parametrize("per", ["layer", "unit"])
def test_a_shorter_batch_leaves_nothing_of_the_longer_one_in_the_gradient(per: str) -> None:
    layer, fresh = bound(per), bound(per)
    step(layer)
    for one in (layer, fresh):
        step(one, X[:1], GRAD[:1])
    assert layer.grad_slope.tolist() == fresh.grad_slope.tolist()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("per", ["layer", "unit"])
def test_images_have_a_slope_gradient_too(per: str, dtype: type) -> None:
    rng = np.random.default_rng(1)
    x, grad = (rng.standard_normal((4, 2, 5, 3)).astype(dtype) for _ in range(2))
    layer = bound(per, (2, 5, 3), dtype)
    step(layer, x, grad)
    products = (grad * np.minimum(x, 0)).sum(axis=0)
    expected = products if per == "unit" else [products.sum()]
    np.testing.assert_allclose(layer.grad_slope, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("per", ["layer", "unit"])
def test_nan_reaches_the_slope(per: str) -> None:
    layer = bound(per)
    step(layer, np.array([[np.nan, 1, 1]]), GRAD[:1])
    assert np.isnan(layer.grad_slope[0])
