"""The built-in sources: what each is, and how its examples are loaded or made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nnlab.data.dataset import Dataset
from nnlab.data.streams import DataStream, data_stream
from nnlab.resources import resource
from nnlab.spec.base import Spec
from nnlab.spec.sources import DigitsSpec, NoiseSpec, SourceSpec, SpiralsSpec
from nnlab.text import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class SourceShape:
    """How many examples a source has, of what shape, in how many classes; known without loading it."""

    examples: int
    example_shape: tuple[int, ...]
    classes: int


@dataclass(frozen=True)
class Source:
    """One row of the table of sources.

    Attributes
    ----------
    title : str
        A sentence about it, marked for translation.
    shape : callable
        The spec's SourceShape.
    load : callable
        The examples for a spec and a stream of randomness.
    """

    title: str
    shape: Callable[[Any], SourceShape]
    load: Callable[[Any, np.random.Generator], Dataset]


def load_digits(_spec: DigitsSpec, _rng: np.random.Generator) -> Dataset:
    """Read the digits that come with the program."""
    with np.load(resource("datasets", "digits.npz"), allow_pickle=False) as archive:
        images, labels = archive["images"], archive["labels"]
    return Dataset(images[..., np.newaxis].astype(np.float64), labels.astype(np.intp), _numbered(10))


def make_spirals(spec: SpiralsSpec, rng: np.random.Generator) -> Dataset:
    """Wind one arm a class from the centre outward, one and a quarter turns, with Gaussian noise on the points."""
    labels = np.arange(spec.examples, dtype=np.intp) % spec.classes
    radius = np.sqrt(rng.random(spec.examples))
    angle = 2.5 * np.pi * radius + 2 * np.pi * labels / spec.classes
    x = radius * np.stack([np.cos(angle), np.sin(angle)]) + spec.noise * rng.standard_normal((2, spec.examples))
    return Dataset(np.ascontiguousarray(x.T), labels, _numbered(spec.classes))


def make_noise(spec: NoiseSpec, rng: np.random.Generator) -> Dataset:
    """Draw unit Gaussian features, and labels that have nothing to do with them."""
    labels = np.arange(spec.examples, dtype=np.intp) % spec.classes
    return Dataset(rng.standard_normal((spec.examples, spec.features)), labels, _numbered(spec.classes))


def _numbered(classes: int) -> tuple[str, ...]:
    return tuple(str(label) for label in range(classes))


SOURCES: dict[type[Spec], Source] = {
    DigitsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "handwritten digits, 8 × 8 pixels of 0 to 16 (UCI)"),
        lambda _: SourceShape(1797, (8, 8, 1), 10),
        load_digits,
    ),
    SpiralsSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "interleaved spiral arms in the plane"),
        lambda spec: SourceShape(spec.examples, (2,), spec.classes),
        make_spirals,
    ),
    NoiseSpec: Source(
        QT_TRANSLATE_NOOP("nnlab", "unit Gaussian features with meaningless labels, for probing"),
        lambda spec: SourceShape(spec.examples, (spec.features,), spec.classes),
        make_noise,
    ),
}


def source_shape(spec: SourceSpec) -> SourceShape:
    """Return what ``spec`` will give, without loading or making it."""
    return SOURCES[type(spec)].shape(spec)


def load(spec: SourceSpec, seed: int) -> Dataset:
    """Load or make the examples; made ones are decided by the options and ``seed`` alone."""
    return SOURCES[type(spec)].load(spec, data_stream(seed, DataStream.MADE_DATA))
