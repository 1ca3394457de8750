"""Numbers to be met that the program makes: heights over the plane.

Each set is decided by the options of its spec and the stream of randomness, on every platform.
"""

from __future__ import annotations

import numpy as np

from nnlab.data.dataset import Array, Dataset
from nnlab.data.made.classes import AXES
from nnlab.data.made.grid import on_grid
from nnlab.spec.sources import HillsSpec, PlaneSpec

HEIGHT = ("height",)
SLOPE = (0.7, -0.3)
HILLS = ((0.5, 0.55, 0.9), (-0.55, -0.45, 1.0), (-0.45, 0.5, -0.9), (0.5, -0.5, -0.8))
"""Where each hill or hollow lies, x and y, and its height; together they have next to no slope."""
HILL_WIDTH = 0.3


def make_plane(spec: PlaneSpec, rng: np.random.Generator) -> Dataset:
    """Draw points of the square and the height of a tilted plane above them, with Gaussian noise on the height."""
    x = _square(spec, rng)
    return _measured(x, SLOPE[0] * x[:, 0] + SLOPE[1] * x[:, 1], spec, rng)


def make_hills(spec: HillsSpec, rng: np.random.Generator) -> Dataset:
    """Draw points of the square and the height of hills and hollows there, with Gaussian noise on the height."""
    x = _square(spec, rng)
    height = np.zeros(spec.examples)
    for east, north, top in HILLS:
        distance2 = (x[:, 0] - east) ** 2 + (x[:, 1] - north) ** 2
        height += top * np.exp(distance2 / (-2 * HILL_WIDTH**2))
    return _measured(x, height, spec, rng)


def _square(spec: PlaneSpec | HillsSpec, rng: np.random.Generator) -> Array:
    """Return (n, 2) points that fill the square from −1 to 1."""
    return on_grid(2 * rng.random((spec.examples, 2)) - 1)


def _measured(x: Array, height: Array, spec: PlaneSpec | HillsSpec, rng: np.random.Generator) -> Dataset:
    """Add the spec's noise to the (n,) ``height``."""
    height = on_grid(height + spec.noise * rng.standard_normal(spec.examples))
    return Dataset(x, height[:, np.newaxis], feature_names=AXES, target_names=HEIGHT)
