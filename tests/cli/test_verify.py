import json
from pathlib import Path
from typing import Any

import pytest

from nnlab.store import archive
from nnlab.store.experiment_file import open_experiment
from tests.cli.conftest import Nnlab
from tests.store.files import edit_array, edit_json


@pytest.fixture
def saved(nnlab: Nnlab, spec: Path, run: Path) -> Path:
    assert nnlab("train", spec, "-o", run).code == 0
    return run


def verified(nnlab: Nnlab, path: Path) -> dict[str, Any]:
    outcome = nnlab("verify", path, "--json")
    assert outcome.code == 0
    report: dict[str, Any] = json.loads(outcome.out)
    return report


def test_a_run_of_the_command_line_is_identical(nnlab: Nnlab, saved: Path) -> None:
    report = verified(nnlab, saved)
    assert (report["identical"], report["steps"], report["versions"]) == (True, 42, {})
    assert {each["what"] for each in report["compared"]} >= {"parameters", "losses"}
    assert all(each["different"] == 0 for each in report["compared"])
    outcome = nnlab("verify", saved)
    assert "identical: every bit is the same, after 42 steps" in outcome.out
    assert "the same as in the file" in outcome.out


def test_three_epochs_and_three_more_are_identical_too(nnlab: Nnlab, spec: Path, run: Path) -> None:
    nnlab("train", spec, "-o", run, "--epochs", 3)
    assert verified(nnlab, run)["identical"]
    nnlab("train", run, "--resume", "-o", run, "--set", "training.learning_rate=0.2", "--set", "training.epochs=8")
    report = verified(nnlab, run)
    assert (report["identical"], report["steps"]) == (True, 56)


def test_a_changed_number_is_told_and_by_how_much(nnlab: Nnlab, saved: Path) -> None:
    def change(losses: Any) -> None:
        losses[9] += 0.5

    edit_array(saved, "history/losses", change)
    report = verified(nnlab, saved)
    assert (report["identical"], report["first_different_step"]) == (False, 10)
    (losses,) = (each for each in report["compared"] if each["what"] == "losses")
    assert losses["different"] == 1
    assert losses["largest_difference"] == pytest.approx(0.5)
    out = nnlab("verify", saved).out
    assert "not identical" in out
    assert "the losses differ from step 10 on" in out
    assert "1 of 42 differ, by at most 0.5" in out


def test_other_versions_are_named(nnlab: Nnlab, saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.np, "__version__", "9.9")
    assert verified(nnlab, saved)["versions"]["numpy"]["here"] == "9.9"
    assert "9.9 here" in nnlab("verify", saved).out


def test_what_changes_the_last_bits_is_kept(nnlab: Nnlab, saved: Path) -> None:
    assert {"nnlab", "python", "numpy", "blas", "platform"} <= open_experiment(saved).versions.keys()
    assert open_experiment(saved).versions["blas"] != "unknown"


@pytest.mark.parametrize("name", ["digits", "missing.nnlab"])
def test_what_holds_no_run_is_refused(nnlab: Nnlab, name: str) -> None:
    outcome = nnlab("verify", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert name in outcome.err


def test_a_run_of_other_settings_than_the_form_shows_is_repeated_as_it_was(nnlab: Nnlab, saved: Path) -> None:
    edit_json(saved, "spec.json", lambda document: document.update(seed=5))
    assert verified(nnlab, saved)["identical"]
