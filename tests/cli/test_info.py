import json
from pathlib import Path

import pytest

from nnlab.spec.document import to_document, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.experiment_file import Experiment, open_experiment, save
from tests.cli.conftest import Nnlab
from tests.training.runs import small_spec

HOSTILE = "\x1b]0;owned\x07\x1b[2J\rnnlab\u202etxt.exe\x9b31m\u2028\x7f"
PARAMETERS = (2 + 1) * 12 + (12 + 1) * 8 + (8 + 1) * 3


def rows(text: str) -> dict[str, str]:
    """Return the values of a listing by their labels."""
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {label.strip(): value.strip() for label, value in pairs}


class TestOfASpec:
    def test_tells_what_it_describes(self, nnlab: Nnlab, spec: Path) -> None:
        outcome = nnlab("info", spec)
        assert (outcome.code, outcome.err) == (0, "")
        found = rows(outcome.out)
        assert found["name"] == "Small"
        assert found["data"] == "spirals: 150 examples of 2 features, 3 classes"
        assert found["parts"] == "106 train, 22 validation, 22 test"
        assert found["preprocessing"] == "center, normalize"
        assert found["network"] == f"2 – 12 relu – 8 tanh – 3, {PARAMETERS} parameters"
        assert found["training"] == "momentum, rate 0.01, l2 0.0001"
        assert found["run"] == "none yet"

    def test_in_json_has_the_whole_spec(self, nnlab: Nnlab, spec: Path) -> None:
        outcome = nnlab("info", spec, "--json")
        assert (outcome.code, outcome.err) == (0, "")
        assert json.loads(outcome.out) == {
            "spec": to_document(small_spec(name="Small")),
            "parameters": PARAMETERS,
            "run": None,
            "versions": None,
        }

    def test_finds_the_examples(self, nnlab: Nnlab) -> None:
        assert rows(nnlab("info", "digits").out)["data"] == "digits: 1,797 examples of 8 × 8, 10 classes"

    def test_of_a_giant_needs_no_memory(self, nnlab: Nnlab, spec: Path) -> None:
        layers = [{"kind": "dense", "units": 100_000}] * 200
        spec.write_text(json.dumps({"nnlab": 1, "network": {"layers": layers}}), encoding="utf-8")
        assert json.loads(nnlab("info", spec, "--json").out)["parameters"] > 1e12


class TestOfARun:
    @pytest.fixture
    def run(self, nnlab: Nnlab, spec: Path, run: Path) -> Path:
        assert nnlab("train", spec, "--epochs", 2, "-o", run).code == 0
        return run

    def test_tells_how_it_ended(self, nnlab: Nnlab, run: Path) -> None:
        found = rows(nnlab("info", run).out)
        assert found["run"] == "stopped after 14 steps"
        assert set(found) >= {"train", "validation", "test", "made by"}
        assert "accuracy" in found["test"]
        assert "numpy" in found["made by"]

    def test_in_json_has_the_run_and_its_results(self, nnlab: Nnlab, run: Path) -> None:
        found = json.loads(nnlab("info", run, "--json").out)
        assert list(found) == ["spec", "parameters", "run", "versions"]
        assert list(found["run"]) == ["finish", "steps", "seconds", "fingerprint", "blas_threads", "results"]
        assert found["run"]["finish"] == "stopped"
        assert found["run"]["steps"] == 14
        assert list(found["run"]["results"]) == ["train", "validation", "test"]
        assert set(found["versions"]) == {"nnlab", "python", "numpy", "platform"}

    def test_that_was_saved_while_it_went_on_says_so(self, nnlab: Nnlab, run: Path) -> None:
        found = open_experiment(run)
        assert found.record is not None
        unfinished = type(found.record)(found.record.spec, found.record.checkpoint, None, {})
        save(run, Experiment(found.spec, unfinished))
        assert rows(nnlab("info", run).out)["run"] == "not finished after 14 steps"
        assert json.loads(nnlab("info", run, "--json").out)["run"]["finish"] is None

    def test_that_is_damaged_is_refused(self, nnlab: Nnlab, run: Path) -> None:
        run.write_bytes(run.read_bytes()[:-1])
        outcome = nnlab("info", run)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"nnlab: {run} is damaged: it is cut short or garbled.\n"


class TestOfAStranger:
    """Names and notes are plain text, whatever they hold."""

    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Path:
        path = tmp_path / "hostile.nnlab"
        save(path, Experiment(spec_called(HOSTILE, notes=f"first\r\nsecond\t{HOSTILE}")))
        return path

    def test_can_neither_command_the_terminal_nor_turn_text_round(self, nnlab: Nnlab, hostile: Path) -> None:
        out = nnlab("info", hostile).out
        assert not set(out) & set("\x1b\x07\r\x9b\x7f\u202e\u2028\t")
        assert r"\u001b[2J" in out
        assert r"\u202etxt.exe\u009b31m" in out

    def test_cannot_forge_a_row(self, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "forged.nnlab"
        save(path, Experiment(spec_called("x\nrun  completed after 1,000 steps", notes="\n\nrun  completed")))
        lines = nnlab("info", path).out.splitlines()
        assert [line for line in lines if line.startswith("run")] == ["run            none yet"]

    def test_in_json_comes_back_as_it_was(self, nnlab: Nnlab, hostile: Path) -> None:
        out = nnlab("info", hostile, "--json").out
        assert json.loads(out)["spec"]["name"] == HOSTILE
        assert not set(out) & set("\x1b\x07\r\x9b\x7f\u202e\u2028\t")

    def test_may_write_in_any_script(self, nnlab: Nnlab, tmp_path: Path) -> None:
        path = tmp_path / "words.nnlab"
        for name in ("숫자 두 층", "عشرة أرقام", "Ünïcödé — “10”", "👩‍🔬 🧠"):
            save(path, Experiment(spec_called(name)))
            assert rows(nnlab("info", path).out)["name"] == name


def spec_called(name: str, **changes: str) -> ExperimentSpec:
    return small_spec().model_copy(update={"name": name, **changes})


def test_notes_of_several_lines_stand_below_one_another(nnlab: Nnlab, spec: Path) -> None:
    spec.write_text(to_json(spec_called("", notes="One.\n\nThree.")), encoding="utf-8")
    lines = nnlab("info", spec).out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("notes"))
    assert [line.strip() for line in lines[at : at + 3]] == ["notes          One.", "", "Three."]
    assert lines[0].split() == ["name", "(none)"]
