from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.decomposition import PCA

from nnlab.data.dataset import Array
from nnlab.data.preprocessing import Affine, Projection, apply, fit, transform
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec
from tests.data.preprocessing.ways import SHAPES, examples_for

CENTER, BY_STD, BY_RANGE = CenterSpec(), NormalizeSpec(), NormalizeSpec(by="range")
WHITEN = WhitenSpec(epsilon=0)
TABLES = {"wine": load_wine, "breast_cancer": load_breast_cancer}
EVERY = 1_000_000


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def fitted_to(x: Array, steps: Sequence[PreprocessingSpec], new: Array | None = None) -> Array:
    return transform(fit(steps, x), x if new is None else new, None, "float64")


def projection(x: Array, step: PreprocessingSpec) -> Projection:
    (fitted,) = fit([step], x)
    assert isinstance(fitted, Projection)
    return fitted


def by_scikit_learn(x: Array, new: Array, components: float, *, whiten: bool = False) -> Array:
    """Return its PCA of ``new``, with the signs that are ours: the largest entry of a component is positive."""
    pca = PCA(components, svd_solver="full", whiten=whiten).fit(x)
    signs = [np.sign(component[np.abs(component).argmax()]) for component in pca.components_]
    return pca.transform(new) * signs


@pytest.mark.parametrize("way", SHAPES)
@pytest.mark.parametrize("is_new", [False, True], ids=["the same", "new"])
def test_a_count_of_components_is_the_pca_of_scikit_learn(way: str, is_new: bool) -> None:
    x = examples_for(way)
    new = rng().normal(size=(9, x.shape[1])) if is_new else x
    ours, theirs = fitted_to(x, [PcaSpec(components=12)], new), by_scikit_learn(x, new, 12)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-8)


@pytest.mark.parametrize("way", SHAPES)
@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_share_of_the_variance_is_the_pca_of_scikit_learn(way: str, share: float) -> None:
    x = examples_for(way)
    np.testing.assert_allclose(
        fitted_to(x, [PcaSpec(components=share)]), by_scikit_learn(x, x, share), rtol=0, atol=1e-8
    )


@pytest.mark.parametrize("way", ["triangle", "covariance"])
@pytest.mark.parametrize("is_new", [False, True], ids=["the same", "new"])
def test_whitening_full_rank_is_the_whitening_pca_of_scikit_learn(way: str, is_new: bool) -> None:
    n, d = SHAPES[way]
    x = rng().normal(size=(n, d)) * 1.01 ** np.arange(d) + 1
    new = rng().normal(size=(9, d)) if is_new else x
    ours, theirs = fitted_to(x, [WHITEN], new), by_scikit_learn(x, new, d, whiten=True)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-8)


@pytest.mark.parametrize("load", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("steps", [[WHITEN], [PcaSpec(components=EVERY), WHITEN]])
def test_tables_whose_variances_lie_far_apart_keep_their_digits(load, steps: list[PreprocessingSpec]) -> None:
    x = load().data
    np.testing.assert_allclose(fitted_to(x, steps), by_scikit_learn(x, x, x.shape[1], whiten=True), rtol=0, atol=1e-8)


@pytest.mark.parametrize("way", ["triangle", "covariance"])
@pytest.mark.parametrize(
    "steps",
    [
        [WHITEN],
        [CENTER, BY_STD, WHITEN],
        [PcaSpec(components=5), WHITEN],
        [PcaSpec(components=0.9), BY_STD, BY_RANGE, WHITEN],
        [BY_RANGE, PcaSpec(components=9), CENTER, PcaSpec(components=4), WHITEN],
        [WHITEN, BY_STD, WHITEN],
    ],
)
def test_whitened_examples_have_the_identity_as_covariance(way: str, steps: list[PreprocessingSpec]) -> None:
    y = fitted_to(examples_for(way), steps)
    np.testing.assert_allclose(np.cov(y.T), np.eye(y.shape[1]), rtol=0, atol=1e-8)
    np.testing.assert_allclose(y.mean(axis=0), 0, atol=1e-8)


@pytest.mark.parametrize("way", ["rows", "gram"])
def test_fewer_examples_than_features_are_white_in_what_they_have(way: str) -> None:
    x = examples_for(way)
    n, d = x.shape
    y = fitted_to(x, [WHITEN])
    expected = np.diag(np.arange(d) < n - 1).astype(float)
    np.testing.assert_allclose(np.cov(y.T), expected, rtol=0, atol=1e-8)


@pytest.mark.parametrize("epsilon", [0.0, 1e-5, 0.3])
@pytest.mark.parametrize("way", SHAPES)
def test_epsilon_is_added_to_the_variance(way: str, epsilon: float) -> None:
    x, new = examples_for(way), rng().normal(size=(9, SHAPES[way][1]))
    _, singular, components = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    rank = min(len(x) - 1, x.shape[1])
    expected = (new - x.mean(axis=0)) @ components[:rank].T
    expected /= np.sqrt(singular[:rank] ** 2 / (len(x) - 1) + epsilon)
    alone = fitted_to(x, [WhitenSpec(epsilon=epsilon)], new)
    after_pca = fitted_to(x, [PcaSpec(components=EVERY), WhitenSpec(epsilon=epsilon)], new)
    for ours in (alone, after_pca):
        # The last components are nearly alike in variance, and mix.
        np.testing.assert_allclose(np.abs(ours[:, :15]), np.abs(expected[:, :15]), rtol=0, atol=1e-8)
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), np.linalg.norm(expected, axis=1), rtol=1e-8)


def test_whitening_after_a_pca_only_scales() -> None:
    steps = [PcaSpec(components=9), CENTER, BY_RANGE, WHITEN]
    assert [type(step) for step in fit(steps, examples_for("triangle"))] == [Projection, Affine, Affine, Affine]


@pytest.mark.parametrize("way", SHAPES)
def test_components_are_of_unit_length_at_right_angles(way: str) -> None:
    matrix = projection(examples_for(way), PcaSpec(components=20)).matrix
    np.testing.assert_allclose(matrix.T @ matrix, np.eye(20), rtol=0, atol=1e-10)


@pytest.mark.parametrize("way", SHAPES)
def test_the_largest_entry_of_each_component_is_positive(way: str) -> None:
    matrix = projection(examples_for(way), PcaSpec(components=20)).matrix
    assert all(column[np.abs(column).argmax()] > 0 for column in matrix.T)


@pytest.mark.parametrize("seed", range(20))
def test_of_equally_large_entries_the_first_is_positive(seed: int) -> None:
    x = np.random.default_rng(seed).normal(size=(100, 2)) @ [[1, 0.5], [0, 0.7]]
    _, fitted = fit([BY_STD, PcaSpec(components=2)], x)
    assert isinstance(fitted, Projection)
    np.testing.assert_allclose(fitted.matrix, np.array([[1, 1], [1, -1]]) / np.sqrt(2), atol=1e-12)


def test_the_fewest_components_that_hold_the_share_are_kept() -> None:
    x = np.concatenate([np.diag([2.0, 2, 2, 1, 1]), -np.diag([2.0, 2, 2, 1, 1])])  # 4/14 of the variance, or 1/14
    for components, share in [(1, 4 / 14), (2, 4.01 / 14), (2, 8 / 14), (3, 12 / 14), (4, 12.01 / 14), (5, 0.999)]:
        assert projection(x, PcaSpec(components=share)).matrix.shape == (5, components)


@pytest.mark.parametrize("components", range(1, 15))
def test_a_share_is_held_whatever_the_rounding(components: int) -> None:
    x = np.concatenate([np.eye(15), -np.eye(15)]) * 0.3
    assert projection(x, PcaSpec(components=components / 15)).matrix.shape == (15, components)


@pytest.mark.parametrize("x", [np.full((8, 3), 0.1), np.full((1, 3), 7.0), np.full((2, 9), 1 / 3)])
@pytest.mark.parametrize("step", [PcaSpec(components=0.9), PcaSpec(components=1)])
def test_examples_without_any_variance_have_one_component_of_nothing(x: Array, step: PcaSpec) -> None:
    assert fitted_to(x, [step]).tolist() == [[0.0]] * len(x)


@pytest.mark.parametrize("examples", [1, 2, 5, 12, 300])
def test_a_count_is_bounded_by_features_and_examples(examples: int) -> None:
    x = rng().normal(size=(examples, 12))
    assert fitted_to(x, [PcaSpec(components=EVERY)]).shape == (examples, min(examples, 12))


def rank_deficient(way: str) -> Array:
    """Return examples with a constant that is no binary fraction, a feature twice, and one that is a sum of two."""
    x = examples_for(way)
    x[:, 3], x[:, 5], x[:, 7] = 123456.7, x[:, 6], x[:, 8] + x[:, 9]
    return x


@pytest.mark.parametrize("way", SHAPES)
@pytest.mark.parametrize("steps", [[], [BY_STD], [PcaSpec(components=EVERY)]])
@pytest.mark.parametrize("epsilon", [0.0, 1e-12, 1e-5])
def test_directions_without_variance_are_left_out(way: str, steps: list[PreprocessingSpec], epsilon: float) -> None:
    x = rank_deficient(way)
    rank = min(len(x) - 1, x.shape[1] - 3)
    new = rng().normal(size=(9, x.shape[1]))
    of_seen, of_new = (fitted_to(x, [*steps, WhitenSpec(epsilon=epsilon)], some) for some in (x, new))
    assert np.isfinite(of_seen).all()
    assert of_seen[:, :rank].any(axis=0).all()
    assert not of_seen[:, rank:].any()
    assert not of_new[:, rank:].any()


def test_a_constant_feature_of_new_examples_is_not_looked_at() -> None:
    x = np.column_stack([rng().normal(size=(50, 3)), np.full(50, 0.1)])
    new = np.tile(x[:1], (2, 1))
    new[1, 3] = 1000
    for steps in ([PcaSpec(components=4)], [WHITEN], [PcaSpec(components=4), WHITEN]):
        y = fitted_to(x, steps, new)
        np.testing.assert_allclose(y[0], y[1], atol=1e-9)


def test_a_second_pca_finds_the_components_there() -> None:
    once, twice = [PcaSpec(components=6)], [PcaSpec(components=9), PcaSpec(components=6)]
    x = examples_for("triangle")
    np.testing.assert_allclose(fitted_to(x, once), fitted_to(x, twice), atol=1e-10)


def test_images_become_rows_of_components() -> None:
    images = rng().integers(0, 256, (60, 3, 3, 3), np.uint8)
    flat = images.reshape(60, 27).astype(np.float64)
    for step in (PcaSpec(components=5), WHITEN):
        np.testing.assert_array_equal(fitted_to(images, [step]), fitted_to(flat, [step]))


def test_the_same_examples_make_the_same_bits() -> None:
    for way in SHAPES:
        x = examples_for(way)
        here, there = (projection(some, PcaSpec(components=9)) for some in (x, x.copy()))
        assert here.matrix.tobytes() == there.matrix.tobytes()
        assert here.matrix.flags.c_contiguous


def test_a_small_sample_goes_the_same_way() -> None:
    x = examples_for("gram")
    fitted = fit([WHITEN, BY_STD], x)
    np.testing.assert_allclose(apply(fitted, x[:5]), transform(fitted, x, np.arange(5), "float64"), atol=1e-12)
