from dataclasses import replace
from pathlib import Path

import pytest

from nnlab.store.experiment_file import Experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import small_spec

STEPS_DONE = 17


@pytest.fixture(scope="session")
def record() -> RunRecord:
    """Train two epochs and three steps, and stop."""
    trainer = Trainer(small_spec(), blas_threads=1)
    for _ in train(trainer):
        if trainer.step_count == STEPS_DONE:
            break
    checkpoint = replace(trainer.checkpoint(), seconds=0.25)  # the same in every run of the tests
    return RunRecord(trainer.spec, checkpoint, Finish.STOPPED, trainer.results())


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
