"""Numbers of all pictures, each read once."""

import numpy as np
import pytest

from nnlab.gui.views.gradients.series import Series, learning, norm_means, slope_ranges
from tests.gui.views.gradients.made_up import layer, norm, picture, start


class Reader:
    """Remembers which pictures were read."""

    def __init__(self):
        self.read = []

    def __call__(self, pictures):
        self.read += [each.step for each in pictures]
        return learning(pictures)


def pictures_of(*steps):
    return tuple(picture(step, [layer(), layer()]) for step in steps)


def test_only_new_pictures_are_read():
    reader, pictures = Reader(), pictures_of(1, 2, 3)
    series = Series(reader)
    assert series.follow(pictures[:2])
    assert not series.follow(pictures[:2])
    assert series.follow(pictures)
    assert reader.read == [1, 2, 3]
    assert series.steps.tolist() == [1, 2, 3]
    assert series.values.shape == (3, 2, 3)


def test_pictures_that_shrink_or_change_are_read_anew():
    reader, pictures, others = Reader(), pictures_of(1, 2, 3), pictures_of(4, 5, 6)
    series = Series(reader)
    series.follow(pictures)
    series.follow(pictures[::2])
    assert series.steps.tolist() == [1, 3]
    series.follow(others)
    assert series.steps.tolist() == [4, 5, 6]


def test_before_the_first_step_there_is_no_gradient():
    series = Series(learning)
    series.follow((start(2), *pictures_of(5)))
    assert np.isnan(series.measured[0])
    assert np.isnan(series.values[0, :, [0, 2]]).all()
    assert series.values[1, :, 0] == pytest.approx([1e-3, 1e-3])
    assert series.values[:, :, 1] == pytest.approx(np.full((2, 2), 0.1))


def test_gradients_belong_to_the_step_that_was_measured():
    series = Series(learning)
    series.follow((picture(12, [layer()], measured=10),))
    assert series.steps.tolist() == [12]
    assert series.measured.tolist() == [10]


def test_means_of_gamma_and_beta_leave_out_layers_without():
    means = norm_means([picture(1, [layer(norm=norm(1.5, 0.25)), layer()])])
    assert means[0, 0] == pytest.approx([1.5, 0.25])
    assert np.isnan(means[0, 1]).all()


def test_slopes_have_mean_least_and_largest():
    ranges = slope_ranges([picture(1, [layer(slopes=[0.1, 0.2, 0.6]), layer(), layer(slopes=[-0.5])])])
    assert ranges[0, 0] == pytest.approx([0.3, 0.1, 0.6])
    assert np.isnan(ranges[0, 1]).all()
    assert ranges[0, 2] == pytest.approx([-0.5, -0.5, -0.5])


def test_networks_without_slopes_have_none():
    assert np.isnan(slope_ranges([picture(1, [layer(), layer()])])).all()


def test_the_nearest_picture_is_found():
    series = Series(learning)
    assert series.nearest(3) is None
    series.follow(pictures_of(1, 10, 20))
    assert series.nearest(14) == 1
