import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nnlab.__main__ import main
from nnlab.spec.document import to_json
from tests.training.runs import small_spec


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Nnlab = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undo what the command line does to the process, which it has for itself otherwise."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    yield
    logger = logging.getLogger("nnlab")
    logger.setLevel(logging.NOTSET)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()


@pytest.fixture
def nnlab(capsys: pytest.CaptureFixture[str]) -> Nnlab:
    """Run a command in this process."""

    def run(*arguments: object) -> Outcome:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """Lay the JSON of a small experiment: six epochs of seven steps."""
    path = tmp_path / "small.json"
    path.write_text(to_json(small_spec(name="Small")), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Name a file to save to."""
    return tmp_path / "run.nnlab"
