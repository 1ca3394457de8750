import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from nnlab.data.dataset import Dataset
from nnlab.data.made.shapes import drawing
from nnlab.data.made.shapes.drawing import draw_shapes
from nnlab.data.made.shapes.outlines import OUTLINES
from nnlab.spec.sources import ShapesSpec

# Points by hand, x to the right and y downward: within the shape, and without it.
INSIDE = {
    "disc": [(0, 0), (0.6, 0.6)],
    "ring": [(0.7, 0), (0, -0.7)],
    "square": [(0, 0), (0.75, 0.75)],
    "frame": [(0.65, 0), (0.65, -0.65)],
    "triangle": [(0, 0), (0, -0.9), (0.75, 0.4)],
    "cross": [(0, 0), (0.9, 0), (0, -0.9)],
    "star": [(0, 0), (0, -0.95), (0.55, 0.75), (0, 0.35)],
    "crescent": [(-0.7, 0), (0, 0.8)],
    "bars": [(0, 0.55), (0.8, -0.55)],
    "heart": [(0, 0), (0.5, -0.7), (0, 0.55)],
}
OUTSIDE = {
    "disc": [(0.7, 0.7), (-1, 0)],
    "ring": [(0, 0), (0.7, 0.7)],
    "square": [(0.9, 0), (0, -0.9)],
    "frame": [(0, 0), (0.3, 0.3), (0.95, 0)],
    "triangle": [(0, 0.6), (0.75, -0.4), (0, -1.1)],
    "cross": [(0.5, 0.5), (0, 1.05)],
    "star": [(0, 0.5), (0, 0.9), (0.7, 0), (0.7, -0.4)],
    "crescent": [(0.3, 0), (0.9, 0), (-1, 0)],
    "bars": [(0, 0), (0, 0.95), (1, 0.55)],
    "heart": [(0, -1), (0.8, 0.5), (0, 0.8)],
}
"""Where a shape stands upside down, or is filled that should be hollow, one of them is on the wrong side."""


def drawn(examples: int = 1000, noise: float = 0.0, seed: int = 0) -> Dataset:
    return draw_shapes(ShapesSpec(examples=examples, noise=noise), np.random.default_rng(seed))


def distances(name: str, points) -> np.ndarray:
    return OUTLINES[name](*np.array(points, np.float64).T)


@pytest.mark.parametrize("name", OUTLINES)
def test_an_outline_parts_inside_and_outside(name: str) -> None:
    assert (distances(name, INSIDE[name]) < 0).all()
    assert (distances(name, OUTSIDE[name]) > 0).all()


@pytest.mark.parametrize("name", OUTLINES)
def test_a_distance_grows_no_faster_than_the_way(name: str) -> None:
    rng = np.random.default_rng(0)
    here = rng.uniform(-1.5, 1.5, (5000, 2))
    step = 0.01 * rng.standard_normal((5000, 2))
    change = np.abs(distances(name, here + step) - distances(name, here))
    way = np.hypot(*step.T)
    assert (change <= way * (1 + 1e-6) + 1e-9).all()
    assert np.median(change / way) > 0.5  # and not much slower, or its edge would be a blur


def test_classes_are_ten_english_words_evenly_dealt() -> None:
    data = drawn(203)
    assert data.class_names == tuple(OUTLINES)
    assert len(set(data.class_names)) == 10
    assert sorted(np.bincount(data.targets).tolist()) == [20] * 7 + [21] * 3


def test_a_clean_picture_has_two_colours_and_a_thin_edge_between() -> None:
    for image in drawn(100).x:
        pixels, counts = np.unique(image.reshape(-1, 3), axis=0, return_counts=True)
        two = np.sort(counts)[-2:]
        assert 30 < two[0] < two[1]
        assert two.sum() > 0.7 * len(image) ** 2
        assert len(pixels) > 2


def test_light_and_dark_are_always_told_apart() -> None:
    images = drawn().x.astype(int)
    contrast = np.ptp(images, axis=(1, 2))  # (1000, 3)
    assert contrast.min() >= 8


def test_all_that_should_vary_varies() -> None:
    scenes = drawing._scenes(1000, np.random.default_rng(0))
    for part, least in (("x", 1.5), ("y", 1.5), ("radius", 0.7), ("sin", 0.2), ("ground", 30), ("colour", 30)):
        assert getattr(scenes, part).std() > least
    assert scenes.cos**2 + scenes.sin**2 == pytest.approx(1, abs=1e-5)


def test_noise_is_a_share_of_the_range_on_each_pixel() -> None:
    clean, noisy = (drawn(200, noise).x.astype(int) for noise in (0.0, 0.05))
    within = (clean > 60) & (clean < 195)  # far enough from the ends not to be cut
    shift = (noisy - clean)[within]
    assert shift.mean() == pytest.approx(0, abs=0.1)
    assert shift.std() == pytest.approx(0.05 * 255, rel=0.02)


def test_pictures_do_not_depend_on_the_size_of_the_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = drawn(205, 0.1).fingerprint
    monkeypatch.setattr(drawing, "rows_per_block", lambda _size: 3)
    assert drawn(205, 0.1).fingerprint == usual


def test_raw_pixels_have_a_mean_far_from_zero() -> None:
    mean_image = drawn(2000, 0.1).x.mean(axis=0)
    channel_means = mean_image.mean(axis=(0, 1))
    assert (channel_means > 80).all()
    assert (channel_means < 140).all()
    assert (np.diff(channel_means) < -5).all()  # red, green and blue differ
    assert 5 < (mean_image - channel_means).std() < 15  # the mean image says a little more than they


def test_a_small_dense_net_names_most_but_not_all() -> None:
    data = drawn(2000, 0.1)
    x = data.x.reshape(2000, -1) / np.float32(255)
    x -= x[:1400].mean(axis=0)
    net = MLPClassifier(100, random_state=0)
    for _ in range(15):
        net.partial_fit(x[:1400], data.targets[:1400], classes=range(10))
    assert 0.6 < net.score(x[1400:], data.targets[1400:]) < 0.9
