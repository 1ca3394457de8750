"""A person's own examples inside a file: the same afterwards, and refused where they are not those of the run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.loading import load
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import Experiment, open_experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.store.files import edit_array, edit_json, forge, members_of, refusal
from tests.training.runs import small_spec

EXAMPLES = 60
LABELS = np.arange(EXAMPLES) % 3
HEIGHTS = np.linspace(-1, 2, EXAMPLES)
VALUES = np.random.default_rng(0).normal(size=(EXAMPLES, 4)) + LABELS[:, np.newaxis]


def spec_of(path: Path, **fields: Any) -> ExperimentSpec:
    loss = "mse" if fields.get("task") == "numbers" else "softmax"
    source = {"kind": "npz", "path": str(path), **fields}
    return small_spec(data__source=source, training__batch_size=16, training__loss={"kind": loss})


def saved(folder: Path, x: np.ndarray, targets: np.ndarray, **fields: Any) -> tuple[Path, RunRecord]:
    """Train on arrays of a file, save the run, and take that file away."""
    data, run = folder / "data.npz", folder / "run.nnlab"
    np.savez(data, examples=x, labels=targets)
    trainer = Trainer(spec_of(data, **fields), blas_threads=1)
    for _ in train(trainer):
        pass
    record = RunRecord(trainer.spec, trainer.checkpoint(), Finish.COMPLETED, trainer.recorder.results())
    save(run, Experiment(record.spec, record))
    data.unlink()
    return run, record


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return saved(tmp_path, VALUES, LABELS)[0]


@pytest.mark.parametrize(
    ("x", "targets", "task"),
    [
        (VALUES, LABELS, "classes"),
        (VALUES.astype(np.float32), LABELS, "classes"),
        (np.arange(EXAMPLES * 16).reshape(EXAMPLES, 4, 4).astype(np.uint8), LABELS, "classes"),
        (VALUES, HEIGHTS, "numbers"),
    ],
    ids=["double", "single", "images", "numbers"],
)
def test_the_examples_are_the_same_afterwards(tmp_path: Path, x: np.ndarray, targets: np.ndarray, task: str) -> None:
    data = tmp_path / "data.npz"
    np.savez(data, examples=x, labels=targets)
    spec = spec_of(data, task=task)
    before = load(spec.data)
    checkpoint = Trainer(spec, blas_threads=1).checkpoint()
    save(tmp_path / "run.nnlab", Experiment(spec, RunRecord(spec, checkpoint, None, {})))
    record = open_experiment(tmp_path / "run.nnlab").record
    assert record is not None
    after = record.checkpoint.data.dataset
    assert after is not None
    assert_same(after, before)


def assert_same(one: Dataset, other: Dataset) -> None:
    for name, value in vars(other).items():
        found = getattr(one, name)
        if isinstance(value, np.ndarray):
            assert found.dtype == value.dtype
            assert np.array_equal(found, value)
        else:
            assert found == value


def test_many_examples_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnlab.data.prepared.MOST_KEPT", VALUES.nbytes)
    run, _ = saved(tmp_path, VALUES, LABELS)
    record = open_experiment(run).record
    assert record is not None
    assert record.checkpoint.data.dataset is None
    assert "data/examples.npy" not in members_of(run)


def test_a_run_goes_on_from_the_examples_in_its_file_alone(tmp_path: Path) -> None:
    run, before = saved(tmp_path, VALUES, LABELS)
    record = open_experiment(run).record
    assert record is not None
    again = Trainer(record.spec, 1, record.checkpoint)
    assert np.array_equal(again.data.train.x, Trainer(before.spec, 1, before.checkpoint).data.train.x)


def change_label(to: int) -> Callable[[np.ndarray], None]:
    def change(targets: np.ndarray) -> None:
        targets[7] = to

    return change


WRONG = {
    "another value": ("data/examples", lambda x: x + 1e-9),
    "too few": ("data/examples", lambda x: x[:-1]),
    "another shape": ("data/examples", lambda x: x.reshape(-1, 2, 2)),
    "not a number": ("data/examples", lambda x: x * np.nan),
    "another type": ("data/examples", lambda x: x.astype(np.float32)),
    "too few labels": ("data/targets", lambda y: y[1:]),
    "another label": ("data/targets", change_label(2)),
    "a label of no class": ("data/targets", change_label(3)),
    "a label below all": ("data/targets", change_label(-1)),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_examples_that_are_not_those_of_the_run_are_refused(run: Path, wrong: str) -> None:
    name, edit = WRONG[wrong]
    edit_array(run, name, edit)
    assert str(refusal(run)).endswith("the saved run does not fit its experiment.")


def test_a_file_without_the_examples_that_it_promises_is_refused(run: Path) -> None:
    forge(run, {"data/examples.npy": None})
    assert refusal(run) is not None


def test_examples_that_come_with_the_program_are_not_taken_from_a_file(run: Path) -> None:
    def pretend(document: dict[str, Any]) -> None:
        document["data"]["source"] = {"kind": "blobs", "examples": EXAMPLES, "noise": 0.2, "classes": 3}

    edit_json(run, "run_spec.json", pretend)
    assert refusal(run) is not None


def test_an_unknown_type_of_examples_is_refused(run: Path) -> None:
    edit_json(run, "run.json", lambda document: document["data"].update(kept="object"))
    assert refusal(run) is not None
