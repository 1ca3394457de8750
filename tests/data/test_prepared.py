import numpy as np
import pytest

from nnlab.data.loading import load
from nnlab.data.prepared import PreparedData, prepare
from nnlab.data.split import split_examples
from nnlab.spec.document import from_document
from nnlab.spec.experiment import ExperimentSpec

PARTS = ("train", "validation", "test")


def spec(precision: str = "float32", fit: str = "train", seed: int = 0, **data: object) -> ExperimentSpec:
    return from_document({"nnlab": 1, "data": data, "preprocessing_fit": fit, "precision": precision, "seed": seed})


def unprocessed(seed: int = 0, **data: object) -> ExperimentSpec:
    return from_document({"nnlab": 1, "data": data, "preprocessing": [], "seed": seed})


def test_all_parts_come_in_the_precision_of_the_experiment() -> None:
    for precision in ("float32", "float64"):
        data = prepare(spec(precision))
        for part in (data.train, data.validation, data.test):
            assert part.x.dtype == precision
            assert part.x.flags.c_contiguous
            assert part.x.shape[1:] == (8, 8, 1)
            assert len(part) == len(part.x)


@pytest.mark.parametrize("fit", ["train", "all"])
def test_the_statistics_come_from_the_part_that_the_spec_names(fit: str) -> None:
    experiment = spec("float64", fit)
    raw = load(experiment.data)
    split = split_examples(raw, experiment.data)
    seen = raw.x if fit == "all" else raw.x[split.train]
    mean, std = np.mean(seen, axis=0), np.std(seen, axis=0)
    expected = (raw.x - mean) / np.where(std > 0, std, 1)
    data = prepare(experiment)
    for name in PARTS:
        np.testing.assert_allclose(getattr(data, name).x, expected[getattr(split, name)], atol=1e-8)


def test_leakage_is_off_unless_it_is_asked_for() -> None:
    data = prepare(spec("float64"))
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)
    assert np.abs(data.test.x.mean(axis=0)).max() > 0.01


def test_statistics_of_a_limited_set_come_from_its_examples_alone() -> None:
    data = prepare(spec("float64", limit=50))
    assert len(data.train) == 50
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)


def test_labels_are_wrong_in_the_training_part_alone() -> None:
    clean, noisy = prepare(spec()), prepare(spec(label_noise=0.5))
    assert np.mean(clean.train.targets != noisy.train.targets) == pytest.approx(0.5, abs=4 * np.sqrt(0.25 / 1257))
    assert np.array_equal(clean.validation.targets, noisy.validation.targets)
    assert np.array_equal(clean.test.targets, noisy.test.targets)
    assert np.array_equal(clean.train.x, noisy.train.x)


@pytest.mark.parametrize("other", [{"seed": 7}, {"label_noise": 0.5}])
def test_no_other_option_moves_an_example(other: dict[str, int]) -> None:
    here, there = prepare(unprocessed()), prepare(unprocessed(**other))
    assert all(np.array_equal(getattr(here, name).x, getattr(there, name).x) for name in PARTS)


def test_a_limit_shortens_the_training_part_and_nothing_else() -> None:
    whole, limited = prepare(unprocessed()), prepare(unprocessed(limit=100))
    assert np.array_equal(limited.train.x, whole.train.x[:100])
    assert np.array_equal(limited.train.targets, whole.train.targets[:100])
    assert np.array_equal(limited.test.x, whole.test.x)


def test_the_data_seed_moves_examples() -> None:
    here, there = (prepare(from_document({"nnlab": 1, "data": {"seed": seed}})) for seed in (0, 1))
    assert not np.array_equal(here.test.targets, there.test.targets)


def test_steps_fitted_earlier_are_used_as_they_are() -> None:
    first = prepare(spec(limit=50))
    again = prepare(spec(), first.record)
    assert again.record.fitted == first.record.fitted
    assert np.array_equal(again.test.x, first.test.x)


def test_the_fingerprint_is_that_of_the_raw_examples() -> None:
    raw = load(spec().data).fingerprint
    prepared: list[PreparedData] = [prepare(spec()), prepare(spec("float64", limit=9)), prepare(unprocessed())]
    assert [data.record.fingerprint for data in prepared] == [raw] * 3


def test_parts_may_be_empty() -> None:
    data = prepare(spec(split={"train": 1.0, "validation": 0.0, "test": 0.0}))
    assert [len(getattr(data, name)) for name in PARTS] == [1797, 0, 0]
