import numpy as np
import pytest

from nnlab.engine.chunks import CHUNK
from nnlab.engine.parameters import Parameters, ParameterShape
from nnlab.engine.penalty import L2


def parameters(n_weights: int, n_biases: int = 2, dtype: type = np.float64) -> Parameters:
    shapes = [ParameterShape("w", (n_weights,), penalised=True), ParameterShape("b", (n_biases,))]
    return Parameters([shapes], dtype)


def test_the_penalty_is_half_lambda_times_the_squared_weights_without_the_biases() -> None:
    flat = parameters(3)
    flat.values[:] = [1, -2, 3, 100, 100]
    assert L2(flat, 0.5).value() == pytest.approx(0.5 * 0.5 * 14)


def test_the_gradient_grows_by_lambda_times_the_weights() -> None:
    flat = parameters(3)
    flat.values[:] = [1, -2, 3, 100, 100]
    flat.grads[:] = 1
    L2(flat, 0.5).add_gradient()
    assert flat.grads.tolist() == [1.5, 0, 2.5, 1, 1]


def test_a_strength_of_zero_changes_nothing() -> None:
    flat = parameters(3)
    flat.values[:] = np.inf
    L2(flat, 0.0).add_gradient()
    assert not flat.grads.any()


def test_a_changed_strength_counts_from_the_next_step() -> None:
    flat = parameters(1)
    flat.values[:] = 2
    penalty = L2(flat, 1.0)
    penalty.strength = 3.0
    penalty.add_gradient()
    assert flat.grads.tolist() == [6, 0, 0]
    assert penalty.value() == 6.0


@pytest.mark.parametrize("n", [1, CHUNK, 2 * CHUNK + 5])
def test_long_vectors_are_walked_to_the_same_bits_as_short_ones(n: int) -> None:
    rng = np.random.default_rng(0)
    flat = parameters(n, dtype=np.float32)
    flat.values[:], flat.grads[:] = rng.standard_normal((2, len(flat)))
    expected = flat.grads.copy()
    expected[:n] += flat.values[:n] * np.float32(0.01)
    L2(flat, 0.01).add_gradient()
    assert np.array_equal(flat.grads, expected)
