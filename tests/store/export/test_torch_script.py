import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.prepared import prepare
from nnlab.errors import NnlabError
from nnlab.spec.files import CsvSpec
from nnlab.store.export.torch_script import data as data_texts
from nnlab.store.export.torch_script.data import arrays_of
from nnlab.store.export.torch_script.script import to_pytorch
from nnlab.training.checkpoint import RunRecord
from tests.data.new.files import put_table
from tests.store.export.source import assert_tidy
from tests.training.runs import small_spec
from tests.training.trained import trained

PELU = {"kind": "prelu", "per": "unit", "slope": 0.1}
NORM = {"network__layers__0__batch_norm": True}
ONE_LEFT = {"data__limit": 150, "training__batch_size": 15, "training__epochs": 4}
"""Of 106 training examples the last batch of an epoch has one."""
SPECS: dict[str, dict[str, Any]] = {
    "sgd, leaky relu": {"training__optimizer": "sgd", "network__layers__0__activation": "leaky_relu"},
    "momentum, batch norm, l2": {**NORM, "training__l2": 0.01},
    "nesterov, prelu, exponential": {
        "training__optimizer": "nesterov",
        "network__layers__0__activation": "prelu",
        "training__schedule": "exponential",
    },
    "adagrad, slopes for units, hinge": {
        "training__optimizer": {"kind": "adagrad", "lr_decay": 0.01, "initial_accumulator_value": 0.1},
        "network__layers__0__activation": PELU,
        "training__loss": "hinge",
    },
    "rmsprop, elu, mse, clipped": {
        "training__optimizer": {"kind": "rmsprop", "centered": True, "momentum": 0.5},
        "network__layers__0__activation": {"kind": "elu", "alpha": 0.5},
        "network__layers__1__init": {"kind": "orthogonal", "gain": 1.5},
        "training__loss": "mse",
        "training__clip_norm": 0.1,
        "training__learning_rate": 0.001,
    },
    "adam, maxout, cosine with warm-up": {
        "training__optimizer": "adam",
        "network__layers__0__activation": {"kind": "maxout", "pieces": 3},
        "network__layers__0__init": {"kind": "xavier", "fan": "average"},
        "network__layers__0__bias": 0.1,
        "training__schedule": {"kind": "cosine", "warmup": 1.5, "eta_min": 0.001},
    },
    "adamw, gelu, inverse time": {
        "training__optimizer": {"kind": "adamw", "weight_decay": 0.1},
        "network__layers__0__activation": "gelu",
        "network__layers__0__init": "xavier",
        "training__schedule": {"kind": "inverse_time", "decay": 0.5},
    },
    "selu, l1, steps": {
        "network__layers__0__activation": "selu",
        "training__l1": 1e-3,
        "training__schedule": {"kind": "step", "step_size": 2},
    },
    "silu and sigmoid, logistic": {
        "data__source": {"kind": "spirals", "examples": 150, "classes": 2},
        "network__layers__0__activation": "silu",
        "network__layers__1__activation": "sigmoid",
        "training__loss": "logistic",
        "training__l2": 0.0,
    },
    "numbers in float64, linear, warm-up": {
        "data__source": {"kind": "hills", "examples": 150},
        "network__layers__0__activation": "linear",
        "training__loss": "mse",
        "precision": "float64",
        "training__schedule": {"kind": "constant", "warmup": 2.0},
    },
    "batch norm that meets a batch of one": {**NORM, **ONE_LEFT},
    "no validation, zeros": {
        "data__split": {"train": 0.7, "validation": 0.0, "test": 0.3},
        "network__output__init": "zeros",
    },
    "stopped early": {
        "training__early_stopping": {"patience": 2},
        "training__learning_rate": 0.1,
        "training__epochs": 50,
        "data__label_noise": 0.3,
    },
}
DROPOUT = {"network__layers__0__dropout": 0.3}
RUN_ALL = """
import runpy, sys, torch
torch.set_num_threads(1)
for path in sys.argv[1].split(","):
    torch.set_default_dtype(torch.float32)
    print("#", flush=True)
    sys.argv[1:] = ["data.npz"]
    runpy.run_path(path, run_name="__main__")
"""
has_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch belongs to the benchmarks")
Losses = list[list[float]]


@pytest.fixture(scope="module")
def runs() -> dict[str, RunRecord]:
    """Train everything with nnlab."""
    return {name: trained(small_spec(**changes)) for name, changes in SPECS.items()}


def printed_by(folder: Path, texts: list[bytes]) -> list[list[str]]:
    """Run scripts, one after the other in one process, which has to import PyTorch once; return their lines."""
    names = []
    for place, text in enumerate(texts):
        names.append(f"{place}.py")
        (folder / names[-1]).write_bytes(text)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN_ALL, ",".join(names)],
        cwd=folder,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [part.splitlines() for part in done.stdout.split("#\n")[1:]]


def losses_in(lines: list[str]) -> Losses:
    """Return the losses of each line: of batches and validation, and at last of the test part."""
    return [[float(found) for found in re.findall(r"(?:batches|loss) (\d[\d.e+-]*)", line)] for line in lines]


def losses_of(record: RunRecord) -> Losses:
    """Return what nnlab measured, likewise."""
    history = record.checkpoint.history
    ends = [e for e in history.evaluations if e.part == "validation"]
    epochs = record.checkpoint.place.epoch
    batches = history.losses.reshape(epochs, -1).mean(axis=1).tolist()
    validation = [[e.loss] for e in ends] or [[]] * epochs
    test = record.results["test"]
    assert test is not None
    return [*([loss, *more] for loss, more in zip(batches, validation, strict=True)), [test.loss]]


@pytest.fixture(scope="module")
def printed(runs: dict[str, RunRecord], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Losses]:
    """Train everything with PyTorch, with dropout and with data in a file of their own as well."""
    folder = tmp_path_factory.mktemp("scripts")
    texts = {name: to_pytorch(record) for name, record in runs.items()}
    texts["dropout"] = to_pytorch(trained(small_spec(**DROPOUT)))
    texts["beside"] = beside(trained(small_spec()))
    np.savez(folder / "data.npz", **arrays_of(prepare(small_spec())))  # type: ignore[arg-type]
    return dict(zip(texts, map(losses_in, printed_by(folder, list(texts.values()))), strict=True))


def beside(record: RunRecord) -> bytes:
    """Return the script of a run whose data are too large to stand in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_texts, "MOST_BYTES", 100)
        return to_pytorch(record)


@has_torch
@pytest.mark.parametrize("name", SPECS)
def test_its_losses_are_those_of_nnlab(name: str, runs: dict[str, RunRecord], printed: dict[str, Losses]) -> None:
    found, expected = printed[name], losses_of(runs[name])
    assert list(map(len, found)) == list(map(len, expected))
    np.testing.assert_allclose(np.concatenate(found), np.concatenate(expected), rtol=1e-4)


@has_torch
def test_it_stops_early_and_takes_data_from_a_file(printed: dict[str, Losses]) -> None:
    assert 3 < len(printed["stopped early"]) < 50
    found, expected = printed["beside"], losses_of(trained(small_spec()))
    np.testing.assert_allclose(np.concatenate(found), np.concatenate(expected), rtol=1e-4)


@has_torch
def test_with_dropout_it_trains_about_as_nnlab_does(printed: dict[str, Losses]) -> None:
    expected = losses_of(trained(small_spec(**DROPOUT)))
    np.testing.assert_allclose(np.concatenate(printed["dropout"]), np.concatenate(expected), rtol=0.2)


def test_it_names_the_arrays_that_are_not_in_it() -> None:
    text = beside(trained(small_spec(), last=1)).decode()
    assert_tidy(text)
    assert "train_x            float32 (106, 2)" in text
    assert len(text) < 8000


@pytest.mark.parametrize("name", SPECS)
def test_nothing_in_it_is_unused(name: str, runs: dict[str, RunRecord]) -> None:
    text = to_pytorch(runs[name]).decode()
    assert_tidy(text)
    assert ("class BatchNorm" in text) == (name == "batch norm that meets a batch of one")


def test_what_was_changed_on_the_way_is_told(record: RunRecord) -> None:
    text = to_pytorch(record).decode()
    assert_tidy(text)
    assert "# - training.learning_rate = 0.02 after step 5" in text
    assert f"BATCH_SIZE = {record.spec.training.batch_size}" in text


@pytest.fixture
def own(tmp_path: Path) -> RunRecord:
    """Train on a table that is gone afterwards; the run takes its few rows along."""
    rows = np.random.default_rng(0).normal(size=(60, 3)).round(3).tolist()
    table = put_table(tmp_path / "own.csv", rows, ("a", "b", "c"))
    source = CsvSpec(path=str(table), label="c", task="numbers")
    record = trained(small_spec(data__source=source.model_dump(mode="json"), training__loss="mse"), last=1)
    table.unlink()
    return record


def test_examples_that_a_run_took_along_are_enough(own: RunRecord) -> None:
    assert_tidy(to_pytorch(own).decode())
    assert b"own.csv" not in to_pytorch(own)


def test_data_that_are_gone_are_told(own: RunRecord) -> None:
    alone = replace(own.checkpoint, data=replace(own.checkpoint.data, dataset=None))
    with pytest.raises(NnlabError, match=r"own\.csv"):
        to_pytorch(replace(own, checkpoint=alone))
