import numpy as np
import pytest

from nnlab.data.dataset import Raw
from nnlab.data.preprocessing import Affine, Projection, apply

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (5, 2, 3, 3), np.uint8)
PROJECTION = Projection(RNG.normal(size=18), RNG.normal(size=(18, 4)))
AFFINE = Affine(np.array([1.0, 2.0, 3.0]), np.array(4.0))


def test_an_affine_step_shifts_and_divides() -> None:
    np.testing.assert_array_equal(AFFINE.apply(IMAGES), (IMAGES.astype(float) - [1, 2, 3]) / 4)
    assert AFFINE.output_shape((2, 3, 3)) == (2, 3, 3)


def test_a_projection_makes_rows_of_images() -> None:
    by_hand = [[sum((image.ravel() - PROJECTION.mean) * column) for column in PROJECTION.matrix.T] for image in IMAGES]
    np.testing.assert_allclose(PROJECTION.apply(IMAGES), by_hand, rtol=1e-12)
    assert PROJECTION.output_shape((2, 3, 3)) == (4,)


@pytest.mark.parametrize("x", [IMAGES, IMAGES.astype(np.float32)])
def test_steps_are_applied_in_turn_in_float64(x: Raw) -> None:
    y = apply([AFFINE, PROJECTION], x)
    assert y.dtype == np.float64
    np.testing.assert_array_equal(y, PROJECTION.apply(AFFINE.apply(IMAGES.astype(float))))


@pytest.mark.parametrize("step", [AFFINE, PROJECTION])
def test_no_examples_stay_none(step: Affine | Projection) -> None:
    assert apply([step], IMAGES[:0]).shape == (0, *step.output_shape((2, 3, 3)))


def test_no_steps_only_make_float64() -> None:
    y = apply([], IMAGES)
    assert y.dtype == np.float64
    assert np.array_equal(y, IMAGES)
