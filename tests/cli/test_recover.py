"""A run of the command line that is cut off is kept, found, gone on with, saved or dropped."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnlab.cli import keeping
from nnlab.errors import UnwritableFileError
from nnlab.store.atomic import write_atomically
from nnlab.store.experiment_file import Experiment, open_experiment
from nnlab.store.recovery.journal import Journal, cut_off
from nnlab.store.writer import Writer
from nnlab.text import Text
from nnlab.training.checkpoint import RunRecord
from tests.cli.conftest import Nnlab


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture(autouse=True)
def own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def record_in(path: Path) -> RunRecord:
    record = open_experiment(path).record
    assert record is not None
    return record


@pytest.fixture
def cut(nnlab: Nnlab, spec: Path, run: Path, tmp_path: Path) -> Callable[..., str]:
    """Leave behind what a run to ``run`` that is cut off after so many epochs leaves; return its name."""

    def leave(epochs: int = 3, *settings: str, is_saved: bool = True) -> str:
        half = tmp_path / "half.nnlab"
        assert nnlab("train", spec, *settings, "-o", half, "--epochs", epochs).code == 0
        with Writer() as writer:
            journal = Journal(writer)
            experiment = open_experiment(half)
            journal.keep(Experiment(experiment.spec, experiment.record), run if is_saved else None).result()
            return str(journal.leave().result())

    return leave


def test_nothing_cut_off_is_said(nnlab: Nnlab) -> None:
    outcome = nnlab("recover")
    assert (outcome.code, outcome.out) == (0, "")
    assert "there is nothing to recover" in outcome.err
    assert json.loads(nnlab("recover", "--json").out) == {"cut_off": []}


def test_what_was_cut_off_is_listed(nnlab: Nnlab, cut: Callable[..., str], run: Path) -> None:
    name = cut()
    (row,) = json.loads(nnlab("recover", "--json").out)["cut_off"]
    assert (row["name"], row["experiment"], row["steps"], row["file"]) == (name, "Small", 21, str(run))
    out = nnlab("recover").out
    assert name in out
    assert "Small, 21 steps" in out
    assert str(run) in out


def test_it_is_saved_where_it_belongs_or_elsewhere(
    nnlab: Nnlab, cut: Callable[..., str], run: Path, tmp_path: Path
) -> None:
    assert nnlab("recover", cut()).code == 0
    assert record_in(run).checkpoint.step == 21
    assert nnlab("recover", cut(), "-o", tmp_path / "other.nnlab").code == 0
    assert record_in(tmp_path / "other.nnlab").checkpoint.step == 21
    assert cut_off() == []


def test_it_is_dropped(nnlab: Nnlab, cut: Callable[..., str]) -> None:
    assert nnlab("recover", cut(), "--discard").code == 0
    assert cut_off() == []


def test_mistakes_are_told_and_nothing_is_lost(
    nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path, tmp_path: Path
) -> None:
    name = cut(is_saved=False)
    for arguments, said in [
        (("nowhere",), "nowhere"),
        (("../state",), "../state"),
        (("-o", run), "Say which one"),
        (("--discard",), "Say which one"),
        ((name,), "never saved"),
        ((name, "-o", spec), "is there already"),
        ((name, "-o", tmp_path / "none" / "run.nnlab"), "there is no folder"),
    ]:
        outcome = nnlab("recover", *arguments)
        assert (outcome.code, outcome.err.count("\n")) == (2, 1)
        assert said in outcome.err
    assert len(cut_off()) == 1


def test_a_run_goes_on_where_it_was_cut_off_to_the_same_bits(
    nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path, tmp_path: Path
) -> None:
    straight = tmp_path / "straight.nnlab"
    nnlab("train", spec, "-o", straight)
    cut()
    outcome = nnlab("train", spec, "-o", run, "--resume")
    assert outcome.code == 0
    assert "was cut off; it goes on from the 21 steps that were kept" in outcome.err
    assert np.array_equal(record_in(run).checkpoint.parameters, record_in(straight).checkpoint.parameters)
    assert np.array_equal(record_in(run).checkpoint.history.losses, record_in(straight).checkpoint.history.losses)
    assert cut_off() == []


def test_the_same_command_with_resume_goes_on_where_it_was_cut_off(
    nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path
) -> None:
    settings = ("--set", "training.epochs=4", "--set", "network.layers.0.units=5")
    cut(3, *settings)
    assert nnlab("train", spec, *settings, "-o", run, "--resume").code == 0
    record = record_in(run)
    assert (record.checkpoint.step, record.spec.network.layers[0].units, record.checkpoint.changes) == (28, 5, ())


def test_the_file_is_gone_on_with_where_it_is_further(
    nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path
) -> None:
    cut(2)
    nnlab("train", spec, "-o", run, "--epochs", 3)
    outcome = nnlab("train", run, "-o", run, "--resume")
    assert "not used here" in outcome.err
    assert record_in(run).checkpoint.step == 42
    assert len(cut_off()) == 1


def test_a_new_run_leaves_what_was_cut_off_alone(nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path) -> None:
    name = cut()
    outcome = nnlab("train", spec, "-o", run)
    assert f"nnlab recover {name}" in outcome.err
    (entry,) = cut_off()
    assert entry.name == name


def test_a_run_of_another_experiment_is_not_gone_on_with(
    nnlab: Nnlab, cut: Callable[..., str], spec: Path, run: Path
) -> None:
    cut()
    outcome = nnlab("train", "digits", "-o", run, "--resume")
    assert outcome.code == 2
    assert len(cut_off()) == 1


def test_a_run_is_kept_while_it_goes_on(nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process end in the middle, as after SIGKILL: no code of it runs after that."""
    real_keep = Journal.keep

    def keep(journal: Journal, experiment: Experiment, origin: Path | None) -> object:
        real_keep(journal, experiment, origin).result()
        journal.leave().result()
        raise Killed

    monkeypatch.setattr(keeping, "INTERVAL_S", 0)
    monkeypatch.setattr(Journal, "keep", keep)
    with pytest.raises(Killed):
        nnlab("train", spec, "-o", run, "--set", "training.epochs=100000")
    (entry,) = cut_off()
    record = entry.read().record
    assert entry.origin == run
    assert record is not None
    assert record.checkpoint.step > 0
    entry.release()


def test_nothing_is_left_of_a_run_that_ended(
    nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "INTERVAL_S", 0)
    assert nnlab("train", spec, "-o", run).code == 0
    assert nnlab("train", spec).code == 0
    assert cut_off() == []


def test_a_run_that_cannot_be_saved_is_kept(
    nnlab: Nnlab, spec: Path, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(_writer: Writer, path: Path, _experiment: Experiment) -> object:
        return _writer.submit(lambda: write_atomically(path.parent / "gone" / "x", lambda _file: None))

    monkeypatch.setattr(Writer, "save", save)
    outcome = nnlab("train", spec, "-o", run)
    assert outcome.code == 2
    (entry,) = cut_off()
    entry.release()
    assert f"nnlab recover {entry.name} -o RUN.nnlab" in outcome.err
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert nnlab("recover", entry.name).code == 0
    assert record_in(run).checkpoint.step == 42


def test_a_place_that_cannot_be_written_is_told_once_and_the_run_goes_on(
    nnlab: Nnlab, spec: Path, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(journal: Journal, _experiment: Experiment, _origin: Path | None) -> object:
        def work() -> None:
            raise UnwritableFileError(Text("No room."))

        return journal._writer.submit(work)

    monkeypatch.setattr(keeping, "INTERVAL_S", 0)
    monkeypatch.setattr(Journal, "keep", refuse)
    outcome = nnlab("train", spec, "-o", run, "--set", "training.epochs=400")
    assert outcome.code == 0
    assert outcome.err.count("No room. The run goes on") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_command_leaves_its_run(nnlab: Nnlab, spec: Path, run: Path) -> None:
    arguments = ["train", str(spec), "-o", str(run), "--set", "training.epochs=1000000"]
    script = (
        f"from nnlab.cli import keeping; keeping.INTERVAL_S = 0.2; from nnlab.__main__ import main; main({arguments})"
    )
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL) as process:
        for _ in range(10_000):
            if list((run.parent / "state").glob("nnlab/recovery/*/experiment.nnlab")):
                break
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.02)
        process.send_signal(signal.SIGKILL)
    assert not run.exists()
    (row,) = json.loads(nnlab("recover", "--json").out)["cut_off"]
    assert row["steps"] > 0
    assert row["file"] == str(run)
