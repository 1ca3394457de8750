from zlib import crc32

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.sources import SOURCES
from nnlab.spec.files import FileSpec
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
    SourceSpec,
    SpiralsSpec,
    WineSpec,
    XorSpec,
)

EVERY_SOURCE: list[SourceSpec] = [
    BlobsSpec(),
    BlobsSpec(examples=11, noise=1.0, classes=10),
    CirclesSpec(),
    CirclesSpec(examples=10, noise=0.0, classes=5),
    XorSpec(),
    XorSpec(examples=10, noise=0.0),
    MoonsSpec(),
    MoonsSpec(examples=11, noise=1.0),
    SpiralsSpec(),
    SpiralsSpec(examples=101, noise=0.0, classes=5),
    PlaneSpec(),
    PlaneSpec(examples=10, noise=0.0),
    HillsSpec(),
    HillsSpec(examples=11, noise=1.0),
    DigitsSpec(),
    IrisSpec(),
    WineSpec(),
    BreastCancerSpec(),
    ShapesSpec(examples=100),
    ShapesSpec(examples=11, noise=1.0),
    NoiseSpec(),
    NoiseSpec(examples=11, features=3, classes=2),
    PointsSpec(points=((0.5, -1.0, 0), (2.0, 3.0, 1))),
    PointsSpec(points=((0.5, -1.0, 6),), classes=7),
    PointsSpec(),
]
# CRC-32 of the examples and of what is to be met, low bytes first. They guard that a spec makes tomorrow what it made
# today, here and elsewhere (NumPy may change its streams); whether that is right, the tests of each kind say.
MADE: dict[SourceSpec, tuple[int, int]] = {
    BlobsSpec(examples=50): (0xC67BA2B1, 0xA4FE55A5),
    CirclesSpec(examples=50): (0xAFA207E3, 0x6EDAA3DA),
    XorSpec(examples=50): (0xE4A43EEA, 0x6EDAA3DA),
    MoonsSpec(examples=50): (0x0E5E785C, 0x6EDAA3DA),
    SpiralsSpec(examples=50): (0x80663687, 0xA4FE55A5),
    PlaneSpec(examples=50): (0x553CDF4E, 0x9012756A),
    HillsSpec(examples=50): (0x553CDF4E, 0x97A61997),
    ShapesSpec(examples=50): (0xA0B4472F, 0x2E6D229E),
    NoiseSpec(examples=50, features=100): (0x2BBBE0CD, 0x2E6D229E),
}


class OtherPlatform:
    """Randomness as a machine gives it whose C library rounds the last bits otherwise."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self.random = self._rng.random

    def standard_normal(self, size):
        return off_by_last_bits(self._rng.standard_normal(size))


def off_by_last_bits(values):
    return values * (1 - 2 * np.finfo(np.float64).eps)


def loaded(spec: SourceSpec, seed: int = 0) -> Dataset:
    return SOURCES[type(spec)].load(spec, np.random.default_rng(seed))


def checksums(data: Dataset) -> tuple[int, int]:
    x, targets = (a.astype(a.dtype.newbyteorder("<")) for a in (data.x, data.targets))
    return crc32(x.tobytes()), crc32(targets.astype("<f8").tobytes())


@pytest.mark.parametrize("spec", EVERY_SOURCE, ids=str)
def test_the_shape_is_known_before_anything_is_loaded(spec: SourceSpec) -> None:
    assert SOURCES[type(spec)].shape(spec) == loaded(spec).shape


@pytest.mark.parametrize("spec", EVERY_SOURCE, ids=str)
def test_examples_and_what_is_to_be_met_are_of_the_agreed_types(spec: SourceSpec) -> None:
    data = loaded(spec)
    assert data.x.dtype == (np.uint8 if len(data.x.shape) == 4 else np.float64)
    assert data.targets.dtype == (np.intp if data.has_classes else np.float64)
    assert data.x.flags.c_contiguous
    assert len(data.targets) == len(data.x)


@pytest.mark.parametrize("spec", [spec for spec in EVERY_SOURCE if not isinstance(spec, PointsSpec)], ids=str)
def test_every_class_has_examples(spec: SourceSpec) -> None:
    data = loaded(spec)
    assert not data.has_classes or set(data.targets.tolist()) == set(range(len(data.class_names)))


@pytest.mark.parametrize("spec", EVERY_SOURCE, ids=str)
def test_all_features_have_a_name_or_none_has(spec: SourceSpec) -> None:
    names = loaded(spec).feature_names
    assert len(names) == (0 if isinstance(spec, (DigitsSpec, ShapesSpec, NoiseSpec)) else len(loaded(spec).x.T))


def test_all_kinds_but_files_have_a_row() -> None:
    assert set(SOURCES) == {type(spec) for spec in EVERY_SOURCE}
    assert not any(issubclass(kind, FileSpec) for kind in SOURCES)


@pytest.mark.parametrize("spec", MADE, ids=str)
def test_made_data_are_decided_by_the_seed(spec: SourceSpec) -> None:
    assert loaded(spec, seed=3).fingerprint == loaded(spec, seed=3).fingerprint
    assert len({loaded(spec, seed).fingerprint for seed in range(5)}) == 5


@pytest.mark.parametrize("spec", [DigitsSpec(), IrisSpec(), WineSpec(), BreastCancerSpec()], ids=str)
def test_a_seed_changes_no_real_data(spec: SourceSpec) -> None:
    assert loaded(spec, seed=0).fingerprint == loaded(spec, seed=1).fingerprint


@pytest.mark.parametrize("spec", MADE, ids=str)
def test_made_data_are_those_of_other_days(spec: SourceSpec) -> None:
    assert checksums(loaded(spec)) == MADE[spec]


@pytest.mark.parametrize("spec", MADE, ids=str)
def test_made_data_do_not_hang_on_the_last_bits_of_the_c_library(
    spec: SourceSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = loaded(spec)
    for name in ("sin", "cos", "exp"):
        function = getattr(np, name)
        monkeypatch.setattr(np, name, lambda *a, function=function: off_by_last_bits(function(*a)))
    elsewhere = SOURCES[type(spec)].load(spec, OtherPlatform(0))
    assert elsewhere.fingerprint == here.fingerprint
