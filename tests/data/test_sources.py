import hashlib

import numpy as np
import pytest

from nnlab.data.sources import SOURCES, load, source_shape
from nnlab.spec.sources import DigitsSpec, NoiseSpec, SourceSpec, SpiralsSpec

EVERY_SOURCE: list[SourceSpec] = [
    DigitsSpec(),
    SpiralsSpec(),
    SpiralsSpec(examples=101, noise=0.0, classes=5),
    NoiseSpec(),
    NoiseSpec(examples=11, features=3, classes=2),
]
MADE = [SpiralsSpec(), NoiseSpec(examples=50, features=4)]


def test_digits_are_those_of_scikit_learn() -> None:
    digits = load(DigitsSpec(), seed=0)
    assert digits.x.shape == (1797, 8, 8, 1)
    assert digits.x.dtype == np.float64
    assert (digits.x.min(), digits.x.max()) == (0, 16)
    # SHA-256 of sklearn.datasets.load_digits(): images and target, as unsigned bytes.
    images, labels = (hashlib.sha256(a.astype(np.uint8).tobytes()).hexdigest() for a in (digits.x, digits.labels))
    assert images == "8f26b2bd9d135c256808f68f14fdabddde6d9c7f869ae419704b051f0f14b3b3"
    assert labels == "8ba4f891220f5e4c9c819638d1602d74b83618f167043c6da52a2a247841ddf0"


def test_digits_have_the_class_counts_of_scikit_learn() -> None:
    digits = load(DigitsSpec(), seed=0)
    assert np.bincount(digits.labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert digits.class_names == tuple("0123456789")


def test_a_seed_changes_no_real_data() -> None:
    assert load(DigitsSpec(), seed=0).fingerprint() == load(DigitsSpec(), seed=1).fingerprint()


@pytest.mark.parametrize("spec", MADE)
def test_made_data_are_decided_by_the_seed(spec: SourceSpec) -> None:
    assert load(spec, seed=3).fingerprint() == load(spec, seed=3).fingerprint()
    assert len({load(spec, seed).fingerprint() for seed in range(5)}) == 5


@pytest.mark.parametrize("spec", EVERY_SOURCE)
def test_the_shape_is_known_before_anything_is_loaded(spec: SourceSpec) -> None:
    shape, data = source_shape(spec), load(spec, seed=0)
    assert data.x.shape == (shape.examples, *shape.example_shape)
    assert data.labels.shape == (shape.examples,)
    assert len(data.class_names) == shape.classes
    assert set(data.labels.tolist()) == set(range(shape.classes))


def test_every_kind_of_source_has_a_row() -> None:
    kinds = {type(spec) for spec in EVERY_SOURCE}
    assert set(SOURCES) == kinds


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_spiral_arms_without_noise_lie_on_their_curve(classes: int) -> None:
    data = load(SpiralsSpec(examples=200, noise=0.0, classes=classes), seed=0)
    radius = np.hypot(*data.x.T)
    assert radius.max() <= 1
    angle = 2.5 * np.pi * radius + 2 * np.pi * data.labels / classes
    np.testing.assert_allclose(data.x, radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), atol=1e-12)


def test_noise_on_spirals_is_gaussian_of_the_given_spread() -> None:
    clean, noisy = (load(SpiralsSpec(examples=5000, noise=noise), seed=0).x for noise in (0.0, 0.1))
    assert (noisy - clean).std() == pytest.approx(0.1, rel=0.05)


def test_noise_is_unit_gaussian_with_balanced_labels() -> None:
    data = load(NoiseSpec(examples=1000, features=100), seed=0)
    assert data.x.mean() == pytest.approx(0, abs=5 / np.sqrt(data.x.size))
    assert data.x.std() == pytest.approx(1, abs=5 / np.sqrt(2 * data.x.size))
    assert np.bincount(data.labels).tolist() == [100] * 10
