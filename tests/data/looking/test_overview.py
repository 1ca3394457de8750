"""What is said of raw data at a glance."""

import tracemalloc

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.looking.overview import MOST_FEATURES, PARTS, overview
from nnlab.data.split import Split
from nnlab.jobs import drained


def split_of(n, train=0.6, validation=0.8):
    order = np.random.default_rng(7).permutation(n)
    return Split(*np.split(order, [round(train * n), round(validation * n)]))


@pytest.fixture
def table():
    """Return 100 rows of three features in three classes; the first class is rare."""
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(size=100), np.full(100, 3.0), rng.integers(0, 2, 100)])
    return Dataset(x, np.repeat([0, 1, 2], [10, 30, 60]), ("a", "b", "c"), ("width", "depth", "flag"))


@pytest.fixture
def images():
    """Return 50 images of 4 x 5 pixels in three colours."""
    x = np.random.default_rng(0).integers(0, 256, (50, 4, 5, 3)).astype(np.uint8)
    return Dataset(x, np.arange(50) % 2, ("even", "odd"))


def test_sizes_and_classes_are_counted_in_each_part(table):
    split = split_of(100)
    found = drained(overview(table, split))
    assert found.sizes == {"train": 60, "validation": 20, "test": 20}
    for part, index in zip(PARTS, (split.train, split.validation, split.test), strict=True):
        expected = [np.count_nonzero(table.targets[index] == label) for label in range(3)]
        assert found.class_counts[part].tolist() == expected


def test_a_class_without_examples_is_counted_as_none():
    data = Dataset(np.zeros((10, 1)), np.zeros(10, np.intp), ("there", "missing"))
    assert drained(overview(data, split_of(10))).class_counts["train"].tolist() == [6, 0]


def test_features_are_described_over_the_training_part_alone(table):
    split = split_of(100)
    far = table.x.copy()
    far[split.test] = 1e6
    found = drained(overview(Dataset(far, table.targets, table.class_names, table.feature_names), split)).features
    train = table.x[split.train]
    assert [str(feature.name) for feature in found] == ["width", "depth", "flag"]
    assert [feature.low for feature in found] == train.min(axis=0).tolist()
    assert [feature.high for feature in found] == train.max(axis=0).tolist()
    np.testing.assert_allclose([feature.values.mean for feature in found], train.mean(axis=0))
    np.testing.assert_allclose([feature.values.std for feature in found], train.std(axis=0), atol=1e-12)


def test_constant_features_and_those_of_few_values_are_told(table):
    found = drained(overview(table, split_of(100))).features
    assert [feature.is_constant for feature in found] == [False, True, False]
    assert [feature.distinct for feature in found] == [None, 1, 2]


def test_of_very_many_features_the_first_are_described():
    x = np.arange(2.0 * 1000).reshape(2, 1000)
    found = drained(overview(Dataset(x, np.arange(2), ("a", "b")), Split(*(np.arange(2),) * 3)))
    assert len(found.features) == MOST_FEATURES
    assert found.features[-1].low == MOST_FEATURES - 1
    assert found.shape.features == 1000


def test_images_have_channels_and_a_mean_image(images):
    split = split_of(50)
    found = drained(overview(images, split))
    train = images.x[split.train].astype(np.float64)
    np.testing.assert_allclose(found.mean_image, train.mean(axis=0))
    assert [str(channel.name) for channel in found.channels] == ["red", "green", "blue"]
    np.testing.assert_allclose([c.values.mean for c in found.channels], train.mean(axis=(0, 1, 2)))
    np.testing.assert_allclose([c.values.std for c in found.channels], train.std(axis=(0, 1, 2)))
    assert found.channels[0].values.counts.sum() == 30 * 4 * 5


def test_small_images_have_pixels_as_features_and_large_ones_have_not(images):
    assert [str(f.name) for f in drained(overview(images, split_of(50))).features][-1] == "pixel (4, 5) blue"
    large = Dataset(np.zeros((10, 15, 15, 1)), np.arange(10) % 2, ("a", "b"))
    found = drained(overview(large, split_of(10)))
    assert found.features == ()
    assert [str(channel.name) for channel in found.channels] == ["all pixels"]


def test_rows_have_neither_channels_nor_a_mean_image(table):
    found = drained(overview(table, split_of(100)))
    assert found.channels == ()
    assert found.mean_image is None


def test_numbers_to_be_met_have_the_same_bins_in_all_parts():
    y = np.random.default_rng(0).normal(size=(100, 2))
    split = split_of(100)
    found = drained(overview(Dataset(np.zeros((100, 1)), y, target_names=("height", "")), split))
    assert [target.name for target in found.targets] == ["height", ""]
    for place, target in enumerate(found.targets):
        assert (target.low, target.high) == (y[:, place].min(), y[:, place].max())
        for part, index in zip(PARTS, (split.train, split.validation, split.test), strict=True):
            counts, _ = np.histogram(y[index, place], 32, (target.low, target.high))
            np.testing.assert_array_equal(target.parts[part].counts, counts)
            assert target.parts[part].mean == pytest.approx(y[index, place].mean())
    assert found.class_counts["train"].size == 0


@pytest.mark.parametrize("has_classes", [True, False])
def test_empty_parts_are_no_trouble(images, has_classes):
    none, everything = np.empty(0, np.intp), np.arange(50)
    targets = images.targets if has_classes else np.arange(50.0)[:, np.newaxis]
    data = Dataset(images.x, targets, images.class_names if has_classes else ())
    found = drained(overview(data, Split(none, everything, none)))
    assert (found.features, found.channels, found.mean_image) == ((), (), None)
    assert drained(overview(data, Split(everything, none, none))).sizes["test"] == 0
    assert drained(overview(data, Split(none, none, none))).targets == ()


def test_the_work_is_done_in_small_pieces_and_can_be_given_up(images):
    data = Dataset(np.tile(images.x, (200, 1, 1, 1)), np.tile(images.targets, 200), images.class_names)
    work = overview(data, split_of(10_000))
    shares = [next(work) for _ in range(5)]
    assert shares == sorted(shares)
    assert 0 < shares[-1] < 1
    work.close()
    assert len(list(overview(data, split_of(10_000)))) > 10


def test_nothing_as_large_as_the_data_is_made():
    x = np.random.default_rng(0).integers(0, 256, (20_000, 784), np.uint8)
    data, split = Dataset(x, np.zeros(20_000, np.intp), ("a", "b")), split_of(20_000)
    tracemalloc.start()
    drained(overview(data, split))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < x.nbytes / 2
