import numpy as np
import pytest

from nnlab.data.made.grid import on_grid

STEP = 2.0**-20


def test_numbers_move_by_no_more_than_half_a_step() -> None:
    values = np.random.default_rng(0).standard_normal(1000)
    moved = on_grid(values.copy())
    np.testing.assert_array_equal(moved % STEP, 0)
    np.testing.assert_allclose(moved, values, rtol=0, atol=STEP / 2)


@pytest.mark.parametrize("value", [0.0, 0.5, -1.0, 3 * STEP, 123456.75])
def test_numbers_on_the_grid_stay_and_pull_their_neighbours(value: float) -> None:
    around = np.array([np.nextafter(value, -np.inf), value, np.nextafter(value, np.inf)])
    assert on_grid(around).tolist() == [value] * 3


def test_zero_has_no_sign() -> None:
    assert not np.signbit(on_grid(np.array([-0.0, -1e-17]))).any()


def test_the_array_itself_is_rounded() -> None:
    values = np.array([0.1])
    assert on_grid(values) is values
