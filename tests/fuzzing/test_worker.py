"""What is wrong is noticed, or thousands of files without a fault would say nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nnlab.errors import UnreadableFileError
from nnlab.text import Text
from tests.fuzzing import worker
from tests.fuzzing.outcome import MEGABYTES, SECONDS
from tests.fuzzing.sandbox import Sandbox
from tests.fuzzing.shapes import SHAPES, saved
from tests.fuzzing.watching import Cost, Scales
from tests.fuzzing.worker import Examiner

ROOT = Path(__file__).resolve().parents[2]

Act = Callable[[Path], Any]


class NoDeeds:
    """Stands for what notices all deeds of a process, and cannot be taken away again."""

    def __init__(self) -> None:
        self.found: list[str] = []

    @contextmanager
    def noticed(self) -> Iterator[None]:
        yield


@pytest.fixture
def examiner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Examiner:
    """Lay a good file in the place of each spoilt one."""
    monkeypatch.setattr(worker, "spoilt", lambda _seed, _number, good: ("a kind", "batch norm", good["batch norm"]))
    sandbox = Sandbox(tmp_path)
    good = {"batch norm": saved(SHAPES["batch norm"](sandbox.work), sandbox.file)}
    return Examiner(sandbox, 0, good, NoDeeds())  # type: ignore[arg-type]


def refuse(sentence: str) -> Act:
    def act(path: Path) -> None:
        raise UnreadableFileError(Text("{sentence}", sentence=sentence.replace("<path>", str(path))))

    return act


def fail(_: Path) -> None:
    raise ZeroDivisionError


def write(path: Path) -> None:
    (path.parents[1] / "home" / "planted").touch()
    refuse("<path> is no good.")(path)


def test_nothing_is_wrong_with_a_good_file(examiner: Examiner) -> None:
    outcome = examiner.examine(0)
    assert (outcome.opened, outcome.wrong) == (True, [])


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (refuse("<path> is no good."), None),
        (refuse("It is no good."), "the file is not named"),
        (refuse("<path> is no good.\nAt all."), "not one sentence"),
        (refuse("<path> is no good" + "!" * 2000 + "."), "not one sentence"),
        (refuse("<path> is no good: KeyError('x')"), "not a sentence"),
        (fail, "ZeroDivisionError"),
        (write, "the folder has changed"),
    ],
)
def test_what_is_wrong_is_noticed(
    act: Act, wrong: str | None, examiner: Examiner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "open_experiment", act)
    outcome = examiner.examine(0)
    assert not outcome.opened
    assert len(outcome.wrong) == (wrong is not None)
    assert wrong is None or wrong in outcome.wrong[0]


def test_what_cannot_be_used_is_noticed(examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "uses", lambda path, *_: {"good": str, "bad": lambda: fail(path)})
    outcome = examiner.examine(0)
    assert outcome.opened
    assert len(outcome.wrong) == 1
    assert "bad" in outcome.wrong[0]


def test_what_costs_too_much_is_noticed(examiner: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def measured(_: Scales) -> Iterator[Cost]:
        yield Cost(2 * SECONDS, 2 * MEGABYTES)

    monkeypatch.setattr(Scales, "measured", measured)
    monkeypatch.setattr(worker, "uses", lambda *_: {})
    assert [wrong.split()[1] for wrong in examiner.examine(0).wrong] == ["s", "MB"]


WEIGHING = """
from tests.fuzzing.watching import Scales
scales = Scales()
with scales.measured() as cost:
    bytearray(200_000_000).count(0)
print(cost.megabytes)
"""
"""In a process of its own: one that has run other tests gives theirs back meanwhile."""


def test_memory_that_was_given_back_is_measured_too() -> None:
    told = subprocess.run([sys.executable, "-c", WEIGHING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 190 < float(told.stdout) < 400


DEEDS = """
import os, pathlib, socket, subprocess, sys
from tests.fuzzing.watching import Deeds
deeds = Deeds()
open(os.devnull, "w").close()
with deeds.noticed():
    open(os.devnull).close()
    print(len(deeds.found))
    open(os.devnull, "w").close()
    os.makedirs("x")
    os.rename("x", "y")
    subprocess.run([sys.executable, "--version"], stdout=subprocess.DEVNULL)
    socket.socket()
print(len({deed.split()[0] for deed in deeds.found}))
"""


def test_deeds_are_noticed_wherever_they_are_done(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", DEEDS], cwd=sandbox.work, env=sandbox.environ, capture_output=True, check=True, text=True
    )
    none, kinds = map(int, done.stdout.split())
    assert none == 0
    assert kinds >= 5
