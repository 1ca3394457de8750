"""The page about the file says what is so: its program reads a file, and it names every member that is written."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nnlab.store.experiment_file import Experiment, save
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.store.files import members_of
from tests.training.runs import small_spec

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "file-format.md").read_text("utf-8")


@pytest.fixture
def trained(tmp_path: Path) -> tuple[Path, Trainer]:
    trainer = Trainer(small_spec(), blas_threads=1)
    for _ in train(trainer):
        pass
    path = tmp_path / "run.nnlab"
    save(path, Experiment(trainer.spec, RunRecord(trainer.spec, trainer.checkpoint(), Finish.COMPLETED, {})))
    return path, trainer


def test_the_program_on_the_page_reads_a_file(trained: tuple[Path, Trainer], tmp_path: Path) -> None:
    path, trainer = trained
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    script = tmp_path / "read.py"
    script.write_text(program + "\nnp.savez(sys.argv[2], *weights, *biases)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(tmp_path / "read.npz")], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"{trainer.step_count} steps, last loss")
    found = np.load(tmp_path / "read.npz")
    named = [{p.name: p.value for p in layer} for layer in trainer.network.parameters.layers]
    expected = [layer[name] for name in ("w", "b") for layer in named]
    assert len(found.files) == len(expected)
    for array, value in zip(found.values(), expected, strict=True):
        assert np.array_equal(array, value)


def test_the_type_is_told_from_the_first_bytes(path: Path) -> None:
    content = path.read_bytes()
    assert content[:2] == b"PK"
    assert content[38:57] == b"application/x-nnlab"


def test_every_member_is_on_the_page(path: Path) -> None:
    text = re.sub(r"[`\s]+", " ", PAGE)
    for name in members_of(path):
        stem = name.removesuffix(".npy")
        last = "NAME" if "optimizer" in stem else stem.split("/")[-1]
        assert last in text, name
    for word in ("spec.json", "run_spec.json", "run.json", "affine", "projection", "data/examples", "data/targets"):
        assert word in PAGE
