"""Runs from files, side by side."""

import json
from collections.abc import Callable
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

import pytest

from nnlab.store.experiment_file import Experiment, find, open_experiment, save
from nnlab.training.checkpoint import RunRecord
from nnlab.training.evaluation import Result
from tests.cli.conftest import Nnlab, Outcome
from tests.training.runs import EPOCHS, STEPS

PARTS = ("train", "validation", "test")
DIVERGING = "training.learning_rate=1e30"
OTHER_DATA = "nnlab: The runs were not measured on the same data, so none is marked as the best.\n"

Train = Callable[..., Path]


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a terminal with room for everything."""
    monkeypatch.setenv("COLUMNS", "1000")


@pytest.fixture
def train(nnlab: Nnlab, spec: Path, tmp_path: Path) -> Train:
    """Train the small experiment with some settings, and return the file with the run."""

    def run(name: str, *settings: str, epochs: int = EPOCHS) -> Path:
        path = tmp_path / f"{name}.nnlab"
        path.parent.mkdir(exist_ok=True)
        changes = [f"--set={setting}" for setting in settings]
        assert nnlab("train", spec, *changes, "--epochs", epochs, "-o", path).code == 0
        return path

    return run


def as_json(result: Result | None) -> dict[str, float | None]:
    """Return a result as JSON has it: a number that is not finite is null."""
    assert result is not None
    return {"loss": result.loss if isfinite(result.loss) else None, "accuracy": result.accuracy}


def record_in(path: Path) -> RunRecord:
    record = open_experiment(path).record
    assert record is not None
    return record


def report(outcome: Outcome, told: str = "") -> dict[str, Any]:
    """Return the one object that stdout holds."""
    assert (outcome.code, outcome.err) == (0, told)
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    return found


def rows(outcome: Outcome) -> list[dict[str, str]]:
    """Return the cells of a table by their headings; no cell here is empty."""
    assert outcome.code == 0
    lines = outcome.out.split("\n\n")[0].splitlines()
    heading, *others = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
    return [dict(zip(heading, cells, strict=True)) for cells in others]


def refused(outcome: Outcome) -> str:
    """Return the one sentence of a command that refused its input."""
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nnlab")
    assert outcome.err.endswith(".\n")
    assert outcome.err.count("\n") == 1
    return outcome.err


class TestJson:
    def test_has_the_results_of_the_files(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("a"), train("b", "training.learning_rate=0.1", epochs=2)
        found = report(nnlab("compare", *paths, "--json"))
        assert list(found) == ["runs", "differences", "best"]
        for path, told in zip(paths, found["runs"], strict=True):
            record = record_in(path)
            checkpoint = record.checkpoint
            assert record.finish is not None
            assert (told["file"], told["finish"]) == (str(path), record.finish.value)
            assert (told["steps"], told["seconds"]) == (checkpoint.step, checkpoint.seconds)
            assert told["initial_loss"] == checkpoint.history.evaluations[0].loss
            for part in PARTS:
                result = record.results[part]
                assert result is not None
                assert told[part] == {"loss": result.loss, "accuracy": result.accuracy}
        assert [run["epochs"] for run in found["runs"]] == [EPOCHS, 2]
        assert [run["finish"] for run in found["runs"]] == ["completed", "stopped"]

    def test_has_for_each_run_what_training_reports(self, nnlab: Nnlab, spec: Path, run: Path) -> None:
        trained = report(replace(nnlab("train", spec, "-o", run, "--json"), err=""))
        (told,) = report(nnlab("compare", run, "--json"))["runs"]
        assert {key: told[key] for key in trained} == trained
        assert (told["changes"], told["first_nonfinite"], told["differs"]) == ([], None, {})

    def test_tells_what_differs_by_the_paths_of_the_spec(self, nnlab: Nnlab, train: Train) -> None:
        clipped = train("b", "training.learning_rate=0.1", "training.clip_norm=5")
        found = report(nnlab("compare", train("a"), clipped, "--json"))
        assert [run["differs"] for run in found["runs"]] == [
            {"training.learning_rate": 0.01, "training.clip_norm": None},
            {"training.learning_rate": 0.1, "training.clip_norm": 5.0},
        ]
        assert {each["path"] for each in found["differences"]} == set(found["runs"][0]["differs"])

    def test_tells_once_what_differs_alike_in_several_layers(self, nnlab: Nnlab, train: Train) -> None:
        dropping = train("b", "network.layers.0.dropout=0.5", "network.layers.1.dropout=0.5")
        found = report(nnlab("compare", train("a"), dropping, "--json"))
        assert found["differences"] == [{"path": "network.layers.0.dropout", "also": ["network.layers.1.dropout"]}]
        assert found["runs"][1]["differs"] == {"network.layers.0.dropout": 0.5}

    def test_names_nothing_that_a_run_does_not_have(self, nnlab: Nnlab, train: Train) -> None:
        one, two = 'network.layers=[{"units": 12}]', 'network.layers=[{"units": 12}, {"units": 5}]'
        paths = train("a", one), train("b", two)
        found = report(nnlab("compare", *paths, "--json"))
        assert [run["differs"] for run in found["runs"]] == [{}, {"network.layers.1": "relu 5"}]
        assert [row["network.layers.1"] for row in rows(nnlab("compare", *paths))] == ["–", "relu 5"]

    def test_names_the_best_of_what_can_be_compared(self, nnlab: Nnlab, train: Train) -> None:
        found = report(nnlab("compare", train("a"), train("b", "training.learning_rate=0.1", epochs=2), "--json"))
        losses = {run["name"]: run["validation"]["loss"] for run in found["runs"]}
        assert found["best"]["validation_loss"] == [min(losses, key=lambda name: losses[name])]
        assert set(found["best"]) <= {f"{part}_{what}" for part in PARTS for what in ("accuracy", "loss")}

    def test_tells_what_was_changed_on_the_way(self, nnlab: Nnlab, train: Train) -> None:
        path = train("a", epochs=2)
        settings = ["--set", "training.learning_rate=0.02", "--set", "training.epochs=3"]
        nnlab("train", path, "--resume", *settings, "-o", path)
        (told,) = report(nnlab("compare", path, "--json"))["runs"]
        assert told["changes"] == [
            {"step": 14, "path": "training.learning_rate", "value": 0.02, "before": 0.01},
            {"step": 14, "path": "training.epochs", "value": 3, "before": 6},
        ]


class TestTable:
    def test_says_the_same_in_words(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("a"), train("b", "training.learning_rate=0.1", epochs=2)
        outcome, found = nnlab("compare", *paths), report(nnlab("compare", *paths, "--json"))
        for row, told in zip(rows(outcome), found["runs"], strict=True):
            assert row["run"] == told["name"]
            assert row["training.learning_rate"] == str(told["differs"]["training.learning_rate"])
            for part in PARTS:
                assert row[f"{part} accuracy"].removesuffix(" *") == f"{100 * told[part]['accuracy']:.1f} %"
                assert row[f"{part} loss"].removesuffix(" *") == f"{told[part]['loss']:.3g}"
            assert (row["steps"], row["epochs"]) == (str(told["steps"]), f"{told['epochs']:g}")
            assert row["initial loss"] == f"{told['initial_loss']:.3g}"
            assert (row["seconds"], row["finish"]) == (f"{told['seconds']:.2f}", told["finish"])

    def test_marks_the_best_and_says_so(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("a"), train("b", "training.learning_rate=0.1", epochs=2)
        outcome, best = nnlab("compare", *paths), report(nnlab("compare", *paths, "--json"))["best"]
        marked = {
            name: [row["run"] for row in rows(outcome) if row[name.replace("_", " ")].endswith(" *")] for name in best
        }
        assert marked == best
        assert outcome.out.endswith("\n\n* the best of these runs\n")

    def test_of_one_run_has_neither_a_best_nor_a_difference(self, nnlab: Nnlab, train: Train) -> None:
        outcome = nnlab("compare", train("a"))
        assert "*" not in outcome.out
        (row,) = rows(outcome)
        assert not {"changed", "not finite"} & set(row)
        assert not any("." in heading for heading in row)

    def test_is_turned_where_the_terminal_is_narrow(
        self, nnlab: Nnlab, train: Train, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paths = train("a"), train("b", "training.learning_rate=0.1", epochs=2)
        (first, second), headings = rows(nnlab("compare", *paths)), list(rows(nnlab("compare", *paths))[0])
        monkeypatch.setenv("COLUMNS", "80")
        lines = nnlab("compare", *paths).out.split("\n\n")[0].splitlines()
        assert max(map(len, lines)) <= 80
        cells = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
        assert cells == [[heading, first[heading], second[heading]] for heading in headings]

    def test_fits_a_terminal_of_any_width(self, nnlab: Nnlab, train: Train, monkeypatch: pytest.MonkeyPatch) -> None:
        paths = [train("a"), train("b", DIVERGING), train("a" * 60, "training.l2=0.5", epochs=1)]
        for width in (20, 40, 60, 120):
            monkeypatch.setenv("COLUMNS", str(width))
            lines = nnlab("compare", *paths).out.split("\n\n* ")[0].splitlines()
            assert max(map(len, lines)) <= width

    def test_numbers_the_layers_that_differ_alike(self, nnlab: Nnlab, train: Train) -> None:
        dropping = train("b", "network.layers.0.dropout=0.5", "network.layers.1.dropout=0.5")
        found = rows(nnlab("compare", train("a"), dropping))
        assert [row["network.layers.0,1.dropout"] for row in found] == ["0.0", "0.5"]

    def test_says_what_was_changed_on_the_way(self, nnlab: Nnlab, train: Train) -> None:
        path = train("a", epochs=2)
        nnlab("train", path, "--resume", "--set", "training.learning_rate=0.02", "-o", path)
        (row,) = rows(nnlab("compare", path))
        assert row["changed"] == "training.learning_rate 0.01 → 0.02 after step 14"

    def test_does_not_tell_of_parts_without_examples(self, nnlab: Nnlab, train: Train) -> None:
        path = train("a", 'data.split={"train": 1.0, "validation": 0.0, "test": 0.0}')
        (row,) = rows(nnlab("compare", path))
        assert not {f"{part} {what}" for part in ("validation", "test") for what in ("loss", "accuracy")} & set(row)
        (told,) = report(nnlab("compare", path, "--json"))["runs"]
        assert told["validation"] is told["test"] is None


class TestNames:
    def test_are_those_of_the_files(self, nnlab: Nnlab, train: Train) -> None:
        found = report(nnlab("compare", train("a"), train("b.2"), "--json"))
        assert [run["name"] for run in found["runs"]] == ["a", "b.2"]

    def test_have_as_much_of_the_folders_as_tells_them_apart(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("one/a"), train("two/a"), train("two/b")
        found = report(nnlab("compare", *paths, "--json"))
        assert [run["name"] for run in found["runs"]] == [str(Path("one/a")), str(Path("two/a")), "b"]

    def test_of_a_file_that_is_named_twice_have_a_number(self, nnlab: Nnlab, train: Train) -> None:
        path = train("a")
        found = report(nnlab("compare", path, path, path, "--json"))
        assert [run["name"] for run in found["runs"]] == ["a", "a (2)", "a (3)"]
        assert (found["differences"], found["best"]) == ([], {})
        assert [row["steps"] for row in rows(nnlab("compare", path, path))] == [str(STEPS)] * 2

    def test_from_a_stranger_cannot_command_the_terminal(self, nnlab: Nnlab, train: Train, tmp_path: Path) -> None:
        hostile = tmp_path / "x\u202e\x9b31m.nnlab"
        train("a").rename(hostile)
        for options in ([], ["--json"]):
            out = nnlab("compare", hostile, *options).out
            assert not set(out) & set("\x9b\u202e")
            assert r"x\u202e\u009b31m" in out


class TestDiverged:
    def test_tells_the_step_and_the_layer_and_is_never_the_best(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("a"), train("b", "training.learning_rate=0.1"), train("broken", DIVERGING)
        broke = record_in(paths[2]).checkpoint.first_nonfinite
        assert broke is not None
        found = report(nnlab("compare", *paths, "--json"))
        told = found["runs"][2]
        assert told["finish"] == "diverged"
        assert told["first_nonfinite"] == {"step": broke.step, "layer": broke.layer, "pass": broke.during}
        assert told["train"] == as_json(record_in(paths[2]).results["train"])
        assert found["best"]
        assert all("broken" not in names for names in found["best"].values())

    def test_is_told_in_words(self, nnlab: Nnlab, train: Train) -> None:
        paths = train("a"), train("broken", DIVERGING)
        broke = record_in(paths[1]).checkpoint.first_nonfinite
        assert broke is not None
        good, row = rows(nnlab("compare", *paths))
        assert row["finish"] == "diverged"
        assert row["not finite"] == f"first in step {broke.step}, layer {broke.layer}, {broke.during} pass"
        assert good["not finite"] == "–"


class TestOtherData:
    def test_has_no_best(self, nnlab: Nnlab, train: Train) -> None:
        other = train("b", 'data.source={"kind": "moons", "examples": 150}')
        paths = train("a"), other
        outcome = nnlab("compare", *paths)
        assert (outcome.code, outcome.err) == (0, OTHER_DATA)
        assert "*" not in outcome.out
        assert [row["data.source"] for row in rows(outcome)] == ["spirals", "moons"]
        assert report(nnlab("compare", *paths, "--json"), OTHER_DATA)["best"] == {}

    def test_of_the_same_name_has_no_best_either(self, nnlab: Nnlab, train: Train) -> None:
        one, other = train("a"), train("b", "training.learning_rate=0.1", epochs=2)
        experiment, record = open_experiment(other), record_in(other)
        data = replace(record.checkpoint.data, fingerprint="0" * 64)
        changed = replace(record, checkpoint=replace(record.checkpoint, data=data))
        save(other, replace(experiment, record=changed))
        assert report(nnlab("compare", one, other, "--json"), OTHER_DATA)["best"] == {}

    def test_that_only_lie_elsewhere_have_a_best(self, nnlab: Nnlab, train: Train, tmp_path: Path) -> None:
        rows = "".join(f"{row % 7},{row},{'no' if row % 2 else 'yes'}\n" for row in range(60))
        paths = []
        for name, rate in (("one", 0.01), ("two", 0.1)):
            table = tmp_path / name / "table.csv"
            table.parent.mkdir()
            table.write_text(f"a,b,answer\n{rows}")
            source = json.dumps({"kind": "csv", "path": str(table)})
            paths.append(train(f"{name}/run", f"data.source={source}", f"training.learning_rate={rate}"))
        assert report(nnlab("compare", *paths, "--json"))["best"]


def test_a_run_that_was_saved_while_it_went_on_is_as_last_evaluated(nnlab: Nnlab, train: Train) -> None:
    path = train("a", epochs=2)
    record = record_in(path)
    save(path, Experiment(record.spec, replace(record, finish=None, results={})))
    last = [e for e in record.checkpoint.history.evaluations if e.part == "validation"][-1]
    (told,) = report(nnlab("compare", path, "--json"))["runs"]
    assert (told["finish"], told["steps"]) == (None, 14)
    assert told["validation"] == {"loss": last.loss, "accuracy": last.accuracy}
    assert rows(nnlab("compare", path))[0]["finish"] == "not finished, as last evaluated"


class TestBadInput:
    """The good file beside it changes nothing, and is not printed either."""

    @pytest.fixture
    def good(self, train: Train) -> Path:
        return train("good", epochs=1)

    def test_without_a_file_asks_for_one(self, nnlab: Nnlab) -> None:
        assert "the following arguments are required: RUN" in refused(nnlab("compare"))

    @pytest.mark.parametrize("options", [[], ["--json"]])
    def test_that_is_not_there_is_refused(self, options: list[str], nnlab: Nnlab, good: Path, tmp_path: Path) -> None:
        missing = tmp_path / "missing.nnlab"
        sentence = refused(nnlab("compare", good, missing, *options))
        assert sentence == f"nnlab: There is no file and no example called {missing}.\n"

    def test_of_no_name_or_a_folder_is_refused(self, nnlab: Nnlab, good: Path, tmp_path: Path) -> None:
        assert "is a folder" in refused(nnlab("compare", good, ""))
        assert str(tmp_path) in refused(nnlab("compare", good, tmp_path))
        assert "is a folder" in refused(nnlab("compare", "/"))

    def test_that_holds_no_run_is_refused(self, nnlab: Nnlab, good: Path, spec: Path, run: Path) -> None:
        save(run, find("digits"))
        for name in (spec, run, "digits"):
            assert refused(nnlab("compare", good, name)) == f"nnlab: {name} holds no run to compare; train it first.\n"

    def test_that_is_no_experiment_is_refused(self, nnlab: Nnlab, good: Path, tmp_path: Path) -> None:
        other = tmp_path / "notes.txt"
        other.write_text("no experiment", encoding="utf-8")
        assert str(other) in refused(nnlab("compare", good, other))

    def test_that_is_a_wrong_spec_is_refused_with_the_field(self, nnlab: Nnlab, good: Path, spec: Path) -> None:
        document = json.loads(spec.read_text(encoding="utf-8"))
        document["training"]["epochs"] = -1
        spec.write_text(json.dumps(document), encoding="utf-8")
        sentence = refused(nnlab("compare", good, spec))
        assert sentence.startswith(f"nnlab: {spec}: training.epochs")

    def test_that_is_damaged_is_refused(self, nnlab: Nnlab, good: Path, train: Train) -> None:
        damaged = train("damaged", epochs=1)
        damaged.write_bytes(damaged.read_bytes()[:-1])
        assert refused(nnlab("compare", good, damaged)) == (
            f"nnlab: {damaged} is damaged: it is cut short or garbled.\n"
        )
