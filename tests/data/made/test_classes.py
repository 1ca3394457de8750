import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from nnlab.data.dataset import Array, Dataset
from nnlab.data.made.classes import (
    make_blobs,
    make_circles,
    make_moons,
    make_noise,
    make_spirals,
    make_xor,
    take_points,
)
from nnlab.spec.sources import BlobsSpec, CirclesSpec, MoonsSpec, NoiseSpec, PointsSpec, SpiralsSpec, XorSpec

ROUNDING = 2.0**-20
"""Coordinates lie on a grid of these steps."""
PLANES = [
    (make_blobs, BlobsSpec),
    (make_circles, CirclesSpec),
    (make_xor, XorSpec),
    (make_moons, MoonsSpec),
    (make_spirals, SpiralsSpec),
]
every_plane = pytest.mark.parametrize(("make", "kind"), PLANES)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def by_neighbours(data: Dataset) -> float:
    """Return the share of the second half that the five nearest of the first half name right."""
    half = len(data.x) // 2
    judge = KNeighborsClassifier().fit(data.x[:half], data.targets[:half])
    return float(judge.score(data.x[half:], data.targets[half:]))


def by_the_best_line(data: Dataset) -> float:
    """Return the share of two classes that some straight line tells apart, of many lines in all directions."""
    best = 0.0
    for angle in np.linspace(0, np.pi, 90, endpoint=False):
        order = np.argsort(data.x @ [np.cos(angle), np.sin(angle)])
        ones_before = np.cumsum(data.targets[order])
        right = ones_before + np.arange(len(order))[::-1] - (ones_before[-1] - ones_before)
        best = max(best, right.max() / len(order), 1 - right.min() / len(order))
    return best


@every_plane
def test_classes_are_evenly_dealt(make, kind) -> None:
    counts = np.bincount(make(kind(examples=103), rng()).targets)
    assert np.ptp(counts) <= 1


@every_plane
def test_neighbours_are_mostly_of_one_class(make, kind) -> None:
    assert by_neighbours(make(kind(), rng())) > 0.9


@every_plane
def test_noise_is_gaussian_of_the_given_spread(make, kind) -> None:
    clean, noisy = (make(kind(examples=5000, noise=noise), rng()).x for noise in (0.0, 0.1))
    shift = (noisy - clean) / 0.1
    assert shift.mean(axis=0) == pytest.approx(0, abs=5 / np.sqrt(5000))
    assert shift.std(axis=0) == pytest.approx(1, rel=0.05)
    assert np.mean(np.abs(shift) < 1) == pytest.approx(0.683, abs=0.02)


@every_plane
def test_the_set_lies_around_the_origin_within_reach_of_one(make, kind) -> None:
    x = make(kind(examples=20_000, noise=0.0), rng()).x
    assert x.mean(axis=0) == pytest.approx(0, abs=0.03)
    assert 0.7 < np.abs(x).max() <= 1.5


@every_plane
def test_axes_and_classes_are_named(make, kind) -> None:
    data = make(kind(), rng())
    assert data.feature_names == ("x", "y")
    assert data.class_names == tuple(str(label) for label in range(data.targets.max() + 1))


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_centres_of_blobs_lie_evenly_on_the_unit_circle(classes: int) -> None:
    data = make_blobs(BlobsSpec(examples=100, noise=0.0, classes=classes), rng())
    centres = np.unique(data.x, axis=0)
    assert len(centres) == classes
    assert np.hypot(*centres.T) == pytest.approx(1, abs=ROUNDING)
    gaps = np.hypot(*(data.x[1:classes] - data.x[: classes - 1]).T)
    assert gaps == pytest.approx(2 * np.sin(np.pi / classes), abs=4 * ROUNDING)


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_radii_of_circles_grow_evenly_to_one(classes: int) -> None:
    data = make_circles(CirclesSpec(noise=0.0, classes=classes), rng())
    assert np.hypot(*data.x.T) == pytest.approx((data.targets + 1) / classes, abs=ROUNDING)


def test_circles_go_all_the_way_round() -> None:
    data = make_circles(CirclesSpec(), rng())
    quarters = np.floor(np.arctan2(data.x[:, 1], data.x[:, 0]) / (np.pi / 2))
    for label in (0, 1):
        assert np.bincount((quarters[data.targets == label] + 2).astype(int)).min() > 50


def test_xor_is_decided_by_the_signs_before_the_noise() -> None:
    clean, noisy = (make_xor(XorSpec(examples=2000, noise=noise), rng()) for noise in (0.0, 0.1))
    np.testing.assert_array_equal(clean.targets, np.prod(clean.x, axis=1) < 0)
    np.testing.assert_array_equal(clean.targets, noisy.targets)
    assert 0 < np.mean(noisy.targets != (np.prod(noisy.x, axis=1) < 0)) < 0.3


def test_xor_fills_its_square_evenly() -> None:
    x = make_xor(XorSpec(examples=8000, noise=0.0), rng()).x
    counts, *_ = np.histogram2d(*x.T, bins=4, range=[[-1, 1], [-1, 1]])
    assert counts.sum() == 8000
    assert counts == pytest.approx(500, abs=5 * np.sqrt(500))


def test_no_line_parts_xor() -> None:
    assert by_the_best_line(make_xor(XorSpec(examples=4000, noise=0.0), rng())) < 0.8


def test_a_line_parts_two_blobs() -> None:
    assert by_the_best_line(make_blobs(BlobsSpec(classes=2), rng())) == 1


def test_moons_are_half_circles_that_reach_into_each_other() -> None:
    data = make_moons(MoonsSpec(noise=0.0), rng())
    upper, lower = (data.x[data.targets == label] for label in (0, 1))
    for half, middle, side in ((upper, [-0.5, -0.25], 1), (lower, [0.5, 0.25], -1)):
        assert np.hypot(*(half - middle).T) == pytest.approx(1, abs=2 * ROUNDING)
        assert (side * (half - middle)[:, 1]).min() >= -ROUNDING
    assert 0.8 < by_the_best_line(data) < 0.95
    assert upper[:, 1].min() < 0 < lower[:, 1].max()


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_spiral_arms_without_noise_lie_on_their_curve(classes: int) -> None:
    data = make_spirals(SpiralsSpec(examples=200, noise=0.0, classes=classes), rng())
    radius = np.hypot(*data.x.T)
    assert radius.max() <= 1
    angle = 2.5 * np.pi * radius + 2 * np.pi * data.targets / classes
    curve: Array = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    np.testing.assert_allclose(data.x, curve, atol=10 * ROUNDING)


def test_noise_is_unit_gaussian_with_balanced_labels() -> None:
    data = make_noise(NoiseSpec(examples=1000, features=100), rng())
    assert data.x.mean() == pytest.approx(0, abs=5 / np.sqrt(data.x.size))
    assert data.x.std() == pytest.approx(1, abs=5 / np.sqrt(2 * data.x.size))
    assert np.bincount(data.targets).tolist() == [100] * 10


def test_points_are_those_that_were_drawn() -> None:
    data = take_points(PointsSpec(points=((0.1, -7.25, 2), (1e-9, 1 / 3, 0)), classes=4))
    assert data.x.tolist() == [[0.1, -7.25], [1e-9, 1 / 3]]
    assert data.targets.tolist() == [2, 0]
    assert data.class_names == ("0", "1", "2", "3")


def test_no_points_are_no_examples() -> None:
    data = take_points(PointsSpec())
    assert data.x.shape == (0, 2)
    assert data.class_names == ("0", "1")
