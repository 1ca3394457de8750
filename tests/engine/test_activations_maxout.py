import numpy as np
import pytest

from nnlab.engine.activations import Maxout
from tests.engine.test_activations import DTYPES, floating_point_as_in_a_step

__all__ = ["floating_point_as_in_a_step"]


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_pieces_lie_one_behind_the_other_with_all_units_each(dtype: type) -> None:
    layer = Maxout((2,), 3, dtype, pieces=3)
    assert layer.input_shape == (6,)
    x = np.array([[1, 2, 3, -4, -5, 6], [-1, -2, -3, -1, -2, -3]], dtype)
    assert layer.forward(x, training=True).tolist() == [[3, 6], [-1, -1]]
    assert layer.backward(np.array([[10, 20], [30, 40]], dtype)).tolist() == [
        [0, 0, 10, 0, 0, 20],
        [30, 0, 0, 40, 0, 0],
    ]


@pytest.mark.parametrize("values", [(5, 5, 5), (-5, -5, -5), (0.0, -0.0, 0.0), (-0.0, 0.0, 0.0), (1e-45, 1e-45, 0)])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("units", [1, 7, 40])
def test_of_equal_pieces_the_first_gets_the_gradient(values: tuple[float, ...], dtype: type, units: int) -> None:
    layer = Maxout((units,), 1, dtype, pieces=3)
    layer.forward(np.repeat(np.array(values, dtype), units)[np.newaxis], training=True)
    grad_in = layer.backward(np.full((1, units), 2, dtype)).reshape(3, units)
    assert grad_in.tolist() == [[2] * units, [0] * units, [0] * units]


def test_of_two_equal_later_pieces_the_former_gets_the_gradient() -> None:
    layer = Maxout((1,), 1, np.float64, pieces=4)
    layer.forward(np.array([[1.0, 3, 3, 2]]), training=True)
    assert layer.backward(np.array([[5.0]])).tolist() == [[0, 5, 0, 0]]


@pytest.mark.parametrize("dtype", DTYPES)
def test_neighbouring_floats_are_told_apart(dtype: type) -> None:
    one, above = np.ones(1, dtype), np.nextafter(np.ones(1, dtype), 2)
    layer = Maxout((1,), 1, dtype)
    layer.forward(np.concatenate([one, above])[np.newaxis], training=True)
    assert layer.backward(np.ones((1, 1), dtype)).tolist() == [[0, 1]]


@pytest.mark.parametrize("size", [1e4, 1e30, np.inf])
@pytest.mark.parametrize("dtype", DTYPES)
def test_huge_pieces_win_and_lose_like_others(dtype: type, size: float) -> None:
    layer = Maxout((2,), 1, dtype)
    y = layer.forward(np.array([[-size, size, 1, 1]], dtype), training=True)
    np.testing.assert_allclose(y, [[1, size]], rtol=1e-6)
    assert layer.backward(np.ones((1, 2), dtype))[0, 0] == 0
    assert layer.backward(np.ones((1, 2), dtype))[0, 2] == 1


@pytest.mark.parametrize("shape", [(3,), (2, 4, 3)])
def test_every_gradient_goes_to_exactly_one_piece(shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    layer = Maxout(shape, 5, np.float64, pieces=4)
    x, grad = rng.standard_normal((5, *layer.input_shape)), rng.standard_normal((5, *shape))
    pieces = np.stack(np.split(x, 4, axis=-1))
    np.testing.assert_array_equal(layer.forward(x, training=True), pieces.max(axis=0))
    grads = np.stack(np.split(layer.backward(grad), 4, axis=-1))
    winners = pieces.argmax(axis=0)
    assert all(np.array_equal(grads[k], np.where(winners == k, grad, 0)) for k in range(4))
