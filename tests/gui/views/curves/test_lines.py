"""What is drawn of a line: nothing that can be seen is left out, however long it is."""

import numpy as np
import pytest

from nnlab.gui.views.curves.columns import BLOCK, Columns
from nnlab.gui.views.curves.lines import Line, StepLine

STEPS = 30_011


def even(low, high, count):
    return Columns(np.linspace(low, high, count + 1))


def logarithmic(low, high, count):
    return Columns(np.logspace(np.log10(low), np.log10(high), count + 1))


def made(values, piece=977, **options):
    line = StepLine(**options)
    for first in range(0, len(values), piece):
        line.extend(values[first : first + piece])
    return line


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(0).normal(size=STEPS)


def test_a_line_answers_with_the_last_value_up_to_a_step():
    line = Line()
    line.extend(np.array([10.0, 20.0]), np.array([1.0, 2.0]))
    assert [line.at(step) for step in (9.9, 10, 19.9, 20, 99)] == [None, 1, 1, 2, 2]


def test_a_line_of_every_step_answers_with_the_value_of_the_step():
    line = made(np.array([1.0, 2.0, 3.0]))
    assert [line.at(step) for step in (0.5, 1, 2.9, 3, 99)] == [None, 1, 2, 3, 3]
    assert line.last_step() == 3
    assert StepLine().last_step() is None
    np.testing.assert_array_equal(line.points()[0], [1, 2, 3])


def test_few_points_are_drawn_as_they_are(noise):
    steps, values = made(noise[:90]).drawn(even(0, 90, 50))
    np.testing.assert_array_equal(steps, np.arange(1, 91))
    np.testing.assert_array_equal(values, noise[:90])


@pytest.mark.parametrize("columns", [even(0, STEPS, 100), even(-900, 32_000, 640), logarithmic(1, STEPS, 300)])
def test_every_peak_is_drawn_within_a_column_of_its_step(noise, columns):
    steps, values = made(noise).drawn(columns)
    assert steps.size <= 2 * columns.edges.size + 7
    assert (np.diff(steps) >= 0).all()
    widest = np.diff(columns.edges).max()
    for place in (noise.argmax(), noise.argmin()):
        found = np.flatnonzero(values == noise[place])
        assert found.size == 1
        assert abs(steps[found[0]] - (place + 1)) <= widest + 2 * BLOCK
    assert (steps[-1], values[-1]) == (STEPS, noise[-1])


@pytest.mark.parametrize("columns", [even(0, STEPS, 90), even(0, STEPS, 500), logarithmic(1, STEPS, 300)])
def test_the_stretches_of_a_long_line_hold_every_value_once(columns):
    line = made(np.ones(STEPS), is_smooth=True)
    steps, values = line.drawn(columns)
    np.testing.assert_array_equal(values, 1)  # the mean of ones, if each is counted as often as the stretch is wide
    assert steps[0] >= 1


def test_a_smooth_line_is_drawn_by_the_mean_of_each_column(noise):
    columns = even(0, STEPS, 100)
    steps, values = made(noise, is_smooth=True).drawn(columns)
    near = [noise[max(int(step) - 150, 0) : int(step) + 150].mean() for step in steps[:-1]]
    np.testing.assert_allclose(values[:-1], near, atol=0.12)


def test_of_a_zoomed_line_only_what_is_seen_is_drawn_and_a_point_beyond_either_side(noise):
    steps, values = made(noise).drawn(even(5000, 5100, 400))
    assert (steps[0], steps[-1]) == (4999, 5101)
    np.testing.assert_array_equal(values, noise[4998:5101])


def test_zoomed_beside_the_run_almost_nothing_is_drawn(noise):
    assert made(noise).drawn(even(STEPS + 50, STEPS + 90, 400))[0].size <= 1
    assert made(noise).drawn(even(-90, -50, 400))[0].size == 0


def test_what_is_not_finite_leaves_a_gap_only_where_a_column_has_nothing_else():
    values = np.ones(10_000)
    values[[17, 4711]] = np.nan
    values[6000:8000] = np.nan
    steps, drawn = made(values).drawn(even(0, 10_000, 50))
    assert set(steps[np.isnan(drawn)].tolist()) <= set(range(6000, 8001)) | set(np.arange(6000, 8001) + 0.5)
    assert np.isnan(drawn).sum() >= 10


def test_a_line_with_many_points_at_some_steps_keeps_its_peaks_and_its_last(noise):
    line = Line()
    line.extend(np.arange(1.0, 5001) * 20, noise[:5000])
    steps, values = line.drawn(even(0, 100_000, 300))
    assert steps.size <= 605
    assert {values.max(), values.min()} == {noise[:5000].max(), noise[:5000].min()}
    assert (steps[-1], values[-1]) == (100_000, noise[4999])


def test_a_line_that_is_given_in_pieces_is_the_same(noise):
    columns = even(0, STEPS, 77)
    for given, expected in zip(made(noise, 31).drawn(columns), made(noise, STEPS).drawn(columns), strict=True):
        np.testing.assert_array_equal(given, expected)
