import numpy as np
import pytest

from nnlab.data.dataset import Array, Dataset, Labels
from nnlab.data.loading import load
from nnlab.data.split import Split, part_sizes, split_examples, with_label_noise
from nnlab.spec.experiment import DataSpec, SplitSpec

DIGITS = load(DataSpec())
PARTS = ("train", "validation", "test")


def split(**options: object) -> Split:
    return split_examples(DIGITS, DataSpec(**options))


def labelled(labels: Labels, classes: int = 10) -> Dataset:
    """Return a set without features."""
    return Dataset(np.zeros((len(labels), 1)), labels, tuple(map(str, range(classes))))


def noised(labels: Labels, share: float, classes: int, seed: int) -> Labels | Array:
    spec = DataSpec(label_noise=share, seed=seed)
    return with_label_noise(labelled(labels, classes), np.arange(len(labels)), spec)


def test_digits_are_split_1257_270_270() -> None:
    assert [len(getattr(split(), part)) for part in PARTS] == [1257, 270, 270]
    assert part_sizes(1797, SplitSpec(), None) == (1257, 270, 270)


def test_the_parts_are_disjoint_and_complete() -> None:
    parts = split()
    together = np.concatenate([parts.train, parts.validation, parts.test])
    assert sorted(together.tolist()) == list(range(1797))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("part", "share"), [("train", 0.7), ("validation", 0.15), ("test", 0.15)])
def test_every_part_holds_the_classes_in_proportion(part: str, share: float, seed: int) -> None:
    labels = DIGITS.targets[getattr(split(seed=seed), part)]
    expected = share * np.bincount(DIGITS.targets)
    assert np.abs(np.bincount(labels, minlength=10) - expected).max() <= 2


def test_any_first_examples_hold_the_classes_in_proportion() -> None:
    labels = DIGITS.targets[split().train]
    for n in (20, 100, 500):
        assert np.abs(np.bincount(labels[:n], minlength=10) - n / 10).max() <= 2 + 0.01 * n


def test_the_seed_alone_decides_who_goes_where() -> None:
    here, there = split(seed=4), split(seed=4, label_noise=0.5)
    assert all(np.array_equal(getattr(here, part), getattr(there, part)) for part in PARTS)


def test_another_seed_moves_examples() -> None:
    assert set(split(seed=0).test.tolist()) != set(split(seed=1).test.tolist())


def test_a_limit_takes_the_first_training_examples_and_moves_none() -> None:
    whole, limited = split(), split(limit=100)
    assert np.array_equal(limited.train, whole.train[:100])
    assert np.array_equal(limited.validation, whole.validation)
    assert np.array_equal(limited.test, whole.test)


def test_a_limit_above_the_training_part_changes_nothing() -> None:
    assert np.array_equal(split(limit=100_000).train, split().train)


@pytest.mark.parametrize("limit", [None, 1, 50, 10_000])
@pytest.mark.parametrize("shares", [(1.0, 0.0, 0.0), (0.5, 0.5, 0.0), (0.34, 0.33, 0.33), (0.002, 0.499, 0.499)])
@pytest.mark.parametrize("examples", [10, 101, 1797])
def test_sizes_are_known_before_the_split(examples: int, shares: tuple[float, float, float], limit: int | None) -> None:
    spec = SplitSpec(train=shares[0], validation=shares[1], test=shares[2])
    sizes = part_sizes(examples, spec, limit)
    parts = split_examples(labelled(np.arange(examples) % 10), DataSpec(split=spec, limit=limit))
    if sizes[0] > 0:
        assert [len(getattr(parts, part)) for part in PARTS] == list(sizes)


def test_label_noise_replaces_its_share_by_other_classes() -> None:
    labels = np.arange(20_000) % 10
    noisy = noised(labels, 0.3, classes=10, seed=0)
    changed = noisy != labels
    assert changed.mean() == pytest.approx(0.3, abs=4 * np.sqrt(0.3 * 0.7 / 20_000))
    shifts = np.bincount((noisy - labels)[changed] % 10, minlength=10)
    assert shifts[0] == 0
    assert shifts[1:] == pytest.approx(changed.sum() / 9, rel=0.2)


@pytest.mark.parametrize(("share", "wrong"), [(0.0, 0), (1.0, 300)])
def test_no_label_and_every_label_can_be_wrong(share: float, wrong: int) -> None:
    labels = np.arange(300) % 3
    assert np.count_nonzero(noised(labels, share, classes=3, seed=0) != labels) == wrong


def test_label_noise_is_decided_by_the_seed() -> None:
    labels = np.arange(300) % 3
    noisy = [noised(labels, 0.5, classes=3, seed=seed).tolist() for seed in (1, 1, 2)]
    assert noisy[0] == noisy[1] != noisy[2]


def test_a_larger_share_keeps_the_wrong_labels_of_a_smaller_one() -> None:
    labels = np.arange(300) % 3
    few, many = (noised(labels, share, classes=3, seed=0) for share in (0.1, 0.5))
    wrong = few != labels
    assert np.array_equal(many[wrong], few[wrong])


def test_a_limit_changes_no_wrong_label() -> None:
    labels = np.arange(300) % 10
    whole, limited = (noised(part, 0.5, classes=10, seed=0) for part in (labels, labels[:100]))
    assert np.array_equal(limited, whole[:100])


def test_label_noise_leaves_the_clean_labels_alone() -> None:
    labels = np.arange(300) % 3
    noised(labels, 1.0, classes=3, seed=0)
    assert np.array_equal(labels, np.arange(300) % 3)


def test_numbers_to_be_met_are_split_without_regard_to_them() -> None:
    here = Dataset(np.zeros((100, 1)), np.arange(100.0)[:, np.newaxis])
    there = Dataset(np.zeros((100, 1)), np.zeros((100, 1)))
    parts = split_examples(here, DataSpec())
    assert [len(getattr(parts, part)) for part in PARTS] == [70, 15, 15]
    assert all(np.array_equal(getattr(parts, part), getattr(split_examples(there, DataSpec()), part)) for part in PARTS)


def test_label_noise_gives_examples_the_numbers_of_others() -> None:
    targets = np.arange(2000.0)[:, np.newaxis]
    data, index = Dataset(np.zeros((2000, 1)), targets), np.arange(1000)
    noisy = with_label_noise(data, index, DataSpec(label_noise=0.25))
    assert np.isin(noisy, targets).all()
    assert np.mean(noisy != targets[:1000]) == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / 1000))
