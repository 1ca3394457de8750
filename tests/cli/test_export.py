import json
import sys
from pathlib import Path
from typing import Any

import onnx
import pytest

from nnlab.store.experiment_file import Experiment, save
from tests.cli.conftest import Nnlab
from tests.training.runs import small_spec
from tests.training.trained import trained


@pytest.fixture
def saved(run: Path) -> Path:
    spec = small_spec(training__epochs=1)
    save(run, Experiment(spec, trained(spec)))
    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the command run in a folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def refused(nnlab: Nnlab, *arguments: Any) -> str:
    outcome = nnlab("export", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    return outcome.err


def test_the_report_says_what_was_written_and_where(nnlab: Nnlab, saved: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    outcome = nnlab("export", saved, "--to", "csv", "-o", output, "--json")
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out) == {"format": "csv", "output": str(output), "bytes": output.stat().st_size}
    out = nnlab("export", saved, "--to", "csv", "-o", output).out
    assert f"saved   {output}" in out


def test_a_model_may_end_before_its_probabilities(nnlab: Nnlab, saved: Path, tmp_path: Path) -> None:
    names = []
    for option in ("--probabilities", "--no-probabilities"):
        assert nnlab("export", saved, "--to", "onnx", "-o", tmp_path / "out.onnx", option).code == 0
        names += [output.name for output in onnx.load(tmp_path / "out.onnx").graph.output]
    assert names == ["probabilities", "logits"]


def test_a_missing_package_is_told(nnlab: Nnlab, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith(("safetensors", "nnlab.store.export.tensors"))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "safetensors", None)
    said = refused(nnlab, saved, "--to", "safetensors", "-o", tmp_path / "out")
    assert f'"{sys.executable}" -m pip install safetensors' in said


def test_without_a_name_it_is_written_here_and_over_nothing(nnlab: Nnlab, saved: Path, here: Path) -> None:
    assert nnlab("export", saved, "--to", "csv").code == 0
    (written,) = here.iterdir()
    assert written.name == "run_history.csv"
    written.write_text("mine")
    assert "is there already" in refused(nnlab, saved, "--to", "csv")
    assert written.read_text() == "mine"


def test_the_run_itself_is_never_written_over(nnlab: Nnlab, saved: Path) -> None:
    before = saved.read_bytes()
    assert "another name" in refused(nnlab, saved, "--to", "csv", "-o", saved)
    assert saved.read_bytes() == before


@pytest.mark.parametrize("name", ["digits", "missing.nnlab"])
def test_what_holds_no_run_is_refused(nnlab: Nnlab, name: str, here: Path) -> None:
    assert name in refused(nnlab, name, "--to", "csv")
    assert list(here.iterdir()) == []


def test_a_format_that_is_none_and_a_folder_that_is_not_there_are_refused(
    nnlab: Nnlab, saved: Path, tmp_path: Path
) -> None:
    assert "invalid choice" in refused(nnlab, saved, "--to", "pickle")
    assert "--to" in refused(nnlab, saved)
    assert "there is no folder" in refused(nnlab, saved, "--to", "csv", "-o", tmp_path / "no" / "out.csv")
