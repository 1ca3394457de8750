"""The ten shapes, as signed distances to their outlines.

Each function takes coordinates of points, ``x`` to the right and ``y`` downward, where the shape is about 2 wide and
lies around the origin, and returns how far outside each point is; inside, the distance is negative. Beyond corners
it falls a little short, which nobody sees where an edge is one pixel soft.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnlab.data.dataset import Array

Outline = Callable[[Array, Array], Array]

FIFTHS = 2 * np.pi * np.arange(5) / 5
PENTAGRAM = np.stack([np.sin(FIFTHS), -np.cos(FIFTHS)], axis=1).tolist()
"""The directions in which its five lines lie, seen from its middle."""
HALF_ROOT_2 = math.sqrt(0.5)
HALF_ROOT_3 = math.sqrt(0.75)


def _disc(x: Array, y: Array) -> Array:
    return _length(x, y) - 0.9


def _ring(x: Array, y: Array) -> Array:
    distance: Array = np.abs(_length(x, y) - 0.7)
    return distance - 0.22


def _square(x: Array, y: Array) -> Array:
    return _box(x, y, 0.8)


def _frame(x: Array, y: Array) -> Array:
    distance: Array = np.abs(_box(x, y, 0.65))
    return distance - 0.18


def _triangle(x: Array, y: Array) -> Array:
    distance: Array = np.maximum(y, HALF_ROOT_3 * np.abs(x) - 0.5 * y)
    return distance - 0.5


def _cross(x: Array, y: Array) -> Array:
    narrow = np.minimum(np.abs(x), np.abs(y)) - 0.3
    distance: Array = np.maximum(narrow, _box(x, y, 0.95))
    return distance


def _star(x: Array, y: Array) -> Array:
    # Inside a pentagram is what lies beyond no more than one of its lines.
    beyond = np.stack([across * x + along * y for across, along in PENTAGRAM])
    second: Array = np.partition(beyond, 3, axis=0)[3]
    return second - 0.33


def _crescent(x: Array, y: Array) -> Array:
    distance: Array = np.maximum(_length(x, y) - 0.95, 0.75 - _length(x - 0.45, y))
    return distance


def _bars(x: Array, y: Array) -> Array:
    distance: Array = np.maximum(np.abs(x) - 0.85, np.abs(np.abs(y) - 0.55) - 0.25)
    return distance


def _heart(x: Array, y: Array) -> Array:
    # A square that stands on its corner, with a disc around the middle of each of the upper sides.
    half, x, y = 0.55, np.abs(x), y + 0.15
    corner = _box(HALF_ROOT_2 * (x + y), HALF_ROOT_2 * (x - y), half)
    lobe = _length(x - HALF_ROOT_2 * half, y + HALF_ROOT_2 * half) - half
    distance: Array = np.minimum(corner, lobe)
    return distance


def _box(x: Array, y: Array, half: float) -> Array:
    distance: Array = np.maximum(np.abs(x), np.abs(y))
    return distance - half


def _length(x: Array, y: Array) -> Array:
    # Not np.hypot, the last bit of which differs between C libraries.
    length: Array = np.sqrt(x * x + y * y)
    return length


OUTLINES: dict[str, Outline] = {
    "disc": _disc,
    "ring": _ring,
    "square": _square,
    "frame": _frame,
    "triangle": _triangle,
    "cross": _cross,
    "star": _star,
    "crescent": _crescent,
    "bars": _bars,
    "heart": _heart,
}
