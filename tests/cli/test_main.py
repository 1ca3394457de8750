"""What holds for every command: exit codes, streams, and that no traceback reaches a person."""

import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import nnlab as package
from nnlab.cli import compare, datasets
from nnlab.cli.main import COMMANDS, is_command_line
from nnlab.errors import InvalidSpecError, NnlabError, Problem
from nnlab.logs import log_path
from nnlab.text import Text
from tests.cli.conftest import Nnlab

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such thing")


def process(*arguments: object, code: str = "", **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, after ``code``."""
    program = f"import sys\n{code}\nfrom nnlab.__main__ import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *map(str, arguments)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, encoding="utf-8", timeout=60, check=False, **options)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_a_result(arguments: list[str], nnlab: Nnlab) -> None:
    outcome = nnlab(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("usage: nnlab")


def test_help_names_every_command(nnlab: Nnlab) -> None:
    out = nnlab("--help").out
    assert all(command in out for command in COMMANDS)


def test_the_version_is_that_of_the_package(nnlab: Nnlab) -> None:
    assert nnlab("--version").out == f"nnlab {package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["trian"], "nnlab: argument COMMAND: invalid choice: 'trian'"),
        (["trian", "digits"], "nnlab: argument COMMAND: invalid choice: 'trian'"),
        (["--unknown"], "nnlab: "),
        (["train"], "nnlab train: the following arguments are required: SPEC"),
        (["info"], "nnlab info: the following arguments are required: FILE"),
        (["train", "digits", "--unknown"], "nnlab: unrecognized arguments: --unknown"),
        (["train", "digits", "more"], "nnlab: unrecognized arguments: more"),
        (["train", "digits", "--epochs"], "nnlab train: argument --epochs: expected one argument"),
        (["train", "digits", "\x1b[2J"], r"nnlab: unrecognized arguments: \u001b[2J"),
    ],
)
def test_a_mistake_is_answered_with_one_sentence(arguments: list[str], sentence: str, nnlab: Nnlab) -> None:
    outcome = nnlab(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(sentence)
    assert outcome.err.endswith(" --help'.\n")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["train", "digits"], ["info"], ["datasets"], ["--help"], ["-x"], ["a", "b"], ["xyz"]]
)
def test_a_command_an_option_and_a_misspelt_word_are_for_the_command_line(arguments: list[str]) -> None:
    assert is_command_line(arguments)


@pytest.mark.parametrize("name", ["run.nnlab", "missing.nnlab", "my run", "folder/run", "here"])
def test_nothing_and_a_file_are_for_the_window(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("here").touch()
    assert not is_command_line([])
    assert not is_command_line([name])


class TestAnUnexpectedError:
    def fail(self, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
        def act(_: object) -> int:
            raise error

        monkeypatch.setattr(datasets, "run", act)

    def told(self, nnlab: Nnlab, capsys: pytest.CaptureFixture[str], error: BaseException) -> str:
        """Let a command fail and the interpreter's hook speak of it."""
        with pytest.raises(type(error)) as caught:
            nnlab("datasets")
        sys.excepthook(caught.type, caught.value, caught.tb)
        captured = capsys.readouterr()
        assert captured.out == ""
        return captured.err

    def test_is_told_in_a_sentence_and_logged(
        self, nnlab: Nnlab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        error = ZeroDivisionError("by\x1b[31m zero")
        self.fail(error, monkeypatch)
        sentence = self.told(nnlab, capsys, error)
        assert sentence == (
            rf"nnlab: something unexpected went wrong (by\u001b[31m zero); the details are in {log_path()}." + "\n"
        )
        log = log_path().read_text(encoding="utf-8")
        assert "CRITICAL" in log
        assert "Traceback" in log
        assert "ZeroDivisionError" in log

    def test_without_words_is_called_by_its_kind(
        self, nnlab: Nnlab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.fail(MemoryError(), monkeypatch)
        assert "went wrong (MemoryError)" in self.told(nnlab, capsys, MemoryError())

    def test_is_told_where_no_log_can_be_written(
        self, nnlab: Nnlab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "file").touch()
        monkeypatch.setattr("nnlab.logs.log_path", lambda: tmp_path / "file" / "nnlab.log")
        self.fail(KeyError("x"), monkeypatch)
        assert self.told(nnlab, capsys, KeyError("x")).endswith("; no log could be written.\n")

    def test_that_is_an_interruption_is_not_logged(
        self, nnlab: Nnlab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.fail(KeyboardInterrupt(), monkeypatch)
        before = log_path().stat().st_size if log_path().exists() else 0
        assert self.told(nnlab, capsys, KeyboardInterrupt()) == "nnlab: interrupted.\n"
        assert log_path().stat().st_size == before

    def test_ends_a_real_process_with_1(self) -> None:
        done = process("datasets", code="import nnlab.cli.datasets as d\nd.SOURCES = None")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("nnlab: something unexpected went wrong (")
        assert done.stderr.count("\n") == 1

    def test_before_any_command_is_told_no_worse(self) -> None:
        done = process("datasets", code="sys.modules['nnlab.cli.datasets'] = None")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("nnlab: something unexpected went wrong (")
        assert done.stderr.count("\n") == 1


def test_an_error_that_a_person_can_act_on_is_not_logged(nnlab: Nnlab, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> int:
        raise NnlabError(Text("Do {what}.", what="this\nand that"))

    monkeypatch.setattr(datasets, "run", refuse)
    with monkeypatch.context() as patch:
        patch.setattr(logging.Logger, "critical", None)
        outcome = nnlab("datasets")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", "nnlab: Do this\\u000aand that.\n")


def test_a_wrong_field_is_told_by_a_command_without_a_spec(nnlab: Nnlab, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> int:
        raise InvalidSpecError([Problem("training.epochs", Text("must be at least 1."))])

    monkeypatch.setattr(compare, "run", refuse)
    outcome = nnlab("compare", "a.nnlab")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "nnlab: training.epochs: must be at least 1.\n"


class TestStreams:
    """Whoever stands at the other end may go, be full, or never have been there."""

    def test_a_reader_that_has_seen_enough_is_no_failure(self) -> None:
        ours, theirs = os.pipe()
        os.close(ours)
        done = process("datasets", stdout=theirs)
        os.close(theirs)
        assert (done.returncode, done.stderr) == (0, "")

    def test_of_a_pipeline_the_first_line_is_enough(self) -> None:
        command = [sys.executable, "-m", "nnlab", "datasets"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
            assert running.stdout is not None
            assert running.stderr is not None
            assert running.stdout.readline().startswith("blobs: ")
            running.stdout.close()
            assert running.stderr.read() == ""
        assert running.returncode == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
    def test_a_full_disk_is_told(self, spec: Path, run: Path) -> None:
        with Path("/dev/full").open("w") as full:
            done = process("train", spec, "-o", run, stdout=full)
        assert done.returncode == 1
        assert "No space left on device" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr
        assert run.exists()

    @posix
    def test_closed_ones_are_no_failure(self, spec: Path, run: Path) -> None:
        code = "sys.stdout = sys.stderr = None"
        done = process("train", spec, "-o", run, code=code)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert run.exists()

    def test_a_reader_of_the_errors_that_is_gone_changes_no_exit_code(self) -> None:
        ours, theirs = os.pipe()
        os.close(ours)
        done = process("train", "missing", stderr=theirs)
        os.close(theirs)
        assert (done.returncode, done.stdout) == (2, "")

    def test_an_old_encoding_shows_question_marks(self) -> None:
        done = process("datasets", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
        assert done.returncode == 0, done.stderr
        assert "8 ? 8" in done.stdout


def test_warnings_of_a_run_that_diverges_do_not_reach_a_person(spec: Path) -> None:
    done = process("train", spec, "--set", "training.learning_rate=1e6", "--set", "precision=float64", "--json")
    assert done.returncode == 0
    assert all(line.startswith("epoch ") for line in done.stderr.splitlines()), done.stderr
