from collections.abc import Sequence

import numpy as np
import pytest

from nnlab.data import preprocessing
from nnlab.data.dataset import Array
from nnlab.data.preprocessing import FITTERS
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PreprocessingSpec

X = np.array([[1, -2, 0.5], [2, 0, 0.5], [4, 1, 0.5], [7, -5, 0.5], [11, 3, 0.5]])
NEW = np.array([[0, 10, 0.5]])
# sklearn.preprocessing.StandardScaler of version 1.9, fitted on X: its transform of X and of NEW.
STANDARD = [
    [-1.1009637651263606, -0.5132649025747364, 0],
    [-0.8257228238447705, 0.21997067253202993, 0],
    [-0.27524094128159016, 0.5865884600854132, 0],
    [0.5504818825631803, -1.6131182652348863, 0],
    [1.651445647689541, 1.3198240351921797, 0],
]
STANDARD_OF_NEW = [[-1.3762047064079508, 3.886148548065862, 0]]
# Its MinMaxScaler((-1, 1)), of the first two features.
RANGE = [[-1, -0.25], [-0.8, 0.25], [-0.4, 0.5], [0.2, -1], [1, 1]]
CENTER, BY_STD, BY_RANGE = CenterSpec(), NormalizeSpec(), NormalizeSpec(by="range")


def fitted_to(x: Array, steps: Sequence[PreprocessingSpec], new: Array | None = None) -> Array:
    return preprocessing.apply(preprocessing.fit(steps, x), x if new is None else new)


def test_centring_and_normalising_is_the_standard_scaler() -> None:
    np.testing.assert_allclose(fitted_to(X, [CENTER, BY_STD]), STANDARD, atol=1e-8)


def test_new_examples_are_treated_with_the_statistics_of_the_old() -> None:
    np.testing.assert_allclose(fitted_to(X, [CENTER, BY_STD], NEW), STANDARD_OF_NEW, atol=1e-8)


def test_normalising_alone_keeps_the_mean_where_it_was() -> None:
    shift = X.mean(axis=0) / np.array([3.63318042491699, 2.727636339397171, 1])  # the scaler's scale_
    np.testing.assert_allclose(fitted_to(X, [BY_STD]), STANDARD + shift, atol=1e-8)


def test_the_range_is_mapped_to_minus_one_and_one() -> None:
    np.testing.assert_allclose(fitted_to(X[:, :2], [BY_RANGE]), RANGE, atol=1e-8)


def test_each_step_is_fitted_on_what_the_ones_before_made() -> None:
    twice = fitted_to(X[:, :2], [BY_RANGE, CENTER])
    np.testing.assert_allclose(twice.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(np.ptp(twice, axis=0), 2, atol=1e-15)


def test_centring_twice_is_centring_once() -> None:
    np.testing.assert_allclose(fitted_to(X, [CENTER, CENTER]), fitted_to(X, [CENTER]), atol=1e-15)


@pytest.mark.parametrize("n", [7, 100, 1257])
@pytest.mark.parametrize("value", [0.0, 0.5, 0.1, 1 / 3, -123456.7])
@pytest.mark.parametrize("steps", [[BY_STD], [CENTER, BY_STD], [BY_STD, CENTER]])
def test_a_constant_feature_is_not_blown_up(steps: list[PreprocessingSpec], value: float, n: int) -> None:
    x = np.column_stack([np.full(n, value), np.arange(n)])
    with_neighbour = np.array([[value + 0.25, 0.0]])
    at, beside = (fitted_to(x, steps, new)[0, 0] for new in (x, with_neighbour))
    assert at == pytest.approx(value if steps == [BY_STD] else 0, abs=1e-6)
    assert beside - at == pytest.approx(0.25, abs=1e-6)


def test_a_constant_feature_has_no_range_to_map() -> None:
    x = np.column_stack([np.full(7, 0.1), np.arange(7)])
    y = fitted_to(x, [BY_RANGE])
    assert np.abs(y).max() <= 1
    assert np.ptp(y[:, 0]) == 0


@pytest.mark.parametrize(
    ("mean", "shape"), [("feature", (2, 2, 3)), ("channel", (3,)), ("all", ())], ids=["feature", "channel", "all"]
)
def test_the_means_of_images(mean: str, shape: tuple[int, ...]) -> None:
    images = np.random.default_rng(0).uniform(0, 255, (20, 2, 2, 3))
    (fitted,) = preprocessing.fit([CenterSpec(mean=mean)], images)
    assert fitted.shift.shape == shape
    by_hand = {
        "feature": sum(images) / 20,
        "channel": [sum(images[..., channel].ravel()) / 80 for channel in range(3)],
        "all": sum(images.ravel()) / 240,
    }
    np.testing.assert_allclose(fitted.shift, by_hand[mean], rtol=1e-12)
    np.testing.assert_allclose(fitted.apply(images), images - by_hand[mean], rtol=1e-12, atol=1e-11)


def test_features_that_are_no_image_are_one_channel() -> None:
    assert fitted_to(X, [CenterSpec(mean="channel")]).tolist() == fitted_to(X, [CenterSpec(mean="all")]).tolist()


def test_images_are_normalised_feature_by_feature() -> None:
    images = np.random.default_rng(0).uniform(0, 255, (20, 2, 2, 3))
    np.testing.assert_allclose(fitted_to(images, [BY_STD]).std(axis=0), np.ones((2, 2, 3)), rtol=1e-12)


def test_the_work_is_done_in_float64_whatever_comes_in() -> None:
    large = (1e6 + X).astype(np.float32)
    y = fitted_to(large, [CENTER, BY_STD])
    assert y.dtype == np.float64
    np.testing.assert_allclose(y[:, :2], np.array(STANDARD)[:, :2], atol=1e-8)


def test_the_examples_are_left_as_they_were() -> None:
    before = X.copy()
    fitted_to(X, [CENTER, BY_STD, BY_RANGE])
    assert np.array_equal(X, before)


def test_no_steps_change_nothing() -> None:
    assert fitted_to(X, []) is X


def test_every_kind_of_step_has_a_fitter() -> None:
    assert set(FITTERS) == {CenterSpec, NormalizeSpec}
