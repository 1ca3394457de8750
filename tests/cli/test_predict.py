import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.loading import load
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.files import CsvSpec, ImageFolderSpec
from nnlab.store.experiment_file import Experiment, save
from tests.cli.conftest import Nnlab, Outcome
from tests.data.new.files import put_arrays, put_picture, put_table
from tests.training.runs import small_spec
from tests.training.trained import trained

HOSTILE = '\u202e"a, b"'


def save_run(path: Path, spec: ExperimentSpec, last: int | None = None) -> Path:
    """Train and save, and return the file."""
    save(path, Experiment(spec, trained(spec, last)))
    return path


def report(outcome: Outcome) -> dict[str, Any]:
    """Return the one object that stdout holds."""
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, dict)
    return found


def refused(outcome: Outcome) -> str:
    """Return the one sentence of a command that refused its input."""
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    return outcome.err.rstrip("\n")


def written(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def spirals(run: Path) -> Path:
    """Save a run on 150 points."""
    return save_run(run, small_spec())


@pytest.fixture
def points(tmp_path: Path) -> Path:
    """Lay the same points with their classes."""
    dataset = load(small_spec().data)
    rows = [(*x, label) for x, label in zip(dataset.x.tolist(), dataset.targets, strict=True)]
    return put_table(tmp_path / "points.csv", rows, (*dataset.feature_names, "label"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Lay a table of a person's own: the taller ones are men or women, mostly."""
    rng = np.random.default_rng(0)
    heights = rng.normal(170, 10, 80).round(1)
    rows = [(height, ("cat", HOSTILE)[int(height > 170)].replace('"', '""')) for height in heights]
    return put_table(tmp_path / "table.csv", [(height, f'"{name}"') for height, name in rows], ("height", "kind"))


class TestReport:
    def test_of_classes(self, nnlab: Nnlab, spirals: Path, points: Path) -> None:
        found = report(nnlab("predict", spirals, points, "--json"))
        assert list(found) == ["examples", "classes", "loss", "accuracy", "output"]
        assert (found["examples"], found["output"]) == (150, None)
        assert list(found["classes"]) == ["0", "1", "2"]
        assert sum(found["classes"].values()) == 150
        assert 0 < found["loss"] < 2
        assert 0.3 < found["accuracy"] <= 1

    def test_without_the_truth(self, nnlab: Nnlab, spirals: Path, points: Path) -> None:
        with_truth = report(nnlab("predict", spirals, points, "--json"))
        put_table(points, [row[:2] for row in written(points)[1:]], ("x", "y"))
        found = report(nnlab("predict", spirals, points, "--json"))
        assert (found["loss"], found["accuracy"]) == (None, None)
        assert found["classes"] == with_truth["classes"]

    def test_of_numbers(self, nnlab: Nnlab, run: Path, tmp_path: Path) -> None:
        spec = small_spec(data__source={"kind": "hills", "examples": 150}, training__loss="mse")
        x, y = load(spec.data).x, load(spec.data).targets
        arrays = put_arrays(tmp_path / "hills.npz", x=x, y=y)
        found = report(nnlab("predict", save_run(run, spec), arrays, "-o", tmp_path / "out.csv", "--json"))
        assert list(found) == ["examples", "outputs", "loss", "accuracy", "output"]
        assert found["accuracy"] is None
        predicted = np.array([float(row[1]) for row in written(tmp_path / "out.csv")[1:]])
        assert found["outputs"] == pytest.approx(
            {"mean": predicted.mean(), "min": predicted.min(), "max": predicted.max()}, rel=1e-6
        )
        assert found["loss"] == pytest.approx(np.mean((predicted - y[:, 0]) ** 2), rel=1e-5)

    def test_of_several_numbers_an_example(self, nnlab: Nnlab, run: Path, tmp_path: Path) -> None:
        rng = np.random.default_rng(0)
        arrays = put_arrays(tmp_path / "two.npz", x=rng.random((50, 3)), y=rng.random((50, 2)))
        spec = small_spec(data__source={"kind": "npz", "path": str(arrays)}, training__loss="mse")
        found = report(nnlab("predict", save_run(run, spec), arrays, "--json"))
        assert [len(values) for values in found["outputs"].values()] == [2, 2, 2]
        assert nnlab("predict", run, arrays).out.count("mean") == 2

    def test_numbers_that_are_not_finite_are_null(self, nnlab: Nnlab, run: Path, tmp_path: Path) -> None:
        spec = small_spec(data__source={"kind": "hills", "examples": 150}, training__loss="mse")
        arrays = put_arrays(tmp_path / "far.npz", x=np.full((2, 2), 1e300), y=np.zeros((2, 1)))
        found = report(nnlab("predict", save_run(run, spec), arrays, "--json"))
        assert found["loss"] is None
        assert found["outputs"]["max"] is None


class TestOutput:
    def test_holds_every_example_with_all_probabilities(
        self, nnlab: Nnlab, spirals: Path, points: Path, tmp_path: Path
    ) -> None:
        output = tmp_path / "out.csv"
        found = report(nnlab("predict", spirals, points, "-o", output, "--json"))
        header, *rows = written(output)
        assert header == ["example", "prediction", "p(0)", "p(1)", "p(2)", "truth"]
        assert [row[0] for row in rows] == [str(number) for number in range(1, 151)]
        assert [row[5] for row in rows] == [row[2] for row in written(points)[1:]]
        for row in rows:
            shares = [float(share) for share in row[2:5]]
            assert sum(shares) == pytest.approx(1, abs=1e-6)
            assert row[1] == str(shares.index(max(shares)))
        assert sum(row[1] == row[5] for row in rows) / 150 == pytest.approx(found["accuracy"])
        assert found["output"] == str(output)

    def test_replaces_an_older_file_only_when_all_went_well(
        self, nnlab: Nnlab, spirals: Path, points: Path, tmp_path: Path
    ) -> None:
        output = tmp_path / "out.csv"
        output.write_text("old")
        points.write_text("x,y\n1,2\n1,far\n")
        refused(nnlab("predict", spirals, points, "-o", output))
        assert output.read_text() == "old"

    @pytest.mark.parametrize("name", ["points.csv", "run.nnlab"])
    def test_never_takes_the_place_of_what_is_read(
        self, name: str, nnlab: Nnlab, spirals: Path, points: Path, tmp_path: Path
    ) -> None:
        before = (tmp_path / name).read_bytes()
        assert "another name" in refused(nnlab("predict", spirals, points, "-o", tmp_path / name))
        assert (tmp_path / name).read_bytes() == before

    def test_into_a_folder_that_is_not_there_is_refused_before_anything_is_read(
        self, nnlab: Nnlab, spirals: Path, tmp_path: Path
    ) -> None:
        said = refused(nnlab("predict", spirals, tmp_path / "nothing.csv", "-o", tmp_path / "no" / "out.csv"))
        assert "there is no folder" in said


class TestForPeople:
    def test_shows_ten_predictions_and_a_summary(self, nnlab: Nnlab, spirals: Path, points: Path) -> None:
        outcome = nnlab("predict", spirals, points)
        assert (outcome.code, outcome.err) == (0, "")
        head, *lines = outcome.out.splitlines()
        assert head.split() == ["example", "prediction", "probability", "truth"]
        assert [line.split()[0] for line in lines[:10]] == [str(number) for number in range(1, 11)]
        assert lines[10] == "… and 140 more"
        found = report(nnlab("predict", spirals, points, "--json"))
        for name, count in found["classes"].items():
            assert f"{name}  {count}" in outcome.out
        assert f"loss {found['loss']:.3g}, accuracy {100 * found['accuracy']:.1f} %" in outcome.out

    def test_shows_all_where_there_are_few(self, nnlab: Nnlab, spirals: Path, tmp_path: Path) -> None:
        arrays = put_arrays(tmp_path / "one.npz", x=np.zeros((1, 2)))
        outcome = nnlab("predict", spirals, arrays, "-o", tmp_path / "out.csv")
        assert "more" not in outcome.out
        assert f"saved      {tmp_path / 'out.csv'}" in outcome.out
        assert "result" not in outcome.out

    def test_escapes_what_could_command_a_terminal(self, nnlab: Nnlab, run: Path, table: Path) -> None:
        spec = small_spec(data__source=CsvSpec(path=str(table)).model_dump(mode="json"))
        outcome = nnlab("predict", save_run(run, spec), table)
        assert outcome.code == 0
        assert "\u202e" not in outcome.out
        assert "\\u202e" in outcome.out

    def test_of_many_classes_tells_the_most_frequent(self, nnlab: Nnlab, run: Path, tmp_path: Path) -> None:
        spec = small_spec(data__source={"kind": "noise", "examples": 150, "features": 5, "classes": 40})
        arrays = put_arrays(tmp_path / "new.npz", x=np.random.default_rng(0).normal(size=(500, 5)))
        outcome = nnlab("predict", save_run(run, spec), arrays)
        found = report(nnlab("predict", run, arrays, "--json"))
        named = sum(count > 0 for count in found["classes"].values())
        assert named > 11
        assert f"… and {named - 10} more classes" in outcome.out
        name, count = max(found["classes"].items(), key=lambda item: item[1])
        assert f"predicted  {name:<2}  {count}" in outcome.out


class TestARun:
    def test_on_a_persons_own_table_predicts_when_that_table_is_gone(
        self, nnlab: Nnlab, run: Path, table: Path, tmp_path: Path
    ) -> None:
        spec = small_spec(data__source=CsvSpec(path=str(table)).model_dump(mode="json"))
        save_run(run, spec)
        new = put_table(tmp_path / "new.csv", [(150,), (190,)], ("height",))
        table.unlink()
        outcome = nnlab("predict", run, new, "-o", tmp_path / "out.csv")
        assert outcome.code == 0, outcome.err
        header, *rows = written(tmp_path / "out.csv")
        assert set(header[2:]) == {"p(cat)", f"p({HOSTILE})"}
        assert [row[1] for row in rows] == ["cat", HOSTILE]

    def test_on_images_predicts_on_a_picture(self, nnlab: Nnlab, run: Path, tmp_path: Path) -> None:
        rng = np.random.default_rng(0)
        for place in range(12):
            kind, shade = ("dark", 40) if place % 2 else ("light", 215)
            put_picture(tmp_path / "train" / kind / f"{place}.png", rng.integers(shade - 40, shade + 40, (6, 6, 3)))
        source = ImageFolderSpec(path=str(tmp_path / "train"), width=4, height=4)
        spec = small_spec(data__source=source.model_dump(mode="json"), training__batch_size=4, training__epochs=40)
        picture = put_picture(tmp_path / "new.png", np.full((9, 9, 3), 20))
        found = report(nnlab("predict", save_run(run, spec), picture, "-o", tmp_path / "out.csv", "--json"))
        assert found["classes"] == {"dark": 1, "light": 0}
        assert written(tmp_path / "out.csv")[1][:2] == ["new.png", "dark"]

    def test_that_diverged_or_was_stopped_predicts_all_the_same(self, nnlab: Nnlab, run: Path, points: Path) -> None:
        save_run(run, small_spec(training__learning_rate=1e30))
        assert report(nnlab("predict", run, points, "--json"))["examples"] == 150
        save_run(run, small_spec(), last=3)
        assert report(nnlab("predict", run, points, "--json"))["examples"] == 150

    def test_with_scores_only_shows_no_probabilities(
        self, nnlab: Nnlab, run: Path, points: Path, tmp_path: Path
    ) -> None:
        save_run(run, small_spec(training__loss="hinge"))
        outcome = nnlab("predict", run, points, "-o", tmp_path / "out.csv")
        assert outcome.out.splitlines()[0].split() == ["example", "prediction", "truth"]
        assert written(tmp_path / "out.csv")[0][2:5] == ["score(0)", "score(1)", "score(2)"]


class TestRefusals:
    def test_a_spec_without_a_run(self, nnlab: Nnlab, spec: Path, points: Path) -> None:
        assert "holds no run to predict with" in refused(nnlab("predict", spec, points))
        assert "digits holds no run" in refused(nnlab("predict", "digits", points))

    def test_data_that_are_not_there(self, nnlab: Nnlab, spirals: Path, tmp_path: Path) -> None:
        assert "nothing.csv is not there" in refused(nnlab("predict", spirals, tmp_path / "nothing.csv"))

    def test_names_that_no_file_can_have(self, nnlab: Nnlab, spirals: Path, points: Path, tmp_path: Path) -> None:
        (tmp_path / "out.csv").touch()
        for run, data in ((spirals, "d" * 300), ("r" * 300, points), (spirals, "\0")):
            refused(nnlab("predict", run, data, "-o", tmp_path / "out.csv"))

    def test_data_of_another_shape(self, nnlab: Nnlab, spirals: Path, tmp_path: Path) -> None:
        said = refused(nnlab("predict", spirals, put_arrays(tmp_path / "new.npz", x=np.zeros((3, 5)))))
        assert "a row of 5 numbers" in said
        assert "a row of 2 numbers" in said

    def test_a_run_without_data(self, nnlab: Nnlab, spirals: Path) -> None:
        assert "DATA" in refused(nnlab("predict", spirals))
