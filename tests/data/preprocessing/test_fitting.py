from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from nnlab.data import dataset
from nnlab.data.dataset import BLOCK_BYTES, Array, Raw
from nnlab.data.preprocessing import FITTERS, Affine, FittedStep, apply, fit, fitting, transform
from nnlab.errors import InvalidSpecError
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec
from tests.data.preprocessing.peak import peak_bytes
from tests.data.preprocessing.ways import SHAPES, examples_for

CENTER, BY_STD, BY_RANGE = CenterSpec(), NormalizeSpec(), NormalizeSpec(by="range")
PCA, WHITEN = PcaSpec(components=3), WhitenSpec(epsilon=0)
RNG = np.random.default_rng(0)
X = RNG.normal([0, 5, -300, 1e6], [1, 0.01, 40, 3], (5000, 4))
NEW = RNG.normal(size=(7, 4))
IMAGES = RNG.integers(0, 256, (20, 2, 2, 3), np.uint8)
EVERY_KIND: list[PreprocessingSpec] = [CENTER, BY_STD, BY_RANGE, PCA, WHITEN]


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def fitted_to(x: Raw, steps: Sequence[PreprocessingSpec], new: Raw | None = None) -> Array:
    return apply(fit(steps, x), x if new is None else new)


def arrays_of(fitted: Sequence[FittedStep]) -> list[Array]:
    return [array for step in fitted for array in vars(step).values()]


@pytest.mark.parametrize("new", [X, NEW], ids=["the same", "new"])
def test_centring_and_normalising_is_the_standard_scaler(new: Array) -> None:
    theirs = StandardScaler().fit(X).transform(new)
    np.testing.assert_allclose(fitted_to(X, [CENTER, BY_STD], new), theirs, rtol=1e-8, atol=1e-8)


def test_normalising_alone_keeps_the_mean_where_it_was() -> None:
    theirs = StandardScaler(with_mean=False).fit_transform(X)
    np.testing.assert_allclose(fitted_to(X, [BY_STD]), theirs, rtol=1e-8)


@pytest.mark.parametrize("new", [X, NEW], ids=["the same", "new"])
def test_the_range_is_mapped_to_minus_one_and_one(new: Array) -> None:
    theirs = MinMaxScaler((-1, 1)).fit(X).transform(new)
    np.testing.assert_allclose(fitted_to(X, [BY_RANGE], new), theirs, rtol=1e-8, atol=1e-8)


def test_each_step_is_fitted_on_what_the_ones_before_made() -> None:
    twice = fitted_to(X, [BY_RANGE, CENTER])
    np.testing.assert_allclose(twice.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(np.ptp(twice, axis=0), 2, rtol=1e-12)


def test_centring_twice_is_centring_once() -> None:
    np.testing.assert_allclose(fitted_to(X, [CENTER, CENTER]), fitted_to(X, [CENTER]), atol=1e-9)


@pytest.mark.parametrize("n", [1, 7, 1257, 40_000])
@pytest.mark.parametrize("value", [0.0, 0.5, 0.1, 1 / 3, -123456.7])
@pytest.mark.parametrize("steps", [[BY_STD], [CENTER, BY_STD], [BY_STD, CENTER], [CENTER, BY_RANGE]])
def test_a_constant_feature_is_not_blown_up(steps: list[PreprocessingSpec], value: float, n: int) -> None:
    x = np.column_stack([np.full(n, value), *[np.arange(n)] * 9])
    with_neighbour = np.concatenate([[value + 0.25], np.zeros(9)])[np.newaxis]
    at, beside = (fitted_to(x, steps, new)[0, 0] for new in (x[:1], with_neighbour))
    assert at == pytest.approx(value if steps == [BY_STD] else 0, abs=1e-6)
    assert beside - at == pytest.approx(0.25, abs=1e-6)


def test_a_constant_feature_lies_in_the_middle_of_its_range() -> None:
    x = np.column_stack([np.full(7, 0.1), np.arange(7)])
    assert fitted_to(x, [BY_RANGE])[:, 0].tolist() == [0] * 7


@pytest.mark.parametrize("steps", [[step] for step in EVERY_KIND], ids=lambda steps: steps[0].kind)
@pytest.mark.parametrize("spread", [5e-324, 1e-310, 3e-308, 1e-200])
def test_a_spread_near_nothing_makes_nothing_infinite(steps: list[PreprocessingSpec], spread: float) -> None:
    x = rng().integers(0, 3, (50, 4)) * np.array([spread, spread, 1, 1])
    assert np.isfinite(fitted_to(x, steps, np.ones((1, 4)))).all()


@pytest.mark.parametrize("steps", [[step] for step in EVERY_KIND], ids=lambda steps: steps[0].kind)
@pytest.mark.parametrize("n", [1, 2, 3, 50])
def test_one_value_everywhere_makes_nothing_infinite(steps: list[PreprocessingSpec], n: int) -> None:
    assert np.isfinite(fitted_to(np.full((n, 4), 0.1), steps)).all()
    assert np.isfinite(fitted_to(np.full((n, 2, 2, 3), 255, np.uint8), steps)).all()


@pytest.mark.parametrize(
    ("mean", "by_hand"),
    [
        ("feature", sum(IMAGES.astype(float)) / 20),
        ("channel", [IMAGES[..., channel].astype(float).sum() / 80 for channel in range(3)]),
        ("all", IMAGES.astype(float).sum() / 240),
    ],
)
def test_the_means_of_images(mean: str, by_hand: Array) -> None:
    (fitted,) = fit([CenterSpec(mean=mean)], IMAGES)
    assert isinstance(fitted, Affine)
    assert fitted.shift.shape == np.shape(by_hand)
    np.testing.assert_allclose(fitted.shift, by_hand, rtol=1e-12)
    np.testing.assert_allclose(fitted.apply(IMAGES), IMAGES - np.array(by_hand), rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize("before", [[], [PCA]])
def test_features_that_are_no_image_are_one_channel(before: list[PreprocessingSpec]) -> None:
    x = X if not before else IMAGES
    per_channel = fit([*before, CenterSpec(mean="channel")], x)[-1]
    over_all = fit([*before, CenterSpec(mean="all")], x)[-1]
    assert isinstance(per_channel, Affine)
    assert isinstance(over_all, Affine)
    assert per_channel.shift.shape == ()
    assert per_channel.shift == over_all.shift


def test_images_are_normalised_feature_by_feature() -> None:
    np.testing.assert_allclose(fitted_to(IMAGES, [BY_STD]).std(axis=0), np.ones((2, 2, 3)), rtol=1e-12)


@pytest.mark.parametrize("steps", [[CENTER, BY_STD], [BY_RANGE], [PCA], [WHITEN]])
@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_the_work_is_done_in_float64_whatever_comes_in(steps: list[PreprocessingSpec], dtype: type) -> None:
    x = rng().integers(200, 256, (20_000, 4)).astype(dtype)
    for ours, in_float64 in zip(arrays_of(fit(steps, x)), arrays_of(fit(steps, x.astype(np.float64))), strict=True):
        assert ours.dtype == np.float64
        np.testing.assert_array_equal(ours, in_float64)


def test_the_largest_numbers_of_float32_do_not_overflow() -> None:
    x = np.array([[3e38, 1], [-3e38, 2], [3.4e38, 4]], np.float32)
    np.testing.assert_allclose(fitted_to(x, [CENTER, BY_STD]).std(axis=0), 1, rtol=1e-12)


@pytest.mark.parametrize("step", [CENTER, BY_STD, PCA, WHITEN], ids=lambda step: step.kind)
def test_numbers_too_large_for_float64_are_refused(step: PreprocessingSpec) -> None:
    x = np.array([[1.7e308, 1], [-1.2e308, 2], [1.6e308, 3], [1.7e308, 4]])
    with pytest.raises(InvalidSpecError, match=r"preprocessing\.0: cannot be computed"):
        fit([step], x)
    assert np.abs(fitted_to(x, [BY_RANGE])).max() == pytest.approx(1)
    fit([BY_RANGE, step], x)


def test_the_step_that_cannot_be_fitted_is_named() -> None:
    with pytest.raises(InvalidSpecError, match=r"preprocessing\.1: cannot be computed"):
        fit([CENTER, BY_STD], np.array([[1e200], [3e200]]))
    with pytest.raises(InvalidSpecError, match=r"preprocessing\.1: cannot be computed"):
        fit([CENTER, BY_RANGE], np.array([[-1.7e308], [1.7e308], [1.7e308]]))


def test_the_examples_are_left_as_they_were() -> None:
    before = X.copy()
    fitted_to(X, EVERY_KIND)
    assert np.array_equal(X, before)


@pytest.mark.parametrize("steps", list(permutations(EVERY_KIND, 3)), ids=lambda steps: "-".join(s.kind for s in steps))
def test_fitting_on_a_part_is_fitting_on_an_array_of_it(steps: tuple[PreprocessingSpec, ...]) -> None:
    index = rng().permutation(len(X))[:3000]
    of_part, of_array = fit(steps, X, index), fit(steps, X[index])
    for ours, theirs in zip(arrays_of(of_part), arrays_of(of_array), strict=True):
        assert np.array_equal(ours, theirs)


def test_the_other_examples_do_not_matter() -> None:
    index, other = np.arange(3000), X.copy()
    other[3000:] *= 100
    for ours, theirs in zip(
        arrays_of(fit(EVERY_KIND, X, index)), arrays_of(fit(EVERY_KIND, other, index)), strict=True
    ):
        assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("way", SHAPES)
def test_blocks_make_what_one_block_makes(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    x = examples_for(way)
    steps = [CENTER, PcaSpec(components=10), BY_STD, BY_RANGE, WHITEN, CENTER]
    made = []
    for block_bytes in (1 << 30, 7 * 8 * x.shape[1]):
        monkeypatch.setattr(dataset, "BLOCK_BYTES", block_bytes)
        made.append(transform(fit(steps, x), x, None, "float64"))
    np.testing.assert_allclose(*made, rtol=0, atol=1e-12)


@pytest.mark.parametrize("steps", [[CENTER, BY_STD], [BY_RANGE], [PCA, WHITEN], [WHITEN]])
def test_what_is_made_on_the_way_does_not_grow_with_the_examples(steps: list[PreprocessingSpec]) -> None:
    x = rng().integers(0, 256, (60_000, 48), np.uint8)
    peak, _ = peak_bytes(lambda: fit(steps, x, np.arange(len(x))))
    assert x.size * 8 > 20 * BLOCK_BYTES
    assert peak < 5 * BLOCK_BYTES


def test_it_can_be_left_between_blocks() -> None:
    x = rng().integers(0, 256, (60_000, 48), np.uint8)
    steps = [CENTER, BY_STD, BY_RANGE, PCA, WHITEN, WHITEN]
    shares = list(fitting(steps, x))
    assert len(shares) > 6 * x.size * 8 // BLOCK_BYTES
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_no_steps_are_fitted_at_once() -> None:
    assert fit([], X) == ()
    assert list(fitting([], X)) == []


def test_every_kind_of_step_has_a_fitter() -> None:
    assert set(FITTERS) == {CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec}
