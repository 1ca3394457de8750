import numpy as np
import pytest

from nnlab.training.series import Series


@pytest.mark.parametrize("n", [0, 1, 1023, 1024, 1025, 5000])
def test_numbers_come_out_as_they_went_in(n: int) -> None:
    series = Series()
    for value in range(n):
        series.append(value / 7)
    assert len(series) == n
    assert series.since(0).tolist() == [value / 7 for value in range(n)]
    assert series.since(n // 2).tolist() == [value / 7 for value in range(n // 2, n)]
    assert series.since(n).tolist() == []


@pytest.mark.parametrize("n", [0, 1, 3000])
def test_a_series_goes_on_from_earlier_numbers(n: int) -> None:
    start = np.arange(n, dtype=np.float64)
    series = Series(start)
    for value in range(2000):
        series.append(-value)
    assert series.since(0).tolist() == [*range(n), *(-value for value in range(2000))]
    assert start.tolist() == list(range(n))


def test_what_was_read_does_not_change_any_more() -> None:
    series = Series()
    series.append(1.0)
    read = series.since(0)
    read[0] = 5
    series.append(2.0)
    assert read.tolist() == [5]
    assert series.since(0).tolist() == [1, 2]


def test_numbers_that_are_not_finite_are_kept() -> None:
    series = Series()
    for value in (np.nan, np.inf):
        series.append(value)
    assert np.isnan(series.since(0)[0])
    assert series.since(1).tolist() == [np.inf]


@pytest.mark.parametrize("sizes", [(0,), (1, 1), (1000, 24, 1), (5000, 3), (1024, 1024)])
def test_many_numbers_are_added_as_one_by_one(sizes: tuple[int, ...]) -> None:
    series, expected = Series(), []
    for size in sizes:
        values = np.arange(size) / 7
        series.extend(values)
        series.append(-1.0)
        expected += [*values.tolist(), -1.0]
    assert series.since(0).tolist() == series.view().tolist() == expected
