from math import inf, isnan, nan, sqrt

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.chunks import CHUNK
from nnlab.engine.clipping import clip, gradient_norm

# torch.nn.utils.clip_grad_norm_ 2.13 on the gradient (3, -4, 12), whose norm is 13, by max_norm.
CLIPPED = {
    2.0: [0.46153842603550577, -0.615384568047341, 1.846153704142023],
    13.0: [2.9999997692307874, -3.9999996923077163, 11.99999907692315],
    20.0: [3.0, -4.0, 12.0],
}


@pytest.fixture(autouse=True)
def floating_point_as_in_a_step() -> object:
    """Let numbers overflow in silence, as the trainer does."""
    with np.errstate(all="ignore"):
        yield


def gradient(*values: float, dtype: type = np.float32) -> Array:
    return np.array(values, dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_norm_is_the_root_of_the_sum_of_squares(dtype: type) -> None:
    assert gradient_norm(gradient(3, -4, 12, dtype=dtype)) == 13


def test_the_norm_of_nothing_is_zero() -> None:
    assert gradient_norm(np.zeros(5, np.float32)) == 0


@pytest.mark.parametrize("size", [1e-42, 1e-30, 1e-20, 1e18, 1e25, 2e38])
def test_squares_may_leave_the_range_of_float32(size: float) -> None:
    grads = np.full(2 * CHUNK + 3, -size, np.float32)
    assert gradient_norm(grads) == pytest.approx(abs(float(grads[0])) * sqrt(grads.size), rel=1e-5, abs=0)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_squares_may_leave_the_range_of_float64(size: float) -> None:
    assert gradient_norm(gradient(3 * size, -4 * size, dtype=np.float64)) == pytest.approx(5 * size, rel=1e-14, abs=0)


@pytest.mark.parametrize("n", [1000, 500_000])
def test_the_norm_of_many_is_good_to_six_digits(n: int) -> None:
    grads = np.random.default_rng(0).standard_normal(n).astype(np.float32)
    assert gradient_norm(grads) == pytest.approx(float(np.linalg.norm(grads.astype(np.float64))), rel=1e-6)


def test_only_a_gradient_that_is_not_finite_has_a_norm_that_is_not() -> None:
    assert gradient_norm(gradient(1, inf)) == inf
    assert gradient_norm(gradient(1, -inf)) == inf
    assert isnan(gradient_norm(gradient(1, nan)))
    assert isnan(gradient_norm(gradient(nan, inf)))


@pytest.mark.parametrize("max_norm", CLIPPED)
def test_clipping_follows_the_formula_of_torch(max_norm: float) -> None:
    grads = gradient(3, -4, 12, dtype=np.float64)
    clip(grads, 13.0, max_norm)
    assert grads.tolist() == pytest.approx(CLIPPED[max_norm], rel=1e-15)


def test_a_clipped_gradient_keeps_its_precision() -> None:
    grads = gradient(3, -4, 12)
    clip(grads, 13.0, 1.0)
    assert grads.dtype == np.float32
    assert gradient_norm(grads) == pytest.approx(1, rel=1e-6)


def test_a_gradient_of_huge_numbers_is_clipped_to_the_length_asked_for() -> None:
    grads = gradient(3e30, -4e30)
    clip(grads, gradient_norm(grads), 5.0)
    assert grads.tolist() == pytest.approx([3, -4], rel=1e-5)


def test_nan_spreads() -> None:
    grads = gradient(1, nan)
    clip(grads, gradient_norm(grads), 1.0)
    assert np.isnan(grads).all()
