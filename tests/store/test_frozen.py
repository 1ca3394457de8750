"""Files of every format that was ever published open, with all that they held; nobody makes them anew."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.jobs import drained
from nnlab.store.experiment_file import open_experiment, save
from nnlab.training.checkpoint import RunRecord
from nnlab.training.loop import train
from nnlab.training.prediction import predicting
from nnlab.training.replay import replay
from nnlab.training.trainer import Trainer

FROZEN = Path(__file__).parent / "frozen"
EXPECTED = {
    (folder.name, name): facts
    for folder in sorted(FROZEN.iterdir())
    for name, facts in json.loads((folder / "expected.json").read_text("utf-8")).items()
}
"""What was in memory when the files were written, by format and name."""
CASES = pytest.mark.parametrize("case", EXPECTED, ids="-".join)
Case = tuple[str, str]


def record_of(case: Case) -> RunRecord:
    record = open_experiment(FROZEN / case[0] / f"{case[1]}.nnlab").record
    assert record is not None
    return record


def digest(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


@CASES
def test_all_that_a_file_held_is_there(case: Case) -> None:
    expected, record = EXPECTED[case], record_of(case)
    checkpoint, history = record.checkpoint, record.checkpoint.history
    broke = checkpoint.first_nonfinite
    found: dict[str, Any] = {
        "name": open_experiment(FROZEN / case[0] / f"{case[1]}.nnlab").spec.name,
        "step": checkpoint.step,
        "finish": record.finish.value if record.finish else None,
        "place": [checkpoint.place.epoch, checkpoint.place.position],
        "parameters": digest(checkpoint.parameters),
        "losses": digest(history.losses),
        "optimizer": sorted(checkpoint.optimizer),
        "pictures": len(history.pictures),
        "keyframes": len(history.keyframes),
        "changes": [[change.step, change.path, change.value] for change in checkpoint.changes],
        "accuracy": {part: result.accuracy if result else None for part, result in record.results.items()},
        "broke": [broke.step, broke.layer, broke.during] if broke else None,
    }
    assert found == {name: value for name, value in expected.items() if name != "outputs"}
    replay(record)


@CASES
def test_it_predicts_as_it_did(case: Case) -> None:
    expected, record = EXPECTED[case]["outputs"], record_of(case)
    if expected is None:
        pytest.skip("the run diverged")
    shape = record.checkpoint.data.shape.example_shape
    x = np.linspace(-1, 1, 4 * int(np.prod(shape))).reshape(4, *shape)
    np.testing.assert_allclose(drained(predicting(record, x, None)).outputs, expected, rtol=1e-4, atol=1e-6)


@CASES
def test_it_goes_on_and_is_saved_again(case: Case, tmp_path: Path) -> None:
    experiment = open_experiment(FROZEN / case[0] / f"{case[1]}.nnlab")
    record = record_of(case)
    trainer = Trainer(record.spec, record.checkpoint.blas_threads, record.checkpoint)
    for _ in train(trainer):
        pass
    assert trainer.step_count >= record.checkpoint.step
    save(tmp_path / "again.nnlab", experiment)
    assert open_experiment(tmp_path / "again.nnlab").spec == experiment.spec


@pytest.mark.parametrize("folder", sorted(FROZEN.iterdir()), ids=lambda folder: folder.name)
def test_a_spec_alone_opens_from_either_kind_of_file(folder: Path) -> None:
    packed, bare = open_experiment(folder / "spec.nnlab"), open_experiment(folder / "spec.json")
    assert packed.record is None
    assert packed.spec == bare.spec
    assert [layer.units for layer in packed.spec.network.layers] == [30, 20]
