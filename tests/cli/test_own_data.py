"""A person's own data on the command line: trained on, moved, changed, and gone."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnlab.store.experiment_file import open_experiment
from nnlab.training.checkpoint import RunRecord
from tests.cli.conftest import Nnlab
from tests.store.files import members_of

ROWS = 60


def write_table(path: Path, shift: float = 0.0) -> Path:
    rows = (f"{row % 2 + shift + row / 1000:.3f},{row % 7},{'no' if row % 2 else 'yes'}" for row in range(ROWS))
    path.write_text("\n".join(["a,b,answer", *rows]) + "\n")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "table.csv")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.json"
    source = {"kind": "csv", "path": "table.csv"}
    training = {"batch_size": 10, "epochs": 4}
    path.write_text(json.dumps({"nnlab": 1, "data": {"source": source}, "training": training}))
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return tmp_path / "run.nnlab"


def test_a_path_in_a_spec_counts_from_its_folder(nnlab: Nnlab, spec: Path, table: Path) -> None:
    outcome = nnlab("train", spec, "--json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["test"]["accuracy"] is not None


def test_a_path_on_the_command_line_counts_from_where_one_is(
    nnlab: Nnlab, table: Path, monkeypatch: pytest.MonkeyPatch, run: Path
) -> None:
    monkeypatch.chdir(table.parent)
    source = 'data.source={"kind": "csv", "path": "table.csv"}'
    outcome = nnlab("train", "digits", "--set", source, "--set", "training.batch_size=10", "--epochs", 1, "-o", run)
    assert outcome.code == 0
    assert open_experiment(run).spec.data.source.path == str(table)


def test_what_is_learnt_from_a_table_is_told(nnlab: Nnlab, spec: Path, table: Path, run: Path) -> None:
    lines = table.read_text().splitlines()
    table.write_text("\n".join(["id," + lines[0], *(f"{n},{line}" for n, line in enumerate(lines[1:], 1))]))
    said = "predicts answer (2 classes) from 2 features; left out: id"
    assert f"{table}: {said}." in nnlab("train", spec, "-o", run).err
    assert said in nnlab("info", run).out
    found = json.loads(nnlab("info", run, "--json").out)["run"]
    assert (found["predicts"], found["class_names"], found["left_out"]) == ("answer", ["no", "yes"], ["id"])


def test_leakage_is_told(nnlab: Nnlab, spec: Path, table: Path) -> None:
    assert "Leakage" in nnlab("train", spec, "--set", "preprocessing_fit=all").err
    assert "Leakage" not in nnlab("train", spec).err
    assert "fitted on all examples: leakage" in nnlab("info", "leakage").out


@pytest.fixture
def keeps_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no run take its examples along, as if they were many."""
    monkeypatch.setattr("nnlab.data.prepared.MOST_KEPT", 0)


@pytest.mark.usefixtures("keeps_none")
def test_a_run_goes_on_where_its_data_were_moved(
    nnlab: Nnlab, spec: Path, table: Path, run: Path, tmp_path: Path
) -> None:
    assert nnlab("train", spec, "--epochs", 2, "-o", run).code == 0
    elsewhere = tmp_path / "elsewhere.csv"
    table.rename(elsewhere)
    assert "table.csv is not there." in nnlab("train", run, "--resume").err
    outcome = nnlab("train", run, "--resume", "--set", f"data.source.path={elsewhere}", "-o", run, "--json")
    assert (outcome.code, json.loads(outcome.out)["epochs"]) == (0, 4)
    assert open_experiment(run).spec.data.source.path == str(elsewhere)


@pytest.mark.usefixtures("keeps_none")
def test_a_run_does_not_go_on_with_other_data(nnlab: Nnlab, spec: Path, table: Path, run: Path) -> None:
    assert nnlab("train", spec, "--epochs", 2, "-o", run).code == 0
    write_table(table, shift=0.5)
    outcome = nnlab("train", run, "--resume")
    assert outcome.code == 2
    assert "The data have changed since this run was saved" in outcome.err


def trained_before_and_after(nnlab: Nnlab, spec: Path, run: Path, meanwhile: Callable[[], object]) -> RunRecord:
    """Train half of a run, do something to its data, and train the rest."""
    assert nnlab("train", spec, "--epochs", 2, "-o", run).code == 0
    meanwhile()
    assert nnlab("train", run, "--resume", "-o", run).code == 0
    record = open_experiment(run).record
    assert record is not None
    return record


def test_a_run_goes_on_with_its_own_examples_where_the_file_is_gone_or_changed(
    nnlab: Nnlab, spec: Path, table: Path, run: Path
) -> None:
    untouched = trained_before_and_after(nnlab, spec, run, lambda: None)
    changed = trained_before_and_after(nnlab, spec, run, lambda: write_table(table, shift=0.5))
    write_table(table)
    gone = trained_before_and_after(nnlab, spec, run, table.unlink)
    for record in (changed, gone):
        assert np.array_equal(record.checkpoint.parameters, untouched.checkpoint.parameters)
        assert np.array_equal(record.checkpoint.history.losses, untouched.checkpoint.history.losses)
        assert record.results == untouched.results


def test_another_run_begins_with_the_examples_in_the_file_where_their_own_is_gone(
    nnlab: Nnlab, spec: Path, table: Path, run: Path
) -> None:
    assert nnlab("train", spec, "-o", run).code == 0
    first = open_experiment(run).record
    table.unlink()
    outcome = nnlab("train", run, "-o", run)
    assert outcome.code == 0
    assert f"{table} is not there; the examples that were saved with the run are used." in outcome.err
    again = open_experiment(run).record
    assert first is not None
    assert again is not None
    assert np.array_equal(first.checkpoint.parameters, again.checkpoint.parameters)
    assert nnlab("verify", run).code == 0


def test_what_comes_with_the_program_is_not_kept(nnlab: Nnlab, run: Path) -> None:
    assert nnlab("train", "digits", "--epochs", 1, "-o", run).code == 0
    assert not any("examples" in name for name in members_of(run))


def test_what_a_file_holds_is_told_without_its_data(nnlab: Nnlab, spec: Path, table: Path, run: Path) -> None:
    assert nnlab("train", spec, "-o", run).code == 0
    assert "csv, not read for this" in nnlab("info", spec).out
    table.unlink()
    outcome = nnlab("info", run)
    assert outcome.code == 0
    assert f"csv: {ROWS} examples of 2 features, 2 classes" in outcome.out
    assert str(table) in outcome.out


@pytest.mark.parametrize(
    ("line", "reason"),
    [("1,2", "line 31"), ("1,x,yes", "line 31"), ("1e999,2,yes", "line 31"), ("1,,yes", "line 31")],
)
def test_a_row_that_is_wrong_is_told_with_its_line(
    nnlab: Nnlab, spec: Path, table: Path, line: str, reason: str
) -> None:
    lines = table.read_text().splitlines()
    lines[30] = line
    table.write_text("\n".join(lines))
    outcome = nnlab("train", spec)
    assert (outcome.code, outcome.out) == (2, "")
    assert str(table) in outcome.err
    assert reason in outcome.err


def test_regression_reports_no_accuracy(nnlab: Nnlab) -> None:
    arguments = ("--set", "data.source=plane", "--set", "training.loss=mse", "--epochs", 3)
    report = json.loads(nnlab("train", "digits", *arguments, "--json").out)
    assert report["test"]["accuracy"] is None
    assert report["test"]["loss"] < report["initial_loss"]
