"""The import rules of pyproject.toml hold, and each of them notices when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"

VIOLATIONS = {
    "Imports go down only": [
        ("training/planted.py", "from nnlab.gui import app"),
        ("data/planted.py", "import nnlab.engine"),
        ("text.py", "import nnlab.errors"),
        ("planted.py", "pass"),  # a module that no layer names
    ],
    "Qt stays in gui": [
        ("engine/planted.py", "import PySide6.QtCore"),
        ("cli/planted.py", "import pyqtgraph"),
    ],
    "The engine imports NumPy and errors alone": [
        ("engine/planted.py", "import nnlab.text"),
        ("engine/planted.py", "import pydantic"),
    ],
    "The spec knows no NumPy": [("spec/planted.py", "import numpy")],
    "Views know no controller and no run": [
        ("gui/views/planted.py", "def show():\n    from nnlab.gui.controllers import planted"),
        ("gui/views/planted.py", "import nnlab.gui.run_link"),
    ],
    "Views import neither jobs nor files": [
        ("gui/views/planted.py", "import nnlab.store"),
        ("gui/views/planted.py", "import nnlab.jobs"),
    ],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy what import-linter reads to `tmp_path`; what the rules name and nobody wrote is empty there."""
    shutil.copytree(ROOT / "nnlab", tmp_path / "nnlab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("__main__", "jobs", "gui/run_link"):
        (tmp_path / "nnlab" / f"{name}.py").touch()
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package in `folder`, in a process that has not imported another one."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},  # it prints characters that Windows' code pages lack
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_import_rules_hold(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "file", "code"),
    [(contract, *violation) for contract, violations in VIOLATIONS.items() for violation in violations],
)
def test_a_planted_violation_breaks_its_contract(contract: str, file: str, code: str, copy: Path) -> None:
    with (copy / "nnlab" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{code}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
    assert file.removesuffix(".py").replace("/", ".") in done.stdout


def test_the_engine_imports_nothing_external_but_numpy() -> None:
    graph = grimp.build_graph("nnlab", include_external_packages=True, cache_dir=None)
    modules = graph.find_descendants("nnlab.engine")
    imported = {name for module in modules for name in graph.find_modules_directly_imported_by(module)}
    external = {name for name in imported if not name.startswith("nnlab.")}
    assert external - sys.stdlib_module_names == {"numpy"}
