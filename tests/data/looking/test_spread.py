"""Means, deviations and covariances against NumPy's own, and the zeros that rounding hides."""

import numpy as np
import pytest

from nnlab.data.looking.spread import SpreadGatherer, without_rounding

RNG = np.random.default_rng(0)
X = RNG.normal(size=(1000, 5)) @ RNG.normal(size=(5, 5)) + [0, 1, -50, 1e4, 3]
CHOSEN = np.array([3, 0, 2])


def gathered(x, chosen=CHOSEN, block=None):
    gatherer = SpreadGatherer(x.shape[1], chosen)
    for start in range(0, len(x), block or len(x)):
        gatherer.add(x[start : start + (block or len(x))])
    return gatherer.spread()


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_what_is_gathered_in_blocks_is_what_numpy_finds_in_one_go(block):
    spread = gathered(X, block=block)
    np.testing.assert_allclose(spread.mean, X.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(spread.std, X.std(axis=0), rtol=1e-12)
    np.testing.assert_allclose(spread.covariance, np.cov(X[:, CHOSEN].T, ddof=0), rtol=1e-11)
    assert np.array_equal(spread.low, X.min(axis=0))
    assert np.array_equal(spread.high, X.max(axis=0))


def test_it_can_be_counted_by_one_less():
    spread = gathered(X).counted_as(1)
    np.testing.assert_allclose(spread.covariance, np.cov(X[:, CHOSEN].T), rtol=1e-11)
    np.testing.assert_allclose(spread.variance, X.var(axis=0, ddof=1), rtol=1e-12)
    np.testing.assert_allclose(spread.scatter, gathered(X).scatter, rtol=1e-12)
    np.testing.assert_allclose(spread.counted_as(0).std, X.std(axis=0), rtol=1e-12)


def test_the_correlation_is_that_of_numpy():
    assert gathered(X).correlation(0, 1) == pytest.approx(np.corrcoef(X[:, 3], X[:, 0])[0, 1], rel=1e-10)


def test_with_what_does_not_vary_there_is_no_correlation():
    spread = without_rounding(gathered(np.column_stack([np.full(50, 0.1), X[:50]])), None, rotated=False)
    assert not spread.varies[0]
    assert gathered(np.column_stack([np.zeros(50), X[:50]]), np.array([0, 1])).correlation(0, 1) is None


@pytest.mark.parametrize("value", [0.1, -1e6 / 3])
def test_a_constant_that_is_no_binary_fraction_does_not_vary(value):
    raw = without_rounding(gathered(np.column_stack([np.full(700, value), X[:700]]), block=64), None, rotated=False)
    assert raw.varies.tolist() == [False, *[True] * 5]


def test_the_mean_of_centred_features_is_zero_and_of_others_what_it_was():
    before = gathered(X)
    after = without_rounding(gathered(X - X.mean(axis=0)), before, rotated=False)
    assert after.mean.tolist() == [0] * 5
    shifted = without_rounding(gathered(X - X.mean(axis=0) + [0, 0, 1e-6, 0, 0]), before, rotated=False)
    assert np.flatnonzero(shifted.mean).tolist() == [2]


def test_small_features_beside_large_ones_keep_their_covariance():
    x = X[:, :2] * [1e-9, 1e9]
    spread = without_rounding(gathered(x, np.array([0, 1])), None, rotated=False)
    np.testing.assert_allclose(spread.covariance, np.cov(x.T, ddof=0), rtol=1e-9)


def test_components_have_no_covariance_but_for_rounding():
    centred = X - X.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    rotated = gathered(centred @ directions.T, np.arange(5))
    tidy = without_rounding(rotated, gathered(X), rotated=True)
    assert np.count_nonzero(tidy.covariance) == 5
    assert tidy.mean.tolist() == [0] * 5


def test_numbers_too_large_to_square_are_gathered_without_a_warning():
    spread = gathered(np.array([[1e200, 1.0], [-1e200, 2.0]]), np.array([0, 1]))
    assert np.isinf(spread.std[0])
    assert without_rounding(spread, None, rotated=False).std[1] == 0.5
