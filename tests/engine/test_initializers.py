from math import sqrt

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.initializers import He, Initializer, Normal, Orthogonal, Xavier, Zeros

FAN_IN, FAN_OUT = 600, 200
STDS: dict[Initializer, float] = {
    Normal(0.03): 0.03,
    Normal(): 0.01,
    Xavier(): 1 / sqrt(600),
    Xavier(fan="average"): sqrt(2 / 800),
    He(): sqrt(2 / 600),
}
DRAWN: list[Initializer] = [*STDS, Orthogonal(), Orthogonal(gain=1.4)]


def draw(initializer: Initializer, dtype: type = np.float64, seed: int = 0, shape: tuple[int, ...] = ()) -> Array:
    w = np.full(shape or (FAN_IN, FAN_OUT), np.nan, dtype)
    initializer.fill(w, fan_in=FAN_IN, fan_out=FAN_OUT, rng=np.random.default_rng(seed))
    return w


def name_of(initializer) -> str:
    """Return kind and options, the same in every process."""
    options = ", ".join(f"{name}={value}" for name, value in vars(initializer).items())
    return f"{type(initializer).__name__}({options})"


@pytest.mark.parametrize("initializer", STDS, ids=name_of)
def test_the_spread_is_that_of_the_formula(initializer: Initializer) -> None:
    w, std = draw(initializer), STDS[initializer]
    five_sigma = 5 / sqrt(w.size)
    assert abs(w.mean()) < five_sigma * std
    assert w.std() == pytest.approx(std, rel=five_sigma / sqrt(2))
    assert np.mean(np.abs(w) < std) == pytest.approx(0.6826895, abs=five_sigma / 2)  # of a Gaussian, within one sigma


@pytest.mark.parametrize("initializer", DRAWN, ids=name_of)
def test_both_precisions_start_from_the_same_weights(initializer: Initializer) -> None:
    assert np.array_equal(draw(initializer, np.float32), draw(initializer).astype(np.float32))


@pytest.mark.parametrize("initializer", DRAWN, ids=name_of)
def test_the_generator_alone_decides_the_weights(initializer: Initializer) -> None:
    assert np.array_equal(draw(initializer, seed=3), draw(initializer, seed=3))
    assert not np.array_equal(draw(initializer, seed=3), draw(initializer, seed=4))


def test_zeros_are_zeros() -> None:
    assert not draw(Zeros()).any()


@pytest.mark.parametrize("initializer", [Normal(0.0), Orthogonal(0.0)], ids=name_of)
def test_a_spread_of_zero_gives_zeros(initializer: Initializer) -> None:
    assert not draw(initializer).any()


def test_the_fans_and_not_the_shape_decide_the_spread() -> None:
    w = np.empty((3, 3, 8, 500))  # kernels of a convolution: 72 inputs feed one unit
    He().fill(w, fan_in=72, fan_out=4500, rng=np.random.default_rng(0))
    assert w.std() == pytest.approx(sqrt(2 / 72), rel=5 / sqrt(2 * w.size))


@pytest.mark.parametrize("shape", [(60, 20), (20, 60), (40, 40), (1, 7), (7, 1), (1, 1)])
def test_the_fewer_of_rows_and_columns_are_orthogonal(shape: tuple[int, int]) -> None:
    w = draw(Orthogonal(gain=1.5), shape=shape)
    gram = w.T @ w if shape[0] >= shape[1] else w @ w.T
    np.testing.assert_allclose(gram, 1.5**2 * np.eye(min(shape)), atol=1e-13)


def test_an_orthogonal_square_keeps_the_length_of_every_input() -> None:
    w, x = draw(Orthogonal(), shape=(30, 30)), np.random.default_rng(1).standard_normal((5, 30))
    np.testing.assert_allclose(np.linalg.norm(x @ w, axis=1), np.linalg.norm(x, axis=1))


def test_kernels_are_orthogonal_as_columns_of_all_their_inputs() -> None:
    w = draw(Orthogonal(), shape=(3, 3, 4, 10)).reshape(36, 10)
    np.testing.assert_allclose(w.T @ w, np.eye(10), atol=1e-13)


def test_no_direction_is_preferred() -> None:
    """Without the fix of the signs, LAPACK's Q of a 1 × 1 matrix is always +1, and diagonals lean to one side."""
    rng = np.random.default_rng(0)
    one, two = np.empty((1, 1)), np.empty((2, 2))
    signs, diagonals = [], []
    for _ in range(400):
        Orthogonal().fill(one, fan_in=1, fan_out=1, rng=rng)
        Orthogonal().fill(two, fan_in=2, fan_out=2, rng=rng)
        signs.append(one[0, 0])
        diagonals.append(two[0, 0])
    assert set(signs) == {-1, 1}
    assert abs(np.mean(signs)) < 5 / sqrt(400)
    assert abs(np.mean(diagonals)) < 5 * sqrt(0.5 / 400)  # the cosine of an even angle has variance 1/2
