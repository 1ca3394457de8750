import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.looking.image_stages import MOST_BYTES, MOST_EXAMPLES, pictures_of, rebuilt
from nnlab.data.looking.pushing import after_every_step
from nnlab.data.looking.spread import SpreadGatherer
from nnlab.data.preprocessing import fit
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec

IMAGES = np.random.default_rng(0).integers(0, 256, (150, 4, 5, 3)).astype(np.uint8)
LABELS = np.arange(150) % 2
ALL = np.arange(150)
COUNT = 60
"""Numbers an image."""


def spread_of(x):
    gatherer = SpreadGatherer(x[0].size, np.empty(0, np.intp))
    gatherer.add(x.reshape(len(x), -1).astype(float))
    return gatherer.spread()


def pictures(steps, x=IMAGES):
    dataset = Dataset(x, np.arange(len(x)) % 2, ("a", "b"))
    return pictures_of(dataset, np.arange(len(x)), fit(steps, x), spread_of(x))


def test_the_mean_image_and_the_means_of_the_channels_are_those_of_all_examples():
    found = pictures(())
    np.testing.assert_allclose(found.mean_image, IMAGES.mean(axis=0), rtol=1e-12)
    for channel in range(3):
        pixels = IMAGES[..., channel].ravel()
        assert found.channel_means[channel] == pytest.approx(pixels.mean())
        assert found.channel_stds[channel] == pytest.approx(pixels.std())
    assert [str(name) for name in found.channels] == ["red", "green", "blue"]


def test_examples_are_shown_before_and_after_all_steps():
    found = pictures((CenterSpec(), NormalizeSpec()))
    assert found.before.shape == found.after.shape == (MOST_EXAMPLES, 4, 5, 3)
    assert found.rebuilt is None
    mean, std = IMAGES.mean(axis=0), IMAGES.std(axis=0)
    np.testing.assert_allclose(found.after, (found.before - mean) / std, atol=1e-9)
    assert len(found.targets) == MOST_EXAMPLES


def test_rows_have_no_pictures():
    dataset = Dataset(np.zeros((5, 3)), np.zeros(5, np.intp), ("a",))
    assert pictures_of(dataset, np.arange(5), (), spread_of(np.zeros((5, 3)))) is None


def test_large_images_are_fewer():
    x = np.zeros((12, 1000, 1000, 1), np.uint8)
    found = pictures((), x)
    assert len(found.before) == MOST_BYTES // (8 * 10**6)


@pytest.mark.parametrize(
    "steps",
    [
        (PcaSpec(components=COUNT),),
        (CenterSpec(), NormalizeSpec(), PcaSpec(components=COUNT), WhitenSpec()),
        (WhitenSpec(epsilon=10.0),),
        (NormalizeSpec(by="range"), WhitenSpec()),
    ],
)
def test_with_all_components_an_image_is_rebuilt_as_it_was(steps):
    np.testing.assert_allclose(pictures(steps).rebuilt, IMAGES[pictured()], atol=1e-6)


def pictured():
    return np.linspace(0, 149, MOST_EXAMPLES).round().astype(int)


def test_with_few_components_what_is_rebuilt_is_the_nearest_that_they_can_make():
    flat = IMAGES.reshape(150, -1).astype(float)
    mean = flat.mean(axis=0)
    _, _, directions = np.linalg.svd(flat - mean, full_matrices=False)
    nearest = mean + (flat - mean) @ directions[:5].T @ directions[:5]
    found = pictures((PcaSpec(components=5),))
    np.testing.assert_allclose(found.rebuilt.reshape(100, -1), nearest[pictured()], atol=1e-8)


def test_a_component_without_variance_is_rebuilt_as_its_mean():
    x = np.concatenate([IMAGES[:30], IMAGES[:30]])  # fewer different images than numbers in them
    steps = fit((WhitenSpec(),), x)
    *_, y = after_every_step(x, steps)
    np.testing.assert_allclose(rebuilt(y, steps, (4, 5, 3)), x, atol=1e-6)
