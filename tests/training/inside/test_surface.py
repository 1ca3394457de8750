"""The number over the plane."""

import numpy as np
import pytest

from nnlab.training.inside.surface import SurfaceQuestion
from tests.training.inside.twins import HILLS, answer, by_hand, hand_made, plane_spec, twin_of


def test_the_surface_is_the_network_worked_out_by_hand():
    twin, data = twin_of(plane_spec(HILLS, training__loss={"kind": "mse"}), hand_made())
    picture = answer(SurfaceQuestion(30), twin, data)
    assert picture.values.ravel() == pytest.approx(by_hand(picture.grid.points()))
    assert picture.predicted == pytest.approx(by_hand(picture.examples.x))
    assert picture.truth.tolist() == picture.examples.targets[:, 0].tolist()
    assert (picture.low, picture.high) == (picture.truth.min(), picture.truth.max())


def test_lines_run_where_the_surface_has_their_value():
    twin, data = twin_of(plane_spec(HILLS, training__loss={"kind": "mse"}), hand_made())
    picture = answer(SurfaceQuestion(60), twin, data)
    assert any(len(pieces) for _, pieces in picture.lines)
    for level, pieces in picture.lines:
        assert np.abs(by_hand(pieces.reshape(-1, 2)) - level).max(initial=0) < 0.05
