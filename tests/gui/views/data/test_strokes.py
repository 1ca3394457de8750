"""Strokes as numbers: no window is needed."""

from itertools import pairwise
from math import hypot

import pytest

from nnlab.gui.views.data.strokes import Eraser, Spray, distance, rounded


def sprayed(*places, spacing=0.1, spread=0.0, reach=1.0, seed=0, label=1):
    spray = Spray(label, spacing, spread, reach, seed)
    for place in places:
        spray.move_to(*place)
    return spray.points


def test_a_click_leaves_one_point_where_it_is():
    assert sprayed((0.25, -0.5)) == [(0.25, -0.5, 1)]
    assert sprayed((0.25, -0.5), spread=0.3) == [(0.25, -0.5, 1)]


def test_points_are_evenly_far_apart_however_the_mouse_reports_its_way():
    at_once = sprayed((0, 0), (0.55, 0))
    in_bits = sprayed((0, 0), *((0.01 * n, 0) for n in range(1, 56)))
    assert at_once == in_bits == [(x / 10, 0.0, 1) for x in range(6)]


def test_around_a_corner_they_are_as_far_apart():
    points = sprayed((0, 0), (0.5, 0), (0.5, 0.5))
    gaps = [hypot(x - u, y - v) for (x, y, _), (u, v, _) in pairwise(points)]
    assert gaps == pytest.approx([0.1] * 10, abs=1e-3)


def test_less_than_the_distance_leaves_nothing_more():
    assert len(sprayed((0, 0), (0.09, 0))) == 1


def test_a_spread_scatters_around_the_way():
    points = sprayed((-1, 0), (1, 0), spacing=0.001, spread=0.05)
    off = [y for _, y, _ in points[1:]]
    assert abs(sum(off) / len(off)) < 0.005
    assert (sum(y * y for y in off) / len(off)) ** 0.5 == pytest.approx(0.05, rel=0.1)


def test_the_same_stroke_scatters_the_same_and_another_otherwise():
    way = ((0, 0), (1, 0))
    assert sprayed(*way, spread=0.1, seed=3) == sprayed(*way, spread=0.1, seed=3)
    assert sprayed(*way, spread=0.1, seed=3) != sprayed(*way, spread=0.1, seed=4)


def test_nothing_is_left_beyond_the_reach():
    assert [x for x, _, _ in sprayed((0.85, 0), (2, 0))] == [0.85, 0.95]


def test_coordinates_have_four_decimals_and_zero_no_sign():
    assert sprayed((1 / 3, -1e-9)) == [(0.3333, 0.0, 1)]
    assert str(rounded(-1e-9)) == "0.0"


def test_the_eraser_takes_what_is_near_its_way():
    points = [(0.0, 0.0, 0), (0.5, 0.05, 1), (0.5, 0.2, 0), (1.0, 0.0, 2)]
    eraser = Eraser(points, 0.1)
    assert eraser.move_to(0.0, 0.0)
    assert eraser.points == tuple(points[1:])
    assert eraser.move_to(0.9, 0.0)
    assert eraser.points == ((0.5, 0.2, 0), (1.0, 0.0, 2))[:1]
    assert not eraser.move_to(0.9, -0.5)


@pytest.mark.parametrize(
    ("place", "away"), [((0, 1), 1), ((-3, 4), 5), ((2, 0), 1), ((0.5, 0.25), 0.25), ((0.5, 0), 0)]
)
def test_the_distance_is_that_from_the_nearest_place_on_the_way(place, away):
    assert distance(place, (0, 0), (1, 0)) == pytest.approx(away)


def test_a_way_without_length_is_a_place():
    assert distance((3, 4), (0, 0), (0, 0)) == 5
