"""Draws the shapes: each somewhere, somehow turned, in its colour on a ground of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

import numpy as np

from nnlab.data.dataset import Array, Dataset, Labels, rows_per_block
from nnlab.data.made.shapes.outlines import OUTLINES, Outline
from nnlab.spec.sources import ShapesSpec

SIDE = 32
IMAGE_SHAPE = (SIDE, SIDE, 3)
SHAPE_NAMES = tuple(OUTLINES)
BRIGHTEST = 255

# How far the pictures vary is chosen so that one hidden layer of 100 units names three of four right.
MOST_SHIFT = 3.0
MOST_TURN = 25 * np.pi / 180
RADIUS, RADIUS_SPREAD = 10.5, 1.5
DARK, DARK_SPREAD = (88.0, 80.0, 70.0), 30.0
LIGHT, LIGHT_SPREAD = (180.0, 170.0, 155.0), 45.0
SHARE_OF_DARK_SHAPES = 0.25


class Scenes(NamedTuple):
    """Where each shape lies and how, and its colours; float32, so shaped that they spread over the pixels.

    Attributes
    ----------
    x, y, radius : (n, 1, 1)
        The middle and the size of the shape, in pixels.
    cos, sin : (n, 1, 1)
        Of how far it is turned.
    ground, colour : (n, 1, 1, 3)
        From 0 to 255.
    """

    x: Array
    y: Array
    radius: Array
    cos: Array
    sin: Array
    ground: Array
    colour: Array


def draw_shapes(spec: ShapesSpec, rng: np.random.Generator) -> Dataset:
    """Draw images of unsigned bytes, each class in its turn.

    Scenes are float32, which drops the last bits of sin and cos that differ between platforms; from there on only
    operations are used that IEEE 754 rounds. The stream is drawn from in the order of classes, however large the
    blocks.
    """
    scenes = _scenes(spec.examples, rng)
    images = np.empty((spec.examples, *IMAGE_SHAPE), np.uint8)
    for outline, index in _blocks(spec.examples):
        pixels = _drawn(outline, Scenes(*(part[index] for part in scenes)))
        # Not in float32: there a last bit of a draw would now and then turn a byte.
        pixels = pixels + spec.noise * BRIGHTEST * rng.standard_normal(pixels.shape)
        images[index] = np.rint(pixels, out=pixels).clip(0, BRIGHTEST, out=pixels)
    return Dataset(images, np.arange(spec.examples, dtype=np.intp) % len(OUTLINES), SHAPE_NAMES)


def _blocks(examples: int) -> Iterator[tuple[Outline, Labels]]:
    """Yield each outline with the indices of some of its images, few enough for the cache."""
    step = len(OUTLINES) * rows_per_block(prod(IMAGE_SHAPE))
    for label, outline in enumerate(OUTLINES.values()):
        for start in range(label, examples, step):
            yield outline, np.arange(start, min(start + step, examples), len(OUTLINES), dtype=np.intp)


def _scenes(n: int, rng: np.random.Generator) -> Scenes:
    """Decide everything about ``n`` pictures but the noise."""

    def varied(middle: float | Sequence[float], spread: float, *shape: int) -> Array:
        return middle + spread * (2 * rng.random((n, 1, 1, *shape)) - 1)

    x, y = varied(SIDE / 2, MOST_SHIFT), varied(SIDE / 2, MOST_SHIFT)
    radius, angle = varied(RADIUS, RADIUS_SPREAD), varied(0, MOST_TURN)
    dark, light = varied(DARK, DARK_SPREAD, 3), varied(LIGHT, LIGHT_SPREAD, 3)
    is_dark = rng.random((n, 1, 1, 1)) < SHARE_OF_DARK_SHAPES
    ground, colour = np.where(is_dark, light, dark), np.where(is_dark, dark, light)
    parts = (x, y, radius, np.cos(angle), np.sin(angle), ground, colour)
    return Scenes(*(part.astype(np.float32) for part in parts))


def _drawn(outline: Outline, scenes: Scenes) -> Array:
    """Return the (n, 32, 32, 3) pictures of one shape without noise, its edge a pixel soft."""
    middles = np.arange(SIDE, dtype=np.float32) + np.float32(0.5)
    right, down = middles - scenes.x, middles[:, np.newaxis] - scenes.y
    cos, sin = scenes.cos / scenes.radius, scenes.sin / scenes.radius
    distance = outline(cos * right + sin * down, cos * down - sin * right) * scenes.radius
    cover = np.clip(0.5 - distance, 0, 1)[..., np.newaxis]
    pixels: Array = scenes.ground + cover * (scenes.colour - scenes.ground)
    return pixels
