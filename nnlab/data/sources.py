"""The built-in sources: what each is, and how its examples are loaded or made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlab.data.dataset import Dataset, DataShape
from nnlab.data.made.classes import (
    make_blobs,
    make_circles,
    make_moons,
    make_noise,
    make_spirals,
    make_xor,
    take_points,
)
from nnlab.data.made.regression import make_hills, make_plane
from nnlab.data.made.shapes.drawing import IMAGE_SHAPE, SHAPE_NAMES, draw_shapes
from nnlab.data.real import load_digits, load_table
from nnlab.spec.base import Spec
from nnlab.spec.sources import (
    BlobsSpec,
    BreastCancerSpec,
    CirclesSpec,
    DigitsSpec,
    HillsSpec,
    IrisSpec,
    MoonsSpec,
    NoiseSpec,
    PlaneSpec,
    PointsSpec,
    ShapesSpec,
    SpiralsSpec,
    WineSpec,
    XorSpec,
)
from nnlab.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Source:
    """One row of the table of sources.

    Attributes
    ----------
    title : str
        A sentence about it, marked for translation.
    shape : callable
        The spec's DataShape, known without loading or making anything.
    load : callable
        The examples for a spec and a stream of randomness.
    """

    title: str
    shape: Callable[[Any], DataShape]
    load: Callable[[Any, np.random.Generator], Dataset]


def _plane_of_classes(spec: BlobsSpec | CirclesSpec | SpiralsSpec) -> DataShape:
    return DataShape(spec.examples, (2,), spec.classes)


def _plane_of_two_classes(spec: XorSpec | MoonsSpec) -> DataShape:
    return DataShape(spec.examples, (2,), 2)


def _heights(spec: PlaneSpec | HillsSpec) -> DataShape:
    return DataShape(spec.examples, (2,), 0, n_targets=1)


SOURCES: dict[type[Spec], Source] = {
    BlobsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "Gaussian clouds in the plane, their centres on a circle"),
        _plane_of_classes,
        make_blobs,
    ),
    CirclesSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "rings around one centre in the plane"),
        _plane_of_classes,
        make_circles,
    ),
    XorSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "four quarters of a square, those across from each other of one class"),
        _plane_of_two_classes,
        make_xor,
    ),
    MoonsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "two half circles in the plane that reach into each other"),
        _plane_of_two_classes,
        make_moons,
    ),
    SpiralsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "interleaved spiral arms in the plane"),
        _plane_of_classes,
        make_spirals,
    ),
    PlaneSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "the height of a tilted plane, to be met: a linear network can"),
        _heights,
        make_plane,
    ),
    HillsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "the height of hills and hollows, to be met: a linear network cannot"),
        _heights,
        make_hills,
    ),
    DigitsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "handwritten digits, 8 × 8 pixels of 0 to 16 (UCI)"),
        lambda _spec: DataShape(1797, (8, 8, 1), 10, bytes_per_value=1),
        lambda _spec, _rng: load_digits(),
    ),
    IrisSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "Fisher’s irises: four lengths of three species"),
        lambda _spec: DataShape(150, (4,), 3),
        lambda _spec, _rng: load_table("iris"),
    ),
    WineSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "wines of three growers: thirteen quantities of very different scales (UCI)"),
        lambda _spec: DataShape(178, (13,), 3),
        lambda _spec, _rng: load_table("wine"),
    ),
    BreastCancerSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "tumours of the breast: thirty quantities, malignant or benign (UCI)"),
        lambda _spec: DataShape(569, (30,), 2),
        lambda _spec, _rng: load_table("breast_cancer"),
    ),
    ShapesSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "drawn colour images, 32 × 32 pixels, of ten shapes"),
        lambda spec: DataShape(spec.examples, IMAGE_SHAPE, len(SHAPE_NAMES), bytes_per_value=1),
        draw_shapes,
    ),
    NoiseSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "unit Gaussian features with meaningless labels, for probing"),
        lambda spec: DataShape(spec.examples, (spec.features,), spec.classes),
        make_noise,
    ),
    PointsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "points of the plane, drawn by hand"),
        lambda spec: DataShape(len(spec.points), (2,), spec.classes),
        lambda spec, _rng: take_points(spec),
    ),
}
