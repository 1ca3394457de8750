import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dev

VERSION = tuple(sys.version_info[:3])


def nothing(_: str) -> None:
    """Stand for a system on which `shutil.which` finds nothing."""


def only(*names: str) -> dev.Which:
    """Stand for a system on which `shutil.which` finds these."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_old_pythons_can_read_the_file() -> None:
    assert ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 7)).body


@pytest.mark.parametrize(
    ("which", "way_out"),
    [(only("python3.12", "python3.11"), "run `python3.12 dev.py`"), (nothing, "install a newer one first")],
)
def test_an_old_python_is_told_the_way_out(which: dev.Which, way_out: str) -> None:
    with pytest.raises(dev.SetupError, match=rf"needs Python 3\.11 or newer, this is 3\.9: {way_out}\."):
        dev.require_python((3, 9, 2), which)


def test_a_python_without_ensurepip_is_told_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name)
    with pytest.raises(dev.SetupError, match=r"`sudo apt install python3\.11-venv`"):
        dev.require_python((3, 11, 2))


class TestEnvironment:
    @pytest.fixture
    def venv(self, tmp_path: Path) -> Path:
        """Lay an environment as ``python -m venv`` makes it."""
        venv = tmp_path / ".venv"
        python = venv / dev.PYTHON.relative_to(dev.VENV)
        python.parent.mkdir(parents=True)
        python.touch()
        self.configure(venv, tmp_path)
        return venv

    def configure(self, venv: Path, home: Path, version: tuple[int, ...] = VERSION) -> None:
        lines = [f"home = {home}", f"version = {'.'.join(map(str, version))}", f"command = x -m venv {venv}"]
        (venv / "pyvenv.cfg").write_text("\n".join(lines), encoding="utf-8")

    def test_is_usable_where_it_was_made(self, venv: Path) -> None:
        assert dev.is_usable(venv, VERSION)

    def test_is_not_usable_where_it_was_moved_to(self, venv: Path, tmp_path: Path) -> None:
        assert not dev.is_usable(venv.rename(tmp_path / "moved"), VERSION)

    def test_is_not_usable_without_its_python(self, venv: Path) -> None:
        (venv / dev.PYTHON.relative_to(dev.VENV)).unlink()
        assert not dev.is_usable(venv, VERSION)

    def test_is_not_usable_when_its_home_is_gone(self, venv: Path, tmp_path: Path) -> None:
        self.configure(venv, tmp_path / "gone")
        assert not dev.is_usable(venv, VERSION)

    def test_is_not_usable_by_another_python(self, venv: Path, tmp_path: Path) -> None:
        self.configure(venv, tmp_path, version=(3, 99, 0))
        assert not dev.is_usable(venv, VERSION)

    def test_is_not_usable_half_made(self, tmp_path: Path) -> None:
        assert not dev.is_usable(tmp_path / ".venv", VERSION)


class TestSetUp:
    @pytest.fixture(autouse=True)
    def checkout(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Give `dev` a checkout whose environment is whole, and record what it does there."""
        (tmp_path / ".venv").mkdir()
        (tmp_path / "pyproject.toml").write_text("[project]")
        self.done: list[str] = []
        monkeypatch.setattr(dev, "ROOT", tmp_path)
        monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "stamp.json")
        monkeypatch.setattr(dev, "is_usable", lambda *_: True)
        monkeypatch.setattr(dev, "has_pip", lambda: False)
        monkeypatch.setattr(dev, "make_environment", lambda: self.done.append("venv"))
        monkeypatch.setattr(dev, "pip_install", lambda *args: self.done.append(args[-1]))
        return tmp_path

    def test_the_first_time_makes_an_environment_and_installs_into_it(self) -> None:
        dev.set_up("test")
        assert self.done == ["venv", "pip>=25.1", "test"]

    def test_the_second_time_does_nothing(self) -> None:
        dev.set_up("test")
        self.done.clear()
        dev.set_up("test")
        dev.set_up()
        assert self.done == []

    def test_another_group_is_added_to_the_same_environment(self) -> None:
        dev.set_up("test")
        self.done.clear()
        dev.set_up("check")
        assert self.done == ["pip>=25.1", "check"]
        assert dev.read_stamp()["groups"] == ["check", "test"]

    def test_a_changed_pyproject_installs_again(self, checkout: Path) -> None:
        dev.set_up("test")
        self.done.clear()
        (checkout / "pyproject.toml").write_text("[project] # changed")
        dev.set_up("test")
        assert self.done == ["pip>=25.1", "test"]

    def test_a_failed_installation_is_not_remembered(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: str) -> None:
            raise dev.SetupError("no network")

        monkeypatch.setattr(dev, "pip_install", fail)
        with pytest.raises(dev.SetupError):
            dev.set_up("test")
        assert dev.read_stamp().get("groups", []) == []

    def test_a_damaged_stamp_is_no_stamp(self) -> None:
        dev.STAMP.write_text("{")
        assert dev.read_stamp() == {}


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying … NewConnectionError('no route to host')", "connect to the network"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something else", "last lines above say why"),
    ],
)
def test_what_pip_printed_becomes_a_sentence(output: str, sentence: str) -> None:
    assert sentence in dev.install_failure(output)


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("freebsd14", {}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_screen_is_found(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert dev.has_screen(platform, environ) is expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, True),
        (dev.OFFSCREEN, False),
    ],
)
def test_x11_is_needed_where_qt_draws_through_it(environ: dict[str, str], expected: bool) -> None:
    assert dev.needs_x11(environ) is expected


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (only("apt"), "run `sudo apt install libegl1 libgl1` first"),
        (only("pacman"), "run `sudo pacman -S --needed libglvnd` first"),
        (only("dnf"), "run `sudo dnf install 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'` first"),
        (only("zypper"), "run `sudo zypper install 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'` first"),
        (nothing, "install libEGL.so.1, libGL.so.1 first"),
    ],
)
def test_missing_libraries_come_with_a_command(which: dev.Which, expected: str) -> None:
    assert dev.remedy(["libEGL.so.1", "libGL.so.1"], which) == expected


def test_a_library_that_nobody_foresaw_is_named() -> None:
    assert dev.remedy(["libEGL.so.1", "libnew.so.7"], only("apt")) == "install libEGL.so.1, libnew.so.7 first"


def test_arguments_after_run_and_test_are_left_alone() -> None:
    assert dev.parse(["test", "-k", "dev", "--help"]).rest == ["-k", "dev", "--help"]
    assert dev.parse(["check", "--no-tests"]).rest == []


def test_arguments_after_a_benchmark_are_its_own() -> None:
    args = dev.parse(["bench", "oracle", "--write", "--help"])
    assert (args.name, args.rest) == ("oracle", ["--write", "--help"])


def test_the_benchmark_without_a_name_is_that_of_speed() -> None:
    args = dev.parse(["bench"])
    assert (args.name, args.rest) == ("speed", [])
    assert args.name in dev.benchmarks()


def test_an_unknown_benchmark_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["bench", "sped"]) == 1
    assert capsys.readouterr().err == f"There is no benchmark sped; there are: {', '.join(dev.benchmarks())}.\n"


def test_a_command_that_dies_of_a_signal_ends_as_in_a_shell() -> None:
    assert dev.call(sys.executable, "-c", "raise SystemExit(3)") == 3
    if sys.platform != "win32":
        assert dev.call(sys.executable, "-c", "import os; os.kill(os.getpid(), 15)") == 143


def test_a_sentence_and_not_a_traceback_is_what_a_person_sees(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise dev.SetupError("Install this first.")

    monkeypatch.setitem(dev.COMMANDS, "test", fail)
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "Install this first.\n"


def test_help_needs_no_environment(tmp_path: Path) -> None:
    copy = tmp_path / "dev.py"
    copy.write_text(Path(dev.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run([sys.executable, copy, "--help"], capture_output=True, text=True, check=True)
    assert "screenshots" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["dev.py"]
