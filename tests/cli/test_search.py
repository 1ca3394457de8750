import json
import signal
import sys
from pathlib import Path

import pytest

from nnlab.search.search import Search
from nnlab.search.workers import Processes
from nnlab.store.experiment_file import open_experiment
from tests.cli.conftest import Nnlab
from tests.search.searching import SPACE

HOW = ("--trials", 8, "--stages", 2, "--jobs", 1)


@pytest.fixture
def space(tmp_path: Path) -> Path:
    path = tmp_path / "space.json"
    path.write_text(json.dumps(SPACE))
    return path


def losses(report: dict) -> list[float | None]:
    return [trial["validation_loss"] for trial in report["trials"]]


def test_it_says_what_did_best(nnlab: Nnlab, spec: Path, space: Path) -> None:
    outcome = nnlab("search", spec, "--space", space, *HOW)
    assert outcome.code == 0
    assert "training.learning_rate" in outcome.out
    assert "8 trials: " in outcome.out
    assert "best: training.learning_rate = " in outcome.out


def test_programs_get_one_object_whatever_the_number_of_processes(nnlab: Nnlab, spec: Path, space: Path) -> None:
    one = json.loads(nnlab("search", spec, "--space", space, *HOW, "--json").out)
    two = json.loads(nnlab("search", spec, "--space", space, *HOW, "--jobs", 2, "--json").out)
    assert set(one) == {"trials", "best", "at_border", "methods"}
    assert one["best"]["validation_loss"] == min(loss for loss in losses(one) if loss is not None)
    assert [trial["stage"] for trial in one["trials"]] == [0] * 4 + [1] * 4
    assert losses(one) == losses(two)
    assert one["at_border"] == two["at_border"]


def test_a_grid_has_few_values_on_each_axis(nnlab: Nnlab, spec: Path, space: Path) -> None:
    report = json.loads(
        nnlab("search", spec, "--space", space, "--method", "grid", "--trials", 8, "--jobs", 1, "--json").out
    )
    assert len({trial["values"]["training.learning_rate"] for trial in report["trials"]}) == 2


def test_a_grid_and_random_search_are_told_beside_each_other(nnlab: Nnlab, spec: Path, space: Path) -> None:
    how = ("search", spec, "--space", space, "--method", "both", "--trials", 16, "--jobs", 1)
    methods = json.loads(nnlab(*how, "--json").out)["methods"]
    rate = "training.learning_rate"
    assert {name: side["trials"] for name, side in methods.items()} == {"grid": 8, "random": 8}
    assert methods["random"]["distinct"][rate] == 8 > methods["grid"]["distinct"][rate]
    assert "random: 8 trials, 8 values of training.learning_rate" in nnlab(*how).out


def test_the_ranges_of_each_stage_are_told(nnlab: Nnlab, spec: Path, space: Path) -> None:
    told = nnlab("search", spec, "--space", space, *HOW).err
    assert "Stage 1: training.learning_rate" in told
    assert "Stage 2: training.learning_rate" in told


def test_it_is_saved_and_taken_up_again(
    nnlab: Nnlab, spec: Path, space: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, advance = tmp_path / "out.nnlab", Search.advance

    def interrupted(search: Search, timeout: float = 0.0) -> bool:
        if len(search.record.trials) >= 3:
            signal.raise_signal(signal.SIGINT)
        return advance(search, timeout)

    straight = json.loads(nnlab("search", spec, "--space", space, *HOW, "--json").out)
    with monkeypatch.context() as patch:
        patch.setattr(Search, "advance", interrupted)
        outcome = nnlab("search", spec, "--space", space, *HOW, "-o", out)
    assert outcome.code == 0
    assert "Stopped; the same command goes on from" in outcome.err
    assert 3 <= len(open_experiment(out).search.trials) < 8
    again = nnlab("search", spec, "--space", space, *HOW, "-o", out, "--json")
    assert "Going on with the search in" in again.err
    assert losses(json.loads(again.out)) == losses(straight)
    held = nnlab("search", out, "--json", "--jobs", 1)  # what the file holds is asked for again, and done
    assert losses(json.loads(held.out)) == losses(straight)


def test_a_run_in_the_same_file_stays(nnlab: Nnlab, spec: Path, space: Path, tmp_path: Path) -> None:
    out = tmp_path / "run.nnlab"
    assert nnlab("train", spec, "--epochs", 1, "-o", out).code == 0
    outcome = nnlab("search", out, "--space", space, "--trials", 2, "--jobs", 1, "-o", out)
    assert outcome.code == 0
    held = open_experiment(out)
    assert held.record is not None
    assert len(held.search.trials) == 2


def test_another_search_is_not_lost(nnlab: Nnlab, spec: Path, space: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.nnlab"
    assert nnlab("search", spec, "--space", space, "--trials", 2, "--jobs", 1, "-o", out).code == 0
    before = out.read_bytes()
    outcome = nnlab("search", spec, "--space", space, "--trials", 3, "--jobs", 1, "-o", out)
    assert outcome.code == 2
    assert "holds another search or experiment; take another name" in outcome.err
    assert out.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_process_costs_a_retry(nnlab: Nnlab, spec: Path, space: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    straight = json.loads(nnlab("search", spec, "--space", space, *HOW, "--json").out)
    killed, advance, made = [], Search.advance, []
    monkeypatch.setattr(Processes, "__init__", _remembering(Processes.__init__, made))

    def killing(search: Search, timeout: float = 0.0) -> bool:
        if not killed and len(search.record.trials) >= 2:
            process = next(iter(made[0]._pool._processes.values()))
            process.kill()
            killed.append(process.pid)
        return advance(search, timeout)

    monkeypatch.setattr(Search, "advance", killing)
    report = json.loads(nnlab("search", spec, "--space", space, *HOW, "--jobs", 2, "--json").out)
    assert killed
    assert losses(report) == losses(straight)
    assert all(trial["outcome"] != "failed" for trial in report["trials"])


def _remembering(init, made):
    def remembered(workers: Processes, count: int) -> None:
        init(workers, count)
        made.append(workers)

    return remembered


@pytest.mark.parametrize(
    ("document", "arguments", "sentence"),
    [
        (None, (), "small.json holds no search; say with --space"),
        ({"training.rate": {"uniform": [0, 1]}}, (), "training.rate: there is no such field"),
        ({"training.l2": {"uniform": [1, 0]}}, (), "must rise: 1 is not below 0"),
        ({"training.l2": {"log_uniform": [-1, 1]}}, (), "must lie above zero"),
        ({"training.l2": {"uniform": [0, 1]}}, ("--trials", 20000), "--trials at most 10,000"),
        ({"training.l2": {"uniform": [0, 1]}}, ("--trials", 1, "--stages", 2), "--trials must be at least 2"),
        ({"training.l2": {"uniform": [0, 1]}}, ("--halving", 1), "halving: must be at least 2"),
        ({"training.l2": {"uniform": [0, 1]}}, ("--jobs", 0), "must be a whole number of at least 1"),
        ({"training.l2": {"uniform": [0, 1]}}, ("--scheduler", "here"), "is no address of a scheduler"),
        ({"training.l2": {"uniform": [0, 1]}}, ("-o", "no/such/folder/x.nnlab"), "no/such/folder"),
        (
            {f"training.{name}": {"uniform": [0, 1], "points": 4000} for name in ("l1", "l2")},
            ("--method", "grid"),
            "the grid has 16,000,000 points",
        ),
    ],
)
def test_bad_input_gets_a_sentence(
    nnlab: Nnlab, spec: Path, tmp_path: Path, document: object, arguments: tuple, sentence: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document))
    asked = () if document is None else ("--space", path)
    outcome = nnlab("search", spec, *asked, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("text", ["", "[", "[]", "3", '{"a": 1}', '{"space": 3}', "\x00"])
def test_a_space_that_is_none_gets_a_sentence(nnlab: Nnlab, spec: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    outcome = nnlab("search", spec, "--space", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "bad.json" in outcome.err


def test_a_space_that_is_not_there_gets_a_sentence(nnlab: Nnlab, spec: Path, tmp_path: Path) -> None:
    outcome = nnlab("search", spec, "--space", tmp_path)
    assert outcome.code == 2
    assert "could not be read" in outcome.err


def test_info_tells_of_it(nnlab: Nnlab, spec: Path, space: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.nnlab"
    assert nnlab("search", spec, "--space", space, "--trials", 2, "--jobs", 1, "-o", out).code == 0
    assert "2 trials over training.learning_rate, network.layers.0.units" in nnlab("info", out).out
    assert json.loads(nnlab("info", out, "--json").out)["search"]["trials"] == 2
