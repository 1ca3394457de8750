"""``python -m nnlab`` and both scripts enter here."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from nnlab.__main__ import main

LOADED = """
import sys
from nnlab.__main__ import main
code = main(sys.argv[1:])
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [[], ["run.nnlab"], ["a folder/my run.nnlab"]])
def test_a_file_or_nothing_opens_the_window(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Sequence[str]] = []

    def run_window(given: Sequence[str]) -> int:
        opened.append(given)
        return 7

    monkeypatch.setattr("nnlab.gui.app.run_window", run_window)
    assert main(arguments) == 7
    assert opened == [arguments]


def test_the_arguments_are_those_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Sequence[str]] = []
    monkeypatch.setattr("nnlab.gui.app.run_window", opened.append)
    monkeypatch.setattr(sys, "argv", ["nnlab", "run.nnlab"])
    main()
    assert opened == [["run.nnlab"]]


def test_the_command_line_does_without_the_window(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "train", "digits", "--epochs", "1", "--json"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = done.stderr.splitlines()[-1].split()
    assert "numpy" in loaded
    assert not {"PySide6", "shiboken6", "pyqtgraph"} & set(loaded)
    assert list(tmp_path.iterdir()) == []


def test_the_package_can_be_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nnlab", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("nnlab ")
