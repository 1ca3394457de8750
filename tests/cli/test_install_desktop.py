import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from nnlab.cli import install_desktop
from nnlab.cli.install_desktop import FILES, UPDATES, data_home, entry, program, quoted
from nnlab.resources import resource
from nnlab.spec.document import new_spec
from nnlab.store.archive import MIMETYPE
from nnlab.store.experiment_file import Experiment, save
from tests.cli.conftest import Nnlab

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux desktops alone are told of programs so")
VALIDATOR = shutil.which("desktop-file-validate")
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder for a person's data, and let no tool of this system be found."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(shutil, "which", {}.get)
    return tmp_path / "share"


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def key(text: str, name: str) -> str:
    """Return a value of a desktop entry, unescaped as a desktop does it."""
    parser = configparser.RawConfigParser(delimiters="=")
    parser.optionxform = str
    parser.read_string(text)
    return parser["Desktop Entry"][name].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")


def words_of(command: str) -> list[str]:
    """Take a value of Exec apart, as the Desktop Entry Specification says."""
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', command, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in found]


def test_it_writes_four_files_and_says_which(home: Path, nnlab: Nnlab) -> None:
    outcome = nnlab("install-desktop")
    assert (outcome.code, outcome.err) == (0, "")
    assert files_in(home) == set(FILES)
    assert outcome.out.splitlines() == [f"wrote {home / name}" for name in FILES]


def test_a_second_time_changes_nothing(home: Path, nnlab: Nnlab) -> None:
    nnlab("install-desktop")
    before = {name: (home / name).read_bytes() for name in FILES}
    assert nnlab("install-desktop").code == 0
    assert {name: (home / name).read_bytes() for name in FILES} == before


def test_removing_takes_away_just_that(home: Path, nnlab: Nnlab) -> None:
    nnlab("install-desktop")
    other = home / "applications" / "other.desktop"
    other.touch()
    assert nnlab("install-desktop", "--remove").out.splitlines() == [f"removed {home / name}" for name in FILES]
    assert files_in(home) == {"applications/other.desktop"}
    assert nnlab("install-desktop", "--remove").out == "there was nothing to remove\n"


def test_a_folder_that_cannot_be_is_bad_input(home: Path, nnlab: Nnlab) -> None:
    home.touch()
    outcome = nnlab("install-desktop")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"nnlab: {home}")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_there_is_a_sentence(system: str, home: Path, nnlab: Nnlab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    outcome = nnlab("install-desktop")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nnlab: Only Linux desktops")
    assert not home.exists()


def test_a_relative_folder_does_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "share")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert data_home() == tmp_path / ".local" / "share"


class TestTools:
    @pytest.fixture
    def calls(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        calls: list[list[str]] = []

        def run(command: list[object], **_: object) -> None:
            calls.append([str(word) for word in command])
            raise OSError("broken")

        monkeypatch.setattr(shutil, "which", "/bin/{}".format)
        monkeypatch.setattr(subprocess, "run", run)
        return calls

    def test_are_run_where_they_are_and_their_failing_is_no_harm(
        self, home: Path, nnlab: Nnlab, calls: list[list[str]]
    ) -> None:
        assert nnlab("install-desktop").code == 0
        wanted = [[f"/bin/{tool}", *options, str(home / folder)] for tool, *options, folder in UPDATES]
        assert calls == wanted
        nnlab("install-desktop", "--remove")
        assert calls == wanted * 2

    def test_are_not_run_for_nothing(self, nnlab: Nnlab, calls: list[list[str]]) -> None:
        nnlab("install-desktop", "--remove")
        assert calls == []


class TestEntry:
    @pytest.mark.parametrize(
        ("word", "written"),
        [
            ("/usr/bin/nnlab", "/usr/bin/nnlab"),
            ("/home/Ünal/nnlab", "/home/Ünal/nnlab"),
            ("/my programs/nnlab", '"/my programs/nnlab"'),
            ("/100%/nnlab", "/100%%/nnlab"),
            ('/a"b`c$d\\e/nnlab', r'"/a\"b\`c\$d\\e/nnlab"'),
            ("/it's/nnlab", '"/it\'s/nnlab"'),
        ],
    )
    def test_quotes_as_the_specification_says(self, word: str, written: str) -> None:
        assert quoted(word) == written

    @pytest.mark.parametrize("path", ["/usr/bin/nnlab", '/my "own" $HOME/`x`/n\\nlab', "/two\nlines/nnlab"])
    def test_starts_the_program_that_was_meant(self, path: str) -> None:
        text = entry(resource("desktop", "nnlab.desktop").read_text(encoding="utf-8"), [path, "-m"])
        assert words_of(key(text, "Exec")) == [path, "-m", "%f"]
        assert key(text, "TryExec") == path

    def test_opens_experiments_with_an_icon(self, home: Path, nnlab: Nnlab) -> None:
        nnlab("install-desktop")
        text = (home / "applications" / "nnlab.desktop").read_text(encoding="utf-8")
        assert key(text, "MimeType") == f"{MIMETYPE};"
        assert (home / "icons/hicolor/scalable/apps" / f"{key(text, 'Icon')}.svg").is_file()
        assert Path(words_of(key(text, "Exec"))[0]).is_absolute()

    @linux
    @pytest.mark.skipif(VALIDATOR is None, reason="it is not installed")
    def test_is_valid(self, home: Path, nnlab: Nnlab) -> None:
        nnlab("install-desktop")
        found = subprocess.run([VALIDATOR, home / "applications/nnlab.desktop"], capture_output=True, check=False)
        assert (found.returncode, found.stdout) == (0, b"")


class TestProgram:
    def test_of_a_script_is_its_path_with_links_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real, link = tmp_path / "real", tmp_path / "nnlab"
        real.touch(mode=0o755)
        link.symlink_to(real)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["./nnlab"])
        assert program() == [str(link)]

    @pytest.mark.parametrize(("script", "rest"), [("main.py", ["main.py"]), ("nnlab/__main__.py", ["-m", "nnlab"])])
    def test_of_a_source_tree_is_python_with_it(
        self, script: str, rest: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "argv", [str(tmp_path / script)])
        words = [str(tmp_path / word) if word.endswith(".py") else word for word in rest]
        assert program() == [sys.executable, *words]

    def test_of_a_bundle_is_the_bundle(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        assert program() == [sys.executable]


class TestFileType:
    @pytest.fixture
    def kind(self) -> ET.Element:
        return ET.parse(resource("desktop", "nnlab.xml")).getroot()[0]

    def test_is_that_of_the_files(self, kind: ET.Element) -> None:
        assert kind.get("type") == MIMETYPE
        assert kind.find(f"{MIME}glob").get("pattern") == "*.nnlab"
        icon = kind.find(f"{MIME}icon").get("name")
        assert f"icons/hicolor/scalable/mimetypes/{icon}.svg" in install_desktop.FILES

    def test_is_told_from_the_first_bytes(self, kind: ET.Element, tmp_path: Path) -> None:
        save(tmp_path / "x.nnlab", Experiment(new_spec()))
        content = (tmp_path / "x.nnlab").read_bytes()
        matches = list(kind.iter(f"{MIME}match"))
        assert len(matches) == 2
        for match in matches:
            value = match.get("value").encode().decode("unicode_escape").encode("latin-1")
            assert content[int(match.get("offset")) :].startswith(value)
        assert content[38:].startswith(MIMETYPE.encode())
