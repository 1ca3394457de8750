import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsRegressor

from nnlab.data.made.regression import make_hills, make_plane
from nnlab.spec.sources import HillsSpec, PlaneSpec

BOTH = pytest.mark.parametrize(("make", "kind"), [(make_plane, PlaneSpec), (make_hills, HillsSpec)])


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@BOTH
def test_points_fill_the_square_and_heights_stay_near_one(make, kind) -> None:
    data = make(kind(examples=20_000, noise=0.0), rng())
    assert np.abs(data.x).max(axis=0) == pytest.approx(1, abs=0.001)
    assert data.x.std(axis=0) == pytest.approx(1 / np.sqrt(3), rel=0.02)
    assert data.targets.shape == (20_000, 1)
    assert data.targets.min() == pytest.approx(-1, abs=0.15)
    assert data.targets.max() == pytest.approx(1, abs=0.15)


@BOTH
def test_noise_moves_the_heights_alone(make, kind) -> None:
    clean, noisy = (make(kind(examples=5000, noise=noise), rng()) for noise in (0.0, 0.2))
    np.testing.assert_array_equal(clean.x, noisy.x)
    assert (noisy.targets - clean.targets).std() == pytest.approx(0.2, rel=0.05)


@BOTH
def test_axes_and_height_are_named(make, kind) -> None:
    data = make(kind(), rng())
    assert (data.feature_names, data.target_names, data.class_names) == (("x", "y"), ("height",), ())


def test_a_line_meets_the_plane_up_to_its_noise() -> None:
    data = make_plane(PlaneSpec(examples=5000, noise=0.1), rng())
    missed = data.targets - LinearRegression().fit(data.x, data.targets).predict(data.x)
    assert missed.std() == pytest.approx(0.1, rel=0.05)


def test_hills_are_met_by_their_neighbours_and_by_no_line() -> None:
    data = make_hills(HillsSpec(examples=2000), rng())
    train, test = slice(None, 1000), slice(1000, None)
    scores = [
        model.fit(data.x[train], data.targets[train]).score(data.x[test], data.targets[test])
        for model in (LinearRegression(), KNeighborsRegressor())
    ]
    assert scores[0] < 0.1
    assert scores[1] > 0.9
