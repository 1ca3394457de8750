#!/usr/bin/env python3
"""Run, test and check nnlab from a checkout: ``python dev.py --help``.

Needs Python's standard library alone. Each command first sets up what it needs in ``.venv``, beside this
file, and remembers that it did. Old Pythons can read the syntax, so that they can say what they lack.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "nnlab-setup.json"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

# The groups of pyproject.toml that bring all a command needs; nnlab itself comes with each.
ON_ALL_CORES = ("-n", "logical", "--dist", "loadfile")
COVERED_BY = {"test": {"test", "check"}, "check": {"check"}, "bench": {"bench"}}
COVERED_BY[""] = {"", *COVERED_BY}

# What Qt loads from a Linux system, and the packages that hold it in Debian and in Arch.
QT_LIBRARIES = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libEGL.so.1": ("libegl1", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
}

Which = Callable[[str], "str | None"]


class SetupError(Exception):
    """Something that a person has to do first, said in a sentence."""


def say(sentence: str) -> None:
    """Tell the person something; stdout is left to results."""
    print(sentence, file=sys.stderr, flush=True)


def call(*command: str | Path, **environ: str) -> int:
    """Run a command here and return its exit code; a Ctrl+C is the command's to answer."""
    with subprocess.Popen([str(part) for part in command], env={**os.environ, **environ}) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            return code if code >= 0 else 128 - code


# ---- Setting up


def set_up(group: str = "") -> None:
    """Make `.venv` and install nnlab with a dependency group, unless that has been done."""
    version = tuple(sys.version_info[:3])
    usable = is_usable(VENV, version)
    if usable and COVERED_BY[group] & set(read_stamp().get("groups", ())):
        return
    require_python(version)
    say("Setting up: this takes a minute the first time.")
    if not usable or not (STAMP.exists() or has_pip()):
        make_environment()
    pip_install("pip>=25.1")  # the one that comes with Python 3.11 knows no dependency groups
    pip_install("--editable", ".[export]", *(["--group", group] if group else []))
    write_stamp(groups=sorted({*read_stamp().get("groups", ()), group}), qt=[])


def require_python(version: tuple[int, ...], which: Which = shutil.which) -> None:
    """Refuse a Python that is too old or cannot make environments, and name the way out."""
    if version < (3, 11):
        newer = next((name for name in ("python3.13", "python3.12", "python3.11") if which(name)), None)
        way_out = f"run `{newer} dev.py`" if newer else "install a newer one first"
        raise SetupError(f"nnlab needs Python 3.11 or newer, this is {version[0]}.{version[1]}: {way_out}.")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        command = f"sudo apt install python{version[0]}.{version[1]}-venv"
        raise SetupError(f"This Python cannot make environments: on Debian or Ubuntu, run `{command}` first.")


def is_usable(venv: Path, version: tuple[int, ...]) -> bool:
    """Tell whether an environment has a Python, of this version, and was made in the place where it is."""
    try:
        lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    config = dict(line.split(" = ", 1) for line in lines if " = " in line)
    return (
        (venv / PYTHON.relative_to(VENV)).exists()
        and Path(config.get("home", "?")).is_dir()
        and config.get("version") == ".".join(map(str, version))
        and config.get("command", "").endswith(f" {venv}")
    )


def has_pip() -> bool:
    """Tell whether the making of the environment got as far as pip."""
    command = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_environment() -> None:
    """Make `.venv` anew, whatever is there."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        raise SetupError(f"The environment {VENV} could not be made: delete that folder, then try again.")
    write_stamp(groups=[])


def pip_install(*arguments: str) -> None:
    """Install into the environment, silently unless it fails."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "Retrying" not in line]
        say("\n".join(lines[-12:]))
        raise SetupError(install_failure(done.stderr))


def install_failure(output: str) -> str:
    """Make a sentence of what pip printed."""
    if re.search("NewConnectionError|NameResolution|Timeout|ProxyError|Max retries", output):
        return "The packages could not be fetched: connect to the network, then run the same command again."
    if "No space left" in output:
        return "The disk is full: free some space, then run the same command again."
    return "The packages could not be installed: pip's last lines above say why."


def project_hash() -> str:
    """Hash what decides which packages are installed."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def read_stamp() -> dict[str, Any]:
    """Read what was installed and checked before; empty when it was for another pyproject.toml."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("project") == project_hash() else {}


def write_stamp(**facts: Any) -> None:
    """Remember `facts`, beside those that still hold."""
    stamp = {**read_stamp(), "project": project_hash(), **facts}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


# ---- A screen, and what Qt needs of the system


def has_screen(platform: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a window can open: but for Windows and macOS, the environment names a display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform in ("win32", "darwin") or any(environ.get(name) for name in names)


def needs_x11(environ: Mapping[str, str]) -> bool:
    """Tell whether Qt is going to draw through X11."""
    plugin = environ.get("QT_QPA_PLATFORM", "")
    return plugin.startswith("xcb") or not (plugin or environ.get("WAYLAND_DISPLAY"))


def require_qt(environ: Mapping[str, str]) -> None:
    """Refuse a Linux on which Qt would abort, naming what to install; that all is there is remembered."""
    kind = "x11" if needs_x11(environ) else "offscreen"
    checked = read_stamp().get("qt", [])
    if kind in checked or not sys.platform.startswith("linux"):
        return
    wanted = [*QT_LIBRARIES, *(X11_LIBRARIES if kind == "x11" else ())]
    missing = [library for library in wanted if not is_loadable(library)] or import_qt()
    if missing:
        raise SetupError(f"Qt needs libraries that this system lacks: {remedy(missing)}.")
    write_stamp(qt=[*checked, kind])


def is_loadable(library: str) -> bool:
    """Tell whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def import_qt() -> list[str]:
    """Import the parts of Qt that nnlab uses, and return the libraries that this found missing."""
    modules = "import PySide6.QtWidgets, PySide6.QtSvg, PySide6.QtOpenGLWidgets, PySide6.QtTest"
    probe = subprocess.run([str(PYTHON), "-c", modules], capture_output=True, text=True, check=False)
    missing: list[str] = re.findall(r"(\S+\.so[.\d]*): cannot open", probe.stderr)
    if probe.returncode and not missing:
        reason = (probe.stderr.strip().splitlines() or [f"exit code {probe.returncode}"])[-1]
        raise SetupError(f"Qt cannot be loaded here: {reason}")
    return missing


def remedy(missing: Sequence[str], which: Which = shutil.which) -> str:
    """Say how to install libraries with the package manager at hand; without a known one, name them."""
    known = {**QT_LIBRARIES, **X11_LIBRARIES}
    for column, (manager, install) in enumerate([("apt", "apt install"), ("pacman", "pacman -S --needed")]):
        if which(manager) and all(library in known for library in missing):
            packages = dict.fromkeys(known[library][column] for library in missing)
            return f"run `sudo {install} {' '.join(packages)}` first"
    for manager in ("dnf", "zypper"):  # these find a package by what is in it
        if which(manager):
            contents = " ".join(f"'{library}()(64bit)'" for library in missing)
            return f"run `sudo {manager} install {contents}` first"
    return f"install {', '.join(missing)} first"


# ---- The commands


def run(args: argparse.Namespace) -> int:
    """Start nnlab; without a screen, train an example and draw the window into a picture."""
    set_up()
    if has_screen(sys.platform, os.environ):
        require_qt(os.environ)
    elif not args.rest:
        return run_without_screen()
    return call(PYTHON, "-m", "nnlab", *args.rest)


def run_without_screen() -> int:
    """Do without a window what the window is for."""
    say("This machine has no screen, so nnlab trains its digits example here and draws the window to a file.")
    code = call(PYTHON, "-m", "nnlab", "train", "digits", "-o", "digits.nnlab")
    if code:
        return code
    require_qt(OFFSCREEN)
    code = call(PYTHON, "-m", "nnlab.gui.pictures", "digits.nnlab", "digits.png", **OFFSCREEN)
    if code == 0:
        say(f"Left in {Path.cwd()}: digits.nnlab, the trained experiment, and digits.png, its window.")
    return code


def test(args: argparse.Namespace) -> int:
    """Run the tests, all of them on all cores; what follows goes to pytest."""
    set_up("test")
    require_qt(OFFSCREEN)
    os.chdir(ROOT)
    return call(PYTHON, "-m", "pytest", *(args.rest or ON_ALL_CORES))


def check(args: argparse.Namespace) -> int:
    """Run linter, formatter, type checker, import rules and tests, all of them, and sum up."""
    set_up("check")
    require_qt(OFFSCREEN)
    os.chdir(ROOT)
    lint_imports = "from importlinter.cli import lint_imports_command as lint; lint()"
    steps = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", lint_imports, "--no-logo"],
        "pytest": ["-m", "pytest", *ON_ALL_CORES],
    }
    if args.no_tests:
        del steps["pytest"]
    codes, summary = [], []
    for name, arguments in steps.items():
        say(f"\n---- {name}")
        start = time.perf_counter()
        codes.append(call(PYTHON, *arguments))
        seconds = time.perf_counter() - start
        summary.append(f"{'failed' if codes[-1] else 'passed'}  {name:14}{seconds:6.1f} s")
    say("\n".join(["", *summary]))
    return int(any(codes))


def bench(args: argparse.Namespace) -> int:
    """Measure the speed against PyTorch and scikit-learn, or run another benchmark by name."""
    known = benchmarks()
    if args.name not in known:
        raise SetupError(f"There is no benchmark {args.name}; there are: {', '.join(known)}.")
    set_up("bench")
    require_qt(OFFSCREEN)
    os.chdir(ROOT)
    return call(PYTHON, "-m", f"benchmarks.{args.name}", *args.rest)


def benchmarks() -> list[str]:
    """List the modules and packages of benchmarks/ that can be run."""
    folder = ROOT / "benchmarks"
    modules = [file.stem for file in folder.glob("*.py") if "__main__" in file.read_text(encoding="utf-8")]
    return sorted([*modules, *(file.parent.name for file in folder.glob("*/__main__.py"))])


def fuzz(args: argparse.Namespace) -> int:
    """Open thousands of spoilt experiment files, and use those that open."""
    set_up("test")
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.fuzzing", *args.rest)


def kill(args: argparse.Namespace) -> int:
    """Kill the program at a hundred random moments, and open what it left."""
    set_up("test")
    require_qt(OFFSCREEN)
    os.chdir(ROOT)
    return call(PYTHON, "-m", "tests.killing", *args.rest)


def screenshots(_: argparse.Namespace) -> int:
    """Draw the pictures of the documentation anew."""
    set_up()
    require_qt(OFFSCREEN)
    os.chdir(ROOT)
    return call(PYTHON, "-m", "nnlab.gui.pictures", "--all", "docs/pictures", **OFFSCREEN)


def schema(_: argparse.Namespace) -> int:
    """Write the JSON Schema of experiments anew."""
    set_up()
    os.chdir(ROOT)
    return call(PYTHON, "-m", "nnlab.spec.schema", "resources/schema/experiment.schema.json")


def translations(_: argparse.Namespace) -> int:
    """Collect the texts to translate, and compile what has been translated."""
    set_up()
    os.chdir(ROOT)
    folder = Path("resources", "translations")
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(Path("nnlab").rglob("*.py"))
    code = call(PYTHON.with_name("pyside6-lupdate"), *sources, "-ts", folder / "nnlab_ko.ts")
    compiled = [call(PYTHON.with_name("pyside6-lrelease"), ts) for ts in sorted(folder.glob("*.ts"))]
    return max([code, *compiled])


COMMANDS = {
    command.__name__: command for command in (run, test, check, bench, fuzz, kill, schema, screenshots, translations)
}


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; what follows the names of commands that have arguments of their own is kept in `rest`."""
    about = "Each command sets up what it needs in .venv, the first time."
    parser = argparse.ArgumentParser(prog="dev.py", description=about)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {name: commands.add_parser(name, help=command.__doc__) for name, command in COMMANDS.items()}
    parsers["check"].add_argument("--no-tests", action="store_true", help="leave the tests out")
    parsers["bench"].add_argument("name", nargs="?", default="speed", metavar="NAME", help=", ".join(benchmarks()))
    own = {"run": 1, "test": 1, "bench": 2, "fuzz": 1, "kill": 1}.get(argv[0] if argv else "", len(argv))
    args = parser.parse_args(argv[:own])
    args.rest = argv[own:]
    return args


def main(argv: Sequence[str]) -> int:
    """Do one command and return its exit code."""
    args = parse(argv)
    try:
        return COMMANDS[args.command](args)
    except SetupError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
