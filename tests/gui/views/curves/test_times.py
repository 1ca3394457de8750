"""When each step was."""

import numpy as np
import pytest

from nnlab.gui.views.curves.times import Times
from tests.gui.views.news import evaluation


def test_steps_between_two_known_times_are_in_proportion(snapshot):
    times = Times()
    times.add(snapshot([1.0] * 50))
    assert [times.at(step) for step in (0, 10, 50)] == [0, 0.5, 2.5]
    np.testing.assert_allclose(times.steps_of(np.array([0, 1, 2])), [0, 20, 40])


def test_while_epochs_have_one_length_two_points_are_kept(snapshot):
    times = Times()
    for first in range(0, 1000, 10):
        times.add(snapshot([1.0] * 10, first, [evaluation(first + 5, "train", 1.0, None)]))
    assert times._line.points()[0].size == 2
    assert times.at(500) == pytest.approx(25)


def test_epochs_of_another_length_are_told_apart(snapshot):
    times = Times()
    times.add(snapshot([1.0] * 20))
    times._add(30, 2.0)  # ten steps an epoch from step 20 on
    times._add(40, 3.0)
    np.testing.assert_allclose(times.steps_of(np.array([1, 2, 3])), [20, 30, 40])
    assert times.at(25) == 1.5
