"""The stages of the bench against what NumPy computes from the definitions."""

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.looking.stages import FIVE_STAGES, MOST_FEATURES, MOST_POINTS, stages
from nnlab.data.split import Split, split_examples
from nnlab.errors import NnlabError
from nnlab.jobs import drained
from nnlab.spec.experiment import DataSpec
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec

EXACT_FIVE = (*FIVE_STAGES[:3], WhitenSpec(epsilon=0.0))


def bench_of(dataset, split, steps, fit="train", features=None):
    return drained(stages(dataset, split, steps, fit, features))


def correlated(n, features, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, features)) @ rng.normal(size=(features, features)) + rng.uniform(-5, 5, features)
    return Dataset(x, np.arange(n) % 3, ("a", "b", "c"), tuple(f"f{index}" for index in range(features)))


def thirds(n):
    order = np.random.default_rng(1).permutation(n)
    return Split(order[: n // 2], order[n // 2 : 3 * n // 4], order[3 * n // 4 :])


@pytest.fixture
def table():
    return correlated(400, 6)


@pytest.fixture
def split():
    return thirds(400)


@pytest.fixture
def images():
    """Return 60 images of 4 x 5 x 3 bytes, their corner always black."""
    rng = np.random.default_rng(0)
    x = np.clip(120 + 60 * rng.normal(size=(60, 1, 1, 3)) + 10 * rng.normal(size=(60, 4, 5, 3)), 0, 255)
    x[:, 0, 0] = 0
    return Dataset(x.astype(np.uint8), np.arange(60) % 2, ("cat", "dog"))


def test_the_raw_stage_is_measured_on_the_training_part_alone(table, split):
    (raw,) = bench_of(table, split, ()).stages
    x = table.x[split.train]
    order = [0, 1, *sorted(range(2, 6), key=lambda index: -x[:, index].std())]
    assert [str(name) for name in raw.names] == [f"f{index}" for index in order]
    np.testing.assert_allclose(raw.mean, x.mean(axis=0)[order], rtol=1e-12)
    np.testing.assert_allclose(raw.std, x.std(axis=0)[order], rtol=1e-12)
    np.testing.assert_allclose(raw.covariance, np.cov(x[:, order].T, ddof=0), rtol=1e-11)


def test_each_stage_does_what_its_name_says(table, split):
    raw, centred, normalised, decorrelated, whitened = bench_of(table, split, EXACT_FIVE).stages
    assert centred.mean.tolist() == [0] * 6
    np.testing.assert_allclose(centred.covariance, raw.covariance, rtol=1e-9)
    np.testing.assert_allclose(normalised.std, 1, rtol=1e-12)
    np.testing.assert_allclose(normalised.covariance, np.corrcoef(table.x[split.train].T[_order(raw)]), atol=1e-12)
    assert np.count_nonzero(decorrelated.covariance) == 6
    np.testing.assert_allclose(whitened.covariance, np.eye(6), atol=1e-8)


def _order(stage):
    return [int(str(name)[1:]) for name in stage.names]


def test_the_variances_of_the_components_are_the_eigenvalues_of_the_correlations(table, split):
    decorrelated = bench_of(table, split, FIVE_STAGES).stages[3]
    standardised = table.x[split.train] - table.x[split.train].mean(axis=0)
    standardised /= standardised.std(axis=0)
    eigenvalues = np.linalg.eigvalsh(np.cov(standardised.T))[::-1]
    np.testing.assert_allclose(np.diag(decorrelated.covariance), eigenvalues, rtol=1e-9)
    assert [str(name) for name in decorrelated.names[:2]] == ["component 1", "component 2"]


def test_the_numbers_are_those_of_all_training_examples_though_only_a_thousand_are_drawn():
    table, split = correlated(5000, 3), thirds(5000)
    bench = bench_of(table, split, FIVE_STAGES)
    assert bench.examples == 2500
    assert {len(stage.cloud) for stage in bench.stages} == {MOST_POINTS}
    np.testing.assert_allclose(bench.stages[1].mean, 0, atol=0)
    np.testing.assert_allclose(bench.stages[2].std, 1, rtol=1e-12)
    assert np.abs(bench.stages[2].cloud.std(axis=0) - 1).max() > 1e-4


def test_the_points_are_training_examples_with_their_targets(table, split):
    bench = bench_of(table, split, (CenterSpec(),), features=(4, 2))
    assert np.array_equal(bench.stages[0].cloud, table.x[split.train][:, [4, 2]])
    shift = table.x[split.train].mean(axis=0)[[4, 2]]
    np.testing.assert_allclose(bench.stages[1].cloud, bench.stages[0].cloud - shift, atol=1e-12)
    assert np.array_equal(bench.targets, table.targets[split.train])
    assert bench.pair == (4, 2)


@pytest.mark.parametrize("features", [None, (0, 6), (3, 3), (-1, 2)])
def test_where_the_data_have_no_such_two_features_the_first_are_taken(table, split, features):
    assert bench_of(table, split, (), features=features).pair == (0, 1)


def test_a_picture_of_the_covariance_holds_a_dozen_at_most():
    table = correlated(200, 30)
    bench = bench_of(table, thirds(200), FIVE_STAGES, features=(7, 3))
    for stage in bench.stages:
        assert stage.covariance.shape == (MOST_FEATURES, MOST_FEATURES)
    varied = np.argsort(-table.x[thirds(200).train].std(axis=0))
    others = [f"f{index}" for index in varied if index not in (7, 3)]
    assert [str(name) for name in bench.stages[0].names] == ["f7", "f3", *others[:10]]


def test_a_single_feature_makes_a_cloud_with_one_axis():
    table = correlated(100, 1)
    raw, centred = bench_of(table, thirds(100), (CenterSpec(),)).stages
    assert raw.cloud.shape == (50, 1)
    assert centred.covariance.shape == (1, 1)


def test_a_single_component_that_is_kept_makes_a_cloud_with_one_axis(table, split):
    raw, reduced = bench_of(table, split, (PcaSpec(components=1),)).stages
    assert (raw.cloud.shape, reduced.cloud.shape) == ((200, 2), (200, 1))
    assert reduced.features == 1


def test_whitening_alone_turns_to_components(table, split):
    _, whitened = bench_of(table, split, (WhitenSpec(epsilon=0.0),)).stages
    assert str(whitened.names[0]) == "component 1"
    np.testing.assert_allclose(whitened.covariance, np.eye(6), atol=1e-8)


def test_steps_after_a_rotation_keep_the_components(table, split):
    *_, centred = bench_of(table, split, (PcaSpec(components=3), CenterSpec(), NormalizeSpec())).stages
    assert [str(name) for name in centred.names] == ["component 1", "component 2", "component 3"]


def test_fitted_on_all_the_training_part_is_not_quite_centred(table, split):
    honest, leaking = (bench_of(table, split, FIVE_STAGES, fit) for fit in ("train", "all"))
    assert (honest.leaks, leaking.leaks, leaking.strangers) == (False, True, 200)
    expected = table.x[split.train].mean(axis=0) - table.x.mean(axis=0)
    np.testing.assert_allclose(leaking.stages[1].mean, expected[_order(leaking.stages[0])], rtol=1e-9)
    assert np.abs(leaking.stages[4].covariance - np.eye(6)).max() > 0.01


def test_without_steps_or_without_other_parts_nothing_leaks(table, split):
    assert not bench_of(table, split, (), "all").leaks
    alone = Split(np.arange(400), np.empty(0, np.intp), np.empty(0, np.intp))
    assert not bench_of(table, alone, FIVE_STAGES, "all").leaks


def test_numbers_to_be_met_come_along(split):
    table = Dataset(correlated(400, 2).x, np.random.default_rng(0).normal(size=(400, 1)), (), ("x", "y"), ("height",))
    bench = bench_of(table, split, FIVE_STAGES)
    assert np.array_equal(bench.targets, table.targets[split.train])
    assert bench.target_names == ("height",)


def test_of_images_two_pixels_that_vary_together_are_looked_at_first(images):
    bench = bench_of(images, thirds(60), (CenterSpec(),))
    flat = images.x[thirds(60).train].reshape(30, -1).astype(float)
    assert np.corrcoef(flat[:, list(bench.pair)].T)[0, 1] > 0.9
    assert "pixel" in str(bench.stages[0].names[0])


def test_constant_pixels_are_counted_and_do_not_vary_at_any_stage(images):
    bench = bench_of(images, thirds(60), FIVE_STAGES, features=(0, 4))
    assert "Constant features: 3 of 60." in [str(note) for note in bench.stages[0].notes]
    assert [stage.std[0] for stage in bench.stages[:3]] == [0, 0, 0]
    assert all(np.isfinite(stage.covariance).all() for stage in bench.stages)


def test_images_of_one_colour_have_a_pair_too():
    images = Dataset(np.full((20, 2, 2, 1), 7, np.uint8), np.arange(20) % 2, ("a", "b"))
    first, second = bench_of(images, thirds(20), FIVE_STAGES).pair
    assert first != second


def test_the_share_done_rises_to_the_end():
    table = correlated(20_000, 40)
    shares = list(stages(table, thirds(20_000), FIVE_STAGES, "train"))
    assert len(shares) > 20
    assert shares == sorted(shares)
    assert (shares[0] > 0, shares[-1]) == (True, 1.0)


def test_it_can_be_given_up_at_any_time(table, split):
    for turns in range(1, 8):
        work = stages(table, split, FIVE_STAGES, "train")
        for _ in range(turns):
            next(work)
        work.close()


def test_numbers_too_large_to_square_are_shown_as_they_are(split):
    x = correlated(400, 2).x * 1e200
    (raw,) = bench_of(Dataset(x, np.zeros(400, np.intp), ("a", "b")), split, ()).stages
    assert np.array_equal(raw.cloud, x[split.train])
    assert "∞" in str(raw.notes[0])


def test_components_that_no_memory_holds_are_refused_with_their_size(monkeypatch):
    monkeypatch.setattr("nnlab.data.looking.stages.free_bytes", lambda: 1000)
    dataset = Dataset(np.zeros((20, 40)), np.arange(20) % 2, ("a", "b"))
    split = split_examples(dataset, DataSpec())
    with pytest.raises(NnlabError, match="components of 40 features need about"):
        next(stages(dataset, split, FIVE_STAGES, "train"))
