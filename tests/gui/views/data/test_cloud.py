"""The cloud of one stage: where points stand, what is said of them, and what is drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.gui.views.data.cloud import Cloud
from nnlab.gui.views.data.cloud_frame import Frame, range_of
from nnlab.gui.views.data.marks import marks_of
from nnlab.gui.views.data.symbols import class_colour
from nnlab.spec.preprocessing import PcaSpec
from tests.gui.views.data.benches import bench_of, numbers_to_meet, rows

BOX = QRectF(20, 10, 200, 100)


def cloud_of(bench, stage=0):
    return Cloud(bench.stages[stage], marks_of(bench.targets, bench.class_names, bench.target_names))


@pytest.fixture
def bench():
    return bench_of(rows())


@pytest.fixture
def cloud(shown, bench):
    return shown(cloud_of(bench), 300, 300)


def test_a_frame_has_one_scale_for_both_axes():
    frame = Frame(BOX, (-1, 1), (-1, 1))
    right, up = frame.place(1, 0) - frame.place(0, 0), frame.place(0, 1) - frame.place(0, 0)
    assert right.x() == pytest.approx(-up.y())
    assert (right.y(), up.x()) == (0, 0)
    assert BOX.contains(frame.place(1, 1))


def test_places_of_many_are_the_places_of_each():
    frame = Frame(BOX, (-3, 5), (0, 1))
    places = frame.places(np.array([[0.5, 0.25], [-3, 1]]))
    assert [tuple(place) for place in places] == [
        pytest.approx((place.x(), place.y())) for place in (frame.place(0.5, 0.25), frame.place(-3, 1))
    ]


def test_ticks_are_round_and_equally_far_apart_on_both_axes():
    xs, ys = Frame(BOX, (-1, 1), (-1, 1)).ticks()
    assert xs == [-2, -1, 0, 1, 2]
    assert ys == [-1, 0, 1]


@pytest.mark.parametrize("x", [(0.0, 0.0), (1e6, 1e6), (5.0, 5.0 + 1e-12), (0.0, 1e-300), (-1e300, 1e300)])
def test_a_frame_of_any_range_has_finite_places_and_few_ticks(x):
    frame = Frame(BOX, x, (0.0, 0.0))
    assert BOX.contains(frame.place(x[0], 0.0))
    assert all(len(ticks) <= 8 for ticks in frame.ticks())


def test_zero_is_shown_unless_it_is_far_away():
    values = np.array([3.0, 5.0])
    assert range_of(values, 4, 0.5) == (0, 5)
    assert range_of(-values, -4, 0.5) == (-5, 0)
    assert range_of(values + 100, 104, 0.5) == (103, 105)


def test_the_range_holds_the_ellipse_and_leaves_out_what_is_not_finite():
    assert range_of(np.array([-1.0, 1.0, np.inf, np.nan]), 0, 2) == (-4, 4)
    assert range_of(np.array([-1.0, 1.0]), np.inf, np.nan) == (-1, 1)


def test_under_the_mouse_is_the_nearest_point(cloud, bench):
    x, y = bench.stages[0].cloud[7]
    words = cloud.words_at(cloud.frame().place(x, y))
    assert words == f"class kind 1\nwidth: {x:.2f}\nheight: {y:.2f}"
    assert cloud.words_at(QPointF(1, 1)) == ""


def test_under_the_mouse_is_the_number_to_be_met(shown):
    bench = bench_of(numbers_to_meet())
    cloud = shown(cloud_of(bench), 300, 300)
    words = cloud.words_at(cloud.frame().place(*bench.stages[0].cloud[0]))
    assert words.startswith(f"height {bench.targets[0, 0]:.2f}\n")


def test_every_class_is_drawn_in_its_colour(cloud):
    assert {class_colour(kind).name() for kind in range(3)} <= colours_of(cloud)


def test_a_class_that_stands_out_is_drawn_alone_in_its_full_colour(cloud):
    cloud.set_emphasis(1)
    seen = colours_of(cloud)
    assert class_colour(1).name() in seen
    assert class_colour(0).name() not in seen
    cloud.set_emphasis(None)
    assert class_colour(0).name() in colours_of(cloud)


def test_the_ellipse_of_correlated_points_leans_and_of_whitened_ones_is_round(bench):
    raw, whitened = (cloud_of(bench, stage) for stage in (0, 4))
    for cloud in (raw, whitened):
        cloud.resize(300, 300)
    covariance = bench.stages[0].covariance
    box = raw.ellipse(raw.frame()).boundingRect()
    expected = 4 * np.sqrt(np.diag(covariance)[:2]) * raw.frame().unit
    assert (box.width(), box.height()) == pytest.approx(tuple(expected), rel=0.01)
    box = whitened.ellipse(whitened.frame()).boundingRect()
    assert box.width() == pytest.approx(box.height(), rel=1e-3)
    assert box.width() == pytest.approx(4 * whitened.frame().unit, rel=0.01)


def test_the_ellipse_lies_along_the_points(bench):
    """Of two features that rise together, it reaches up at the right."""
    x = rows().x.copy()
    x[:, 1] = x[:, 0] + 0.1 * x[:, 1]
    dataset = rows()
    cloud = cloud_of(bench_of(type(dataset)(x, dataset.targets, dataset.class_names)))
    cloud.resize(300, 300)
    frame, (first, second) = (
        cloud.frame(),
        bench_of(type(dataset)(x, dataset.targets, dataset.class_names)).stages[0].mean[:2],
    )
    ellipse = cloud.ellipse(frame)
    std = x[:100, 0].std()
    assert ellipse.contains(frame.place(first + std, second + std))
    assert not ellipse.contains(frame.place(first + std, second - std))


def test_a_single_component_is_a_strip_along_its_axis(shown):
    bench = bench_of(rows(), (PcaSpec(components=1),))
    cloud = shown(cloud_of(bench, 1), 300, 300)
    assert np.array_equal(cloud.points[:, 0], bench.stages[1].cloud[:, 0])
    assert 0 < np.ptp(cloud.points[:, 1]) < np.ptp(cloud.points[:, 0])
    place = cloud.frame().place(*cloud.points[3])
    assert cloud.words_at(place).splitlines()[1:] == [f"component 1: {cloud.points[3, 0]:.2f}".replace("-", "−")]
    cloud.grab()


def test_more_classes_than_can_be_told_apart_have_one_mark(shown):
    bench = bench_of(rows(classes=11))
    cloud = shown(cloud_of(bench), 300, 300)
    assert class_colour(0).name() in colours_of(cloud)
    assert class_colour(1).name() not in colours_of(cloud)
    assert "kind 10" in cloud.words_at(cloud.frame().place(*bench.stages[0].cloud[10]))


@pytest.mark.parametrize("size", [1e-200, 1e150, 1e300])
def test_points_of_any_size_are_drawn_without_a_warning(shown, size):
    dataset = rows()
    bench = bench_of(type(dataset)(size * dataset.x, dataset.targets, dataset.class_names), ())
    cloud = shown(cloud_of(bench), 300, 300)
    cloud.grab()
    assert class_colour(0).name() in colours_of(cloud)


def test_it_follows_the_theme(cloud, in_theme):
    for choice in ("dark", "light"):
        shown = in_theme(choice)
        seen = colours_of(cloud)
        assert {shown.base, class_colour(0).name(), QColor(shown.text).name()} <= seen
    assert theme.current().name == "light"


def colours_of(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
