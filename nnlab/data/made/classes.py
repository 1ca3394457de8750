"""Classes that the program makes: points of the plane, and noise.

Each set is decided by the options of its spec and the stream of randomness, on every platform.
"""

from __future__ import annotations

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels, numbered
from nnlab.data.made.grid import on_grid
from nnlab.spec.sources import BlobsSpec, CirclesSpec, MoonsSpec, NoiseSpec, PointsSpec, SpiralsSpec, XorSpec

AXES = ("x", "y")
QUARTERS = np.array([[1.0, -1.0, -1.0, 1.0], [1.0, 1.0, -1.0, -1.0]])
"""The signs of x and of y in the four quarters of the plane, counter-clockwise."""


def make_blobs(spec: BlobsSpec, rng: np.random.Generator) -> Dataset:
    """Scatter a Gaussian cloud a class around centres that lie evenly on the unit circle."""
    labels = _dealt(spec.examples, spec.classes)
    return _scattered(_polar(1.0, 2 * np.pi * labels / spec.classes), labels, spec.noise, rng)


def make_circles(spec: CirclesSpec, rng: np.random.Generator) -> Dataset:
    """Draw one ring a class around the origin, of evenly growing radii up to 1, with Gaussian noise on the points."""
    labels = _dealt(spec.examples, spec.classes)
    angle = 2 * np.pi * rng.random(spec.examples)
    return _scattered(_polar((labels + 1) / spec.classes, angle), labels, spec.noise, rng)


def make_xor(spec: XorSpec, rng: np.random.Generator) -> Dataset:
    """Fill the quarters of a square, class 0 where x and y have one sign, and then shake the points a little."""
    quarter = _dealt(spec.examples, 4)
    points = QUARTERS[:, quarter] * rng.random((2, spec.examples))
    return _scattered(points, quarter % 2, spec.noise, rng)


def make_moons(spec: MoonsSpec, rng: np.random.Generator) -> Dataset:
    """Draw two half circles, each the other turned half about the origin, with Gaussian noise on the points."""
    labels = _dealt(spec.examples, 2)
    angle = np.pi * rng.random(spec.examples)
    points = (1 - 2 * labels) * (_polar(1.0, angle) - [[0.5], [0.25]])
    return _scattered(points, labels, spec.noise, rng)


def make_spirals(spec: SpiralsSpec, rng: np.random.Generator) -> Dataset:
    """Wind one arm a class from the centre outward, one and a quarter turns, with Gaussian noise on the points."""
    labels = _dealt(spec.examples, spec.classes)
    radius = np.sqrt(rng.random(spec.examples))
    angle = 2.5 * np.pi * radius + 2 * np.pi * labels / spec.classes
    return _scattered(_polar(radius, angle), labels, spec.noise, rng)


def make_noise(spec: NoiseSpec, rng: np.random.Generator) -> Dataset:
    """Draw unit Gaussian features, and labels that have nothing to do with them."""
    x = on_grid(rng.standard_normal((spec.examples, spec.features)))
    return Dataset(x, _dealt(spec.examples, spec.classes), numbered(spec.classes))


def take_points(spec: PointsSpec) -> Dataset:
    """Return the points that a person has drawn, as they are."""
    table = np.array(spec.points, np.float64).reshape(-1, 3)
    return Dataset(table[:, :2].copy(), table[:, 2].astype(np.intp), numbered(spec.classes), AXES)


def _dealt(examples: int, classes: int) -> Labels:
    """Return (examples,) labels, each class in its turn."""
    return np.arange(examples, dtype=np.intp) % classes


def _polar(radius: Array | float, angle: Array) -> Array:
    """Return the (2, n) points at ``radius`` and ``angle``."""
    return radius * np.stack([np.cos(angle), np.sin(angle)])


def _scattered(points: Array, labels: Labels, noise: float, rng: np.random.Generator) -> Dataset:
    """Add Gaussian noise to (2, n) ``points``; every class has at least one."""
    x = points + noise * rng.standard_normal(points.shape)
    return Dataset(on_grid(np.ascontiguousarray(x.T)), labels, numbered(int(labels.max()) + 1), AXES)
