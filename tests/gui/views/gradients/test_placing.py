"""Room for numbers beside the points of a line."""

from itertools import combinations

import numpy as np
from PySide6.QtCore import QRectF

from nnlab.gui.views.gradients.placing import free_places

ROOM = QRectF(0, 0, 400, 300)


def places(xs, ys):
    order = [int(point) for point in np.flatnonzero(np.isfinite(ys))]
    return free_places(np.array(xs, float), np.array(ys, float), order, dict.fromkeys(order, 40.0), 14.0, ROOM)


def test_numbers_of_a_slope_all_find_room_and_do_not_touch():
    found = places([40, 120, 200, 280, 360], [250, 200, 150, 100, 50])
    assert set(found) == {0, 1, 2, 3, 4}
    assert not any(first.intersects(second) for first, second in combinations(found.values(), 2))


def test_numbers_never_cover_a_point():
    xs, ys = [40, 120, 200, 280, 360], [250, 60, 240, 50, 260]
    rects = places(xs, ys).values()
    assert not any(rect.contains(x, y) for rect in rects for x, y in zip(xs, ys, strict=True))


def test_where_there_is_no_room_the_first_ones_win():
    found = places([100 + 2 * place for place in range(50)], [150] * 50)
    assert 0 in found
    assert len(found) < 50
    assert all(ROOM.contains(rect) for rect in found.values())


def test_points_without_a_place_have_no_number():
    assert set(places([40, 120, 200], [100, np.nan, 100])) == {0, 2}
