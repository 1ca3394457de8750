import numpy as np

from nnlab.store.export.thinning import finite, thinned


def test_a_short_line_is_drawn_as_it_is():
    x, y = np.arange(20.0), np.arange(20.0)
    assert thinned(x, y, 10) == (x, y)


def test_lowest_and_highest_of_a_long_line_are_drawn():
    y = np.random.default_rng(1).normal(size=100_003)
    y[[17, 70_000]] = -50, 60
    places, values = thinned(np.arange(100_003.0), y, 500)
    assert values.size == 1001
    assert (values.min(), values.max(), values[-1]) == (-50, 60, y[-1])
    assert abs(places[values.argmax()] - 70_000) <= 100_003 / 500
    assert np.all(np.diff(places) >= 0)


def test_every_column_covers_all_that_falls_on_it():
    y = np.random.default_rng(2).random(6000)
    _, values = thinned(np.arange(6000.0), y, 60)
    columns = y.reshape(60, 100)
    assert np.array_equal(values[:-1:2], columns.min(axis=1))
    assert np.array_equal(values[1::2], columns.max(axis=1))


def test_what_is_not_finite_hides_nothing_beside_it():
    y = np.ones(1000)
    y[::2] = np.nan
    y[400:500] = np.inf
    _, values = thinned(np.arange(1000.0), finite(y), 10)
    assert np.isnan(values[8:10]).all()
    assert (values[:8] == 1).all()
