"""Grids over the plane."""

import numpy as np
import pytest

from nnlab.data.feature_names import FeatureNames
from nnlab.training.inside.grid import grid_over

NAMES = FeatureNames((2,))


def test_all_examples_lie_inside_with_a_margin():
    x = np.array([[0.0, 10.0], [4.0, 12.0]])
    grid = grid_over(x, NAMES, 10)
    assert grid.x[0] < 0
    assert grid.x[1] > 4
    assert grid.y[0] < 10
    assert grid.y[1] > 12


def test_features_of_like_range_share_a_scale():
    grid = grid_over(np.array([[0.0, 10.0], [4.0, 12.0]]), NAMES, 10)
    assert grid.x[1] - grid.x[0] == pytest.approx(grid.y[1] - grid.y[0])


def test_features_of_very_different_range_each_have_their_own():
    grid = grid_over(np.array([[18.0, 0.0], [65.0, 90_000.0]]), NAMES, 10)
    assert grid.x[1] - grid.x[0] < 60


@pytest.mark.parametrize("x", [np.zeros((3, 2)), np.full((1, 2), 7.0), np.array([[0.0, 5.0], [2.0, 5.0]])])
def test_a_feature_that_is_the_same_in_all_examples_has_a_range(x):
    grid = grid_over(x, NAMES, 4)
    assert grid.x[0] < x[:, 0].min() <= x[:, 0].max() < grid.x[1]
    assert grid.y[0] < x[:, 1].min() <= x[:, 1].max() < grid.y[1]


def test_points_are_the_middles_of_cells_from_the_lowest_row_up():
    grid = grid_over(np.array([[0.0, 0.0], [1.0, 1.0]]), NAMES, 2)
    low, high = grid.x
    quarter = (high - low) / 4
    expected = [[low + quarter, low + quarter], [high - quarter, low + quarter]]
    assert grid.points()[:2] == pytest.approx(np.array(expected))
    assert [grid.cell_at(*point) for point in grid.points().tolist()] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert grid.cell_at(low - 1, low) is None


def test_a_contour_is_in_units_of_the_features():
    grid = grid_over(np.array([[100.0, -3.0], [300.0, 0.0]]), NAMES, 50)
    points = grid.points()
    pieces = grid.contour(points[:, 0].reshape(50, 50), 222.0)
    assert pieces[..., 0] == pytest.approx(np.full(pieces.shape[:2], 222.0))
