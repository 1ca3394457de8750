"""How values are distributed, against NumPy's own functions on the whole."""

import numpy as np
import pytest

from nnlab.data.looking.distributions import BINS, FEW, distribute, find_ranges
from nnlab.jobs import drained


def blocks_of(values, size=37):
    """Return how to walk over (features, n) values a few at a time."""
    return lambda: (values[:, start : start + size] for start in range(0, values.shape[1], size))


def described(values):
    values = np.atleast_2d(values)
    ranges = drained(find_ranges(blocks_of(values), values.shape[1]))
    return ranges, drained(distribute(blocks_of(values), values.shape[1], ranges))


@pytest.fixture
def gaussian():
    return np.random.default_rng(0).normal(5.0, [[0.1], [1.0], [300.0]], (3, 1000))


def test_ranges_and_moments_are_those_of_the_whole(gaussian):
    ranges, found = described(gaussian)
    np.testing.assert_array_equal(ranges.low, gaussian.min(axis=1))
    np.testing.assert_array_equal(ranges.high, gaussian.max(axis=1))
    np.testing.assert_allclose([values.mean for values in found], gaussian.mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose([values.std for values in found], gaussian.std(axis=1), rtol=1e-12)


def test_bins_are_those_of_numpy(gaussian):
    for row, values in zip(gaussian, described(gaussian)[1], strict=True):
        counts, edges = np.histogram(row, BINS)
        np.testing.assert_array_equal(values.counts, counts)
        assert (values.low, values.high) == (edges[0], edges[-1])


def test_a_small_deviation_beside_a_value_far_out_is_not_lost():
    values = np.append(1e-6 * np.random.default_rng(0).normal(size=999), 1000.0)
    assert described(values)[1][0].std == pytest.approx(values.std(), rel=1e-9)


def test_whole_numbers_have_a_bin_each_where_they_are_few():
    values = described(np.repeat([0.0, 1, 5, 16], [3, 1, 4, 2]))[1][0]
    assert (values.low, values.high, len(values.counts)) == (-0.5, 16.5, 17)
    assert dict(enumerate(values.counts.tolist())) | {0: 3, 1: 1, 5: 4, 16: 2} == dict(
        enumerate(values.counts.tolist())
    )
    assert values.counts.sum() == 10


def test_bytes_have_bins_of_eight():
    values = described(np.arange(256, dtype=np.uint8))[1][0]
    assert values.counts.tolist() == [8] * 32
    assert (values.low, values.high) == (-0.5, 255.5)


def test_bins_of_whole_numbers_hold_equally_many_of_them():
    values = described(np.arange(100.0))[1][0]
    assert values.counts.tolist() == [4] * 25


@pytest.mark.parametrize("value", [0.0, 0.1, -3.0, 1e300, 5e-324])
def test_a_constant_has_one_bin_and_no_deviation(value):
    ranges, (values,) = described(np.full(1000, value))
    assert ranges.distinct == (1,)
    assert (values.mean, values.std, values.counts.tolist()) == (value, 0.0, [1000])


def test_few_distinct_values_are_counted_and_many_are_not():
    rng = np.random.default_rng(0)
    rows = np.stack([rng.integers(0, 2, 500) / 2, np.arange(500) % FEW, np.arange(500) % (FEW + 1), rng.random(500)])
    assert described(rows)[0].distinct == (2, FEW, None, None)


def test_zero_has_one_value_whatever_its_sign():
    assert described(np.array([0.0, -0.0, 0.0]))[0].distinct == (1,)


@pytest.mark.parametrize("size", [1e-308, 1e-150, 1.0, 1e150, 1.7e308])
def test_values_of_any_size_are_described_without_a_warning(size):
    row = size * np.linspace(-1, 1, 1001)
    ranges, (values,) = described(row)
    assert values.counts.sum() == 1001
    assert abs(values.mean) <= 1e-12 * size
    assert values.std == pytest.approx(size * np.linspace(-1, 1, 1001).std(), rel=1e-6)
    assert (ranges.low[0], ranges.high[0]) == (-size, size)


def test_a_part_has_the_bins_of_the_whole_and_moments_of_its_own(gaussian):
    ranges, whole = described(gaussian)
    half = gaussian[:, 500:]
    for row, all_, part in zip(half, whole, drained(distribute(blocks_of(half), 500, ranges)), strict=True):
        assert (part.low, part.high) == (all_.low, all_.high)
        assert part.counts.sum() == 500
        assert (part.mean, part.std) == pytest.approx((row.mean(), row.std()), rel=1e-12)


def test_no_values_have_no_mean(gaussian):
    ranges, _ = described(gaussian)
    for values in drained(distribute(lambda: iter(()), 0, ranges)):
        assert np.isnan(values.mean)
        assert values.counts.sum() == 0


def test_the_share_that_is_done_rises_to_one(gaussian):
    shares = list(find_ranges(blocks_of(gaussian), 1000))
    assert len(shares) == 28
    assert shares == sorted(shares)
    assert shares[-1] == 1
