import numpy as np
import pytest

from nnlab.insight.distinct_units import distinct_units

RNG = np.random.default_rng(0)


def weights(units: int) -> np.ndarray:
    return RNG.standard_normal((20, units)).astype(np.float32)


def test_units_with_weights_of_their_own_are_distinct() -> None:
    assert distinct_units(weights(300)) == 300


def test_units_without_weights_are_all_the_same() -> None:
    assert distinct_units(np.zeros((20, 50), np.float32), np.zeros(50, np.float32)) == 1


def test_rounding_sets_no_units_apart() -> None:
    one = weights(1)
    noise = 1 + 1e-6 * RNG.standard_normal((20, 50))
    assert distinct_units((one * noise).astype(np.float32)) == 1


def test_a_hundredth_sets_units_apart() -> None:
    one = weights(1)
    noise = 1 + 0.05 * RNG.standard_normal((20, 50))
    assert distinct_units((one * noise).astype(np.float32)) == 50


def test_pairs_count_once() -> None:
    w = weights(40)
    assert distinct_units(np.hstack([w, w])) == 40


def test_biases_set_units_apart() -> None:
    assert distinct_units(np.zeros((20, 3), np.float32), np.array([0, 1, 2], np.float32)) == 3


def test_a_unit_of_maxout_is_all_its_pieces() -> None:
    first, second = weights(5), weights(5)
    second[:, 1] = second[:, 0]
    first[:, 1] = first[:, 0]
    assert distinct_units(np.hstack([first, second]), pieces=2) == 4
    assert distinct_units(np.hstack([first, weights(5)]), pieces=2) == 5


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (1, 4)])
def test_few_weights_are_enough(shape: tuple[int, int]) -> None:
    assert distinct_units(RNG.standard_normal(shape)) == shape[1]
