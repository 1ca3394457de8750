from math import sqrt

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.initializers import He, Initializer, Normal, XavierAverage, XavierFanIn, Zeros

FAN_IN, FAN_OUT = 600, 200
STDS: dict[Initializer, float] = {
    Normal(0.03): 0.03,
    XavierFanIn(): 1 / sqrt(600),
    XavierAverage(): sqrt(2 / 800),
    He(): sqrt(2 / 600),
}


def draw(initializer: Initializer, dtype: type = np.float64, seed: int = 0) -> Array:
    w = np.full((FAN_IN, FAN_OUT), np.nan, dtype)
    initializer.fill(w, fan_in=FAN_IN, fan_out=FAN_OUT, rng=np.random.default_rng(seed))
    return w


@pytest.mark.parametrize("initializer", STDS, ids=lambda initializer: type(initializer).__name__)
def test_the_spread_is_that_of_the_formula(initializer: Initializer) -> None:
    w, std = draw(initializer), STDS[initializer]
    five_sigma = 5 / sqrt(w.size)
    assert abs(w.mean()) < five_sigma * std
    assert w.std() == pytest.approx(std, rel=five_sigma / sqrt(2))
    assert np.mean(np.abs(w) < std) == pytest.approx(0.6826895, abs=five_sigma / 2)  # of a Gaussian, within one sigma


@pytest.mark.parametrize("initializer", STDS, ids=lambda initializer: type(initializer).__name__)
def test_both_precisions_start_from_the_same_weights(initializer: Initializer) -> None:
    assert np.array_equal(draw(initializer, np.float32), draw(initializer).astype(np.float32))


@pytest.mark.parametrize("initializer", STDS, ids=lambda initializer: type(initializer).__name__)
def test_the_generator_alone_decides_the_weights(initializer: Initializer) -> None:
    assert np.array_equal(draw(initializer, seed=3), draw(initializer, seed=3))
    assert not np.array_equal(draw(initializer, seed=3), draw(initializer, seed=4))


def test_zeros_are_zeros() -> None:
    assert not draw(Zeros()).any()


def test_a_standard_deviation_of_zero_gives_zeros() -> None:
    assert not draw(Normal(0.0)).any()


def test_the_fans_and_not_the_shape_decide_the_spread() -> None:
    w = np.empty((3, 3, 8, 500))  # kernels of a convolution: 72 inputs feed one unit
    He().fill(w, fan_in=72, fan_out=4500, rng=np.random.default_rng(0))
    assert w.std() == pytest.approx(sqrt(2 / 72), rel=5 / sqrt(2 * w.size))
