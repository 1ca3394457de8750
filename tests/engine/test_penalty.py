import tracemalloc
from math import inf

import numpy as np
import pytest

from nnlab.engine.chunks import CHUNK, pieces
from nnlab.engine.parameters import Parameters, ParameterShape, Role
from nnlab.engine.penalty import Penalty


def parameters(n_weights: int, n_biases: int = 2, dtype: type = np.float64) -> Parameters:
    shapes = [ParameterShape("w", (n_weights,), Role.WEIGHT), ParameterShape("b", (n_biases,))]
    return Parameters([shapes], dtype)


def test_l2_is_half_the_strength_times_the_squared_weights_without_the_biases() -> None:
    flat = parameters(3)
    flat.values[:] = [1, -2, 3, 100, 100]
    assert Penalty(flat, l2=0.5).value() == pytest.approx(0.5 * 0.5 * 14)


def test_l1_is_the_strength_times_the_sizes_of_the_weights_without_the_biases() -> None:
    flat = parameters(3)
    flat.values[:] = [1, -2, 3, 100, 100]
    assert Penalty(flat, l1=0.5).value() == pytest.approx(0.5 * 6)


def test_both_penalties_add_up() -> None:
    flat = parameters(3)
    flat.values[:] = [1, -2, 0, 100, 100]
    flat.grads[:] = 1
    penalty = Penalty(flat, l2=0.5, l1=0.25)
    assert penalty.value() == pytest.approx(0.25 * 5 + 0.25 * 3)
    penalty.add_all()
    assert flat.grads.tolist() == [1 + 0.5 + 0.25, 1 - 1 - 0.25, 1, 1, 1]


def test_l1_has_no_slope_at_zero() -> None:
    flat = parameters(2)
    flat.values[:2] = [0.0, -0.0]
    Penalty(flat, l1=1.0).add_all()
    assert not flat.grads.any()


def test_strengths_of_zero_change_nothing() -> None:
    flat = parameters(3)
    flat.values[:] = inf
    penalty = Penalty(flat)
    penalty.add_all()
    assert not flat.grads.any()
    assert penalty.value() == 0


def test_changed_strengths_count_from_the_next_step() -> None:
    flat = parameters(1)
    flat.values[:] = 2
    penalty = Penalty(flat, 1.0)
    penalty.l2, penalty.l1 = 3.0, 0.5
    penalty.add_all()
    assert flat.grads.tolist() == [6.5, 0, 0]
    assert penalty.value() == 7.0


@pytest.mark.parametrize("n", [1, CHUNK, 2 * CHUNK + 5])
def test_long_vectors_are_walked_to_the_same_bits_as_short_ones(n: int) -> None:
    rng = np.random.default_rng(0)
    flat = parameters(n, dtype=np.float32)
    flat.values[:], flat.grads[:] = rng.standard_normal((2, len(flat)))
    expected = flat.grads.copy()
    expected[:n] += flat.values[:n] * np.float32(0.01)
    expected[:n] += np.sign(flat.values[:n]) * np.float32(0.03)
    Penalty(flat, 0.01, 0.03).add_all()
    assert np.array_equal(flat.grads, expected)
    assert flat.grads.dtype == np.float32


@pytest.mark.parametrize("n", [1, CHUNK - 1, CHUNK, 2 * CHUNK + 5])
def test_a_piece_is_that_of_all_parameters_less_what_is_no_weight(n: int) -> None:
    flat = parameters(n, 2 * CHUNK)
    flat.values[:] = 1
    penalty = Penalty(flat, 1.0)
    for index, (grad,) in enumerate(pieces(flat.grads)):
        before = flat.grads.sum()
        penalty.add_gradient(index)
        weights = max(0, min(n - index * CHUNK, CHUNK))
        assert flat.grads.sum() - before == grad.sum() == weights
    assert flat.grads.tolist() == [1] * n + [0] * (2 * CHUNK)


def test_the_value_of_many_weights_is_a_sum_over_all_pieces() -> None:
    flat = parameters(3 * CHUNK + 7, dtype=np.float32)
    flat.values[:] = -0.5
    n = 3 * CHUNK + 7
    assert Penalty(flat, l2=2.0).value() == pytest.approx(n * 0.25, rel=1e-6)
    assert Penalty(flat, l1=2.0).value() == pytest.approx(n, rel=1e-6)


def test_nothing_is_allocated_for_the_gradient_of_many_weights() -> None:
    penalty = Penalty(parameters(500_000, dtype=np.float32), 0.1, 0.1)
    penalty.add_all()
    tracemalloc.start()
    penalty.add_all()
    penalty.value()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000
