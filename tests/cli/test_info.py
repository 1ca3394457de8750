import json
from pathlib import Path
from typing import Any

import pytest

from nnlab.spec.document import to_document, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.lessons import NO_LESSONS, ClaimRecord, LessonRecord
from nnlab.store.experiment_file import Experiment, open_experiment, save
from tests.cli.conftest import Nnlab
from tests.store.variety import EARLY_STOPPED
from tests.training.runs import small_spec

HOSTILE = "\x1b]0;owned\x07\x1b[2J\rnnlab\u202etxt.exe\x9b31m\u2028\x7f"
EVERYTHING: dict[str, Any] = {
    "data__source": {"kind": "spirals", "examples": 150, "classes": 2},
    "network__layers__0__activation": {"kind": "maxout", "pieces": 3},
    "network__layers__0__batch_norm": {"epsilon": 1e-3},
    "network__layers__0__dropout": 0.2,
    "network__layers__1__activation": {"kind": "prelu", "per": "unit"},
    "network__layers__1__batch_norm": True,
    "training__loss": "logistic",
    "training__optimizer": {"kind": "adam", "betas": [0.8, 0.9999999]},
    "training__schedule": {"kind": "step", "gamma": 0.5},
    "training__l1": 1e-5,
    "training__clip_norm": 5.0,
    "training__early_stopping": {"patience": 1},
}
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

    def test_tells_what_else_it_asks_for(self, nnlab: Nnlab, spec: Path) -> None:
        spec.write_text(to_json(small_spec(**EVERYTHING)), encoding="utf-8")
        found = rows(nnlab("info", spec).out)
        network, parameters = found["network"].rsplit(", ", 1)
        assert network == (
            "2 – 12 maxout (pieces 3) + batch norm (epsilon 0.001) + dropout 0.2 – 8 prelu (per unit) + batch norm – 1"
        )
        assert parameters == f"{2 * 36 + 2 * 36 + 12 * 8 + 2 * 8 + 8 + 8 + 1} parameters"
        assert found["loss"] == "logistic"
        assert found["training"] == (
            "adam (betas 0.8 and 0.9999999), rate 0.01, l2 0.0001, l1 1e-05, gradients clipped to 5"
        )
        assert found[""] == "batches of 16, 6 epochs, seed 0"
        assert found["schedule"] == "step (step_size 10, gamma 0.5)"
        assert found["early stopping"] == "after 1 epoch without a lower validation loss"

    def test_is_silent_about_what_is_off(self, nnlab: Nnlab, spec: Path) -> None:
        found = rows(nnlab("info", spec).out)
        assert not {"schedule", "early stopping", "changed", "not finite"} & set(found)
        assert found["loss"] == "softmax"

    @pytest.mark.parametrize(
        ("schedule", "words"),
        [
            ({"kind": "constant", "warmup": 2.0}, "constant (warmup 2.0)"),
            ({"kind": "cosine"}, "cosine"),
            ({"kind": "exponential"}, "exponential (gamma 0.95)"),
            ({"kind": "inverse_time", "warmup": 0.5}, "inverse_time (decay 0.1, warmup 0.5)"),
        ],
    )
    def test_tells_the_schedule_with_its_numbers(
        self, schedule: dict[str, Any], words: str, nnlab: Nnlab, spec: Path
    ) -> None:
        spec.write_text(to_json(small_spec(training__schedule=schedule)), encoding="utf-8")
        assert rows(nnlab("info", spec).out)["schedule"] == words

    def test_in_json_has_the_whole_spec(self, nnlab: Nnlab, spec: Path) -> None:
        outcome = nnlab("info", spec, "--json")
        assert (outcome.code, outcome.err) == (0, "")
        assert json.loads(outcome.out) == {
            "spec": to_document(small_spec(name="Small")),
            "parameters": PARAMETERS,
            "run": None,
            "search": None,
            "lessons": None,
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
        assert found["run"] == "stopped after 2 epochs, 14 steps"
        assert set(found) >= {"train", "validation", "test", "made by"}
        assert "accuracy" in found["test"]
        assert "numpy" in found["made by"]

    def test_in_json_has_the_run_and_its_results(self, nnlab: Nnlab, run: Path) -> None:
        found = json.loads(nnlab("info", run, "--json").out)
        assert list(found) == ["spec", "parameters", "run", "search", "lessons", "versions"]
        assert list(found["run"]) == [
            "finish", "epochs", "steps", "seconds", "fingerprint",
            "predicts", "class_names", "left_out", "blas_threads", "changes", "first_nonfinite",
            "results",
        ]  # fmt: skip
        assert (found["run"]["epochs"], found["run"]["changes"], found["run"]["first_nonfinite"]) == (2, [], None)
        assert found["run"]["finish"] == "stopped"
        assert found["run"]["steps"] == 14
        assert list(found["run"]["results"]) == ["train", "validation", "test"]
        assert set(found["versions"]) == {"nnlab", "python", "numpy", "blas", "platform"}

    def test_that_was_saved_while_it_went_on_says_so(self, nnlab: Nnlab, run: Path) -> None:
        found = open_experiment(run)
        assert found.record is not None
        unfinished = type(found.record)(found.record.spec, found.record.checkpoint, None, {})
        save(run, Experiment(found.spec, unfinished))
        assert rows(nnlab("info", run).out)["run"] == "not finished after 2 epochs, 14 steps"
        assert json.loads(nnlab("info", run, "--json").out)["run"]["finish"] is None

    def test_tells_what_was_changed_on_the_way(self, nnlab: Nnlab, run: Path) -> None:
        settings = ["--set", "training.learning_rate=0.02", "--set", "training.epochs=3"]
        assert nnlab("train", run, "--resume", *settings, "-o", run).code == 0
        lines = nnlab("info", run).out.splitlines()
        assert [line.split(None, 1)[1] for line in lines if line.startswith("changed")] == [
            "training.learning_rate 0.01 → 0.02 after step 14",
            "training.epochs 6 → 3 after step 14",
        ]
        assert rows("\n".join(lines))["run"] == "completed after 3 epochs, 21 steps"
        assert json.loads(nnlab("info", run, "--json").out)["run"]["changes"] == [
            {"step": 14, "path": "training.learning_rate", "value": 0.02, "before": 0.01},
            {"step": 14, "path": "training.epochs", "value": 3, "before": 6},
        ]

    @pytest.mark.parametrize("json_too", [[], ["--json"]])
    def test_that_diverged_tells_where(self, json_too: list[str], nnlab: Nnlab, spec: Path, run: Path) -> None:
        nnlab("train", spec, "--set", "training.learning_rate=1e30", "-o", run)
        record = open_experiment(run).record
        assert record is not None
        broke = record.checkpoint.first_nonfinite
        assert broke is not None
        out = nnlab("info", run, *json_too).out
        if json_too:
            expected = {"step": broke.step, "layer": broke.layer, "pass": broke.during}
            assert json.loads(out)["run"]["first_nonfinite"] == expected
        else:
            words = f"first in step {broke.step}, layer {broke.layer}, {broke.during} pass"
            assert rows(out)["not finite"] == words

    def test_that_stopped_early_says_so(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        spec.write_text(to_json(small_spec(**EARLY_STOPPED)), encoding="utf-8")
        nnlab("train", spec, "-o", run)
        assert rows(nnlab("info", run).out)["run"].startswith("stopped early after ")
        assert json.loads(nnlab("info", run, "--json").out)["run"]["finish"] == "early_stopped"

    def test_of_other_settings_than_the_form_shows_says_so(self, nnlab: Nnlab, run: Path) -> None:
        words = "of other settings than those above, which were edited since"
        assert words not in nnlab("info", run).out
        record = open_experiment(run).record
        save(run, Experiment(small_spec(name="Renamed"), record))
        assert words not in nnlab("info", run).out
        save(run, Experiment(small_spec(seed=5), record))
        assert words in nnlab("info", run).out

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


def test_what_was_done_of_lessons_is_told(nnlab: Nnlab, tmp_path: Path) -> None:
    claims = (ClaimRecord(name="a", measured=0.5, passed=True), ClaimRecord(name="b", measured=None, passed=False))
    done = LessonRecord(lesson="symmetry", predicted=2, answer="It still guesses", claims=claims)
    path = tmp_path / "handed-in.nnlab"
    save(path, Experiment(small_spec(), lessons=NO_LESSONS.with_lesson(done)))
    assert "symmetry: 1 of 2 claims hold; predicted “It still guesses”" in " ".join(nnlab("info", path).out.split())
    (told,) = json.loads(nnlab("info", path, "--json").out)["lessons"]
    assert (told["lesson"], told["answer"], len(told["claims"])) == ("symmetry", "It still guesses", 2)
