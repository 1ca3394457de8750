"""``nnlab install-desktop``: lets a Linux desktop know the program, its icon and its files, for one person.

What is written follows the specifications of freedesktop.org: desktop entries, shared MIME types, icon themes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from nnlab.cli.output import plain
from nnlab.errors import NnlabError, UnwritableFileError
from nnlab.resources import resource
from nnlab.store.atomic import CANNOT_WRITE, write_atomically
from nnlab.text import QT_TRANSLATE_NOOP, Text

ENTRY = "applications/nnlab.desktop"
FILES = {
    ENTRY: ("desktop", "nnlab.desktop"),
    "mime/packages/nnlab.xml": ("desktop", "nnlab.xml"),
    "icons/hicolor/scalable/apps/nnlab.svg": ("icons", "nnlab.svg"),
    "icons/hicolor/scalable/mimetypes/application-x-nnlab.svg": ("desktop", "application-x-nnlab.svg"),
}
"""Where each goes below the folder of a person's data, and where it lies in ``resources/``."""
UPDATES = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "--force", "--ignore-theme-index", "icons/hicolor"),
)
"""What makes a desktop take notice at once, and the folder each works on; without them it does so by and by."""
PATIENCE_S = 30
RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Characters because of which an argument of Exec has to be quoted."""
LINUX_ONLY = QT_TRANSLATE_NOOP(
    "nnlab", "Only Linux desktops are told of programs in this way; on this system there is nothing to install."
)


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    about = "make the Linux desktop know nnlab and its files: menu entry, icons and file type, for you alone"
    parser = commands.add_parser("install-desktop", help=about, description=f"{about[0].upper()}{about[1:]}.")
    parser.add_argument("--remove", action="store_true", help="take away what this command wrote")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write or remove the files, and say which."""
    if sys.platform != "linux":
        raise NnlabError(Text(LINUX_ONLY))
    root = data_home()
    changed = _remove(root) if options.remove else _install(root)
    if changed:
        _update(root)
    done = "removed" if options.remove else "wrote"
    for path in changed:
        print(f"{done} {plain(path)}")
    if not changed:
        print("there was nothing to remove")
    return 0


def data_home() -> Path:
    """Return the folder of a person's data; a relative one does not count."""
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".local" / "share"


def _install(root: Path) -> list[Path]:
    written = []
    for name, source in FILES.items():
        path, content = root / name, resource(*source).read_bytes()
        if name == ENTRY:
            content = entry(content.decode(), program()).encode()
        _write(path, content)
        written.append(path)
    return written


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error

    def write(file: BinaryIO) -> None:
        file.write(content)

    write_atomically(path, write)


def _remove(root: Path) -> list[Path]:
    removed = []
    for path in (root / name for name in FILES):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _unwritable(path, error) from error
        removed.append(path)
    return removed


def _unwritable(path: Path, error: OSError) -> UnwritableFileError:
    return UnwritableFileError(Text(CANNOT_WRITE, path=path, reason=error.strerror or str(error)))


def _update(root: Path) -> None:
    """Have the desktop take notice; whatever is not there or does not work is left out."""
    for tool, *options, folder in UPDATES:
        found = shutil.which(tool)
        if found is None or not (root / folder).is_dir():
            continue
        try:
            subprocess.run([found, *options, root / folder], capture_output=True, timeout=PATIENCE_S, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue


def program() -> list[str]:
    """Return the command by which this very program is started, its first word an absolute path.

    A link is not followed: the Python of an environment is one.
    """
    script = Path(os.path.abspath(sys.argv[0]))  # noqa: PTH100 - Path's own follows links
    if getattr(sys, "frozen", False):
        return [sys.executable]
    if script.name == "main.py":
        return [sys.executable, str(script)]
    if script.suffix != ".py" and os.access(script, os.X_OK) and script.is_file():
        return [str(script)]
    return [sys.executable, "-m", "nnlab"]


def entry(template: str, command: Sequence[str]) -> str:
    """Return a desktop entry that starts ``command`` with the file that was chosen."""
    exec_line = " ".join([*(_string(quoted(word)) for word in command), "%f"])
    return template.replace("Exec=nnlab %f", f"TryExec={_string(command[0])}\nExec={exec_line}")


def quoted(word: str) -> str:
    """Return an argument of Exec so that it is taken as it is.

    Desktop Entry Specification, "The Exec key": reserved characters need double quotes, in which four of them are
    escaped by a backslash; a percent sign begins a field code, and two stand for one.
    """
    word = word.replace("%", "%%")
    if not RESERVED & set(word):
        return word
    inner = "".join(f"\\{c}" if c in '"`$\\' else c for c in word)
    return f'"{inner}"'


def _string(value: str) -> str:
    """Return a value of type string as it is written in the file, where a backslash begins an escape."""
    for character, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        value = value.replace(character, escape)
    return value
