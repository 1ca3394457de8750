from dataclasses import replace
from pathlib import Path

import pytest

from nnlab.spec.live import Change, with_changes
from nnlab.store.experiment_file import Experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import small_spec

STEPS_DONE = 18
"""At batches of sixteen until the middle of the second epoch, and of twelve from there on."""
EPOCHS_DONE, POSITION = 2, 24
CHANGES = (
    Change(5, "training.learning_rate", 0.02),
    Change(9, "network.layers.0.dropout", 0.1),
    Change(9, "training.batch_size", 12),
    Change(STEPS_DONE, "training.epochs", 8),
)


@pytest.fixture(scope="session")
def record() -> RunRecord:
    """Train two epochs and three steps with some of everything, changes on the way, and stop."""
    spec = small_spec(network__layers__0__batch_norm=True, network__layers__1__dropout=0.2)
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        changes = [change for change in CHANGES if change.step == trainer.step_count]
        trainer.change(with_changes(trainer.spec, changes))
        if trainer.step_count == STEPS_DONE:
            break
    checkpoint = replace(trainer.checkpoint(), seconds=0.25)  # the same in every run of the tests
    assert checkpoint.changes == CHANGES
    picture = trainer.picture()
    return RunRecord(spec, checkpoint, Finish.STOPPED, trainer.recorder.results(), picture)


@pytest.fixture(scope="session")
def content(record: RunRecord, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Save that run, and return the bytes of the file."""
    path = tmp_path_factory.mktemp("saved") / "run.nnlab"
    save(path, Experiment(record.spec, record))
    return path.read_bytes()


@pytest.fixture
def path(content: bytes, tmp_path: Path) -> Path:
    """Lay a copy of the file where a test may spoil it."""
    path = tmp_path / "run.nnlab"
    path.write_bytes(content)
    return path
