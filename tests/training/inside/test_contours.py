"""Lines of one value."""

import numpy as np
import pytest

from nnlab.training.inside.contours import contour


def test_the_contour_of_a_plane_is_its_line():
    rows, columns = np.indices((6, 8))
    pieces = contour(2.0 * columns + rows, 5.5)
    assert len(pieces)
    assert 2 * pieces[..., 0] + pieces[..., 1] == pytest.approx(np.full(pieces.shape[:2], 5.5))
    assert pieces[..., 1].min() == 0
    assert pieces[..., 1].max() == 5


def test_the_contour_of_a_cone_is_as_long_as_its_circle():
    rows, columns = np.indices((81, 81))
    pieces = contour(np.hypot(rows - 40, columns - 40), 30.0)
    assert np.hypot(pieces[..., 0] - 40, pieces[..., 1] - 40) == pytest.approx(
        np.full(pieces.shape[:2], 30.0), abs=0.01
    )
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    assert lengths.sum() == pytest.approx(2 * np.pi * 30, rel=1e-3)


def test_every_end_meets_another():
    values = np.random.default_rng(0).normal(size=(20, 20))
    values[[0, -1]] = values[:, [0, -1]] = -1  # so that no line ends at the rim
    ends = contour(values).reshape(-1, 2).round(9)
    _, counts = np.unique(ends, axis=0, return_counts=True)
    assert set(counts) == {2}


@pytest.mark.parametrize(("middle", "joined"), [(0.1, True), (-0.1, False)])
def test_a_saddle_joins_what_its_middle_says(middle, joined):
    pieces = contour(np.array([[1.0 + middle, -1.0], [-1.0, 1.0 + middle]]))
    assert len(pieces) == 2
    # the corners (0, 0) and (1, 1) are high: where they are joined, each line cuts off a low corner
    low_side = [(piece.mean(axis=0) - [0.5, 0.5]).prod() < 0 for piece in pieces]
    assert all(low_side) == joined


def test_cells_that_are_not_finite_have_no_line():
    values = np.array([[0.0, 1.0, np.nan], [0.0, 1.0, 1.0]])
    assert contour(values, 0.5)[..., 0].max() <= 1
    assert not len(contour(np.full((4, 4), np.inf)))


def test_flat_ground_has_no_line():
    assert contour(np.zeros((5, 5))).shape == (0, 2, 2)
