"""Writing a file so that a crash at any instant leaves the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import BinaryIO

from nnlab.errors import UnwritableFileError
from nnlab.text import QT_TRANSLATE_NOOP, Text

CANNOT_WRITE = QT_TRANSLATE_NOOP("nnlab", "{path} could not be written: {reason}.")
NO_FOLDER = QT_TRANSLATE_NOOP("nnlab", "{path} cannot be written: there is no folder {folder}.")
NOT_A_FILE = QT_TRANSLATE_NOOP("nnlab", "{path} cannot be written: it is a folder or a device.")
WINDOWS = os.name == "nt"
TRIES = 10
"""How often a file that another program holds open is tried again, on Windows."""


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Have ``write`` fill a temporary file in the folder of ``path``, and put it in the place of ``path``.

    Raises
    ------
    UnwritableFileError
        When the folder is missing or read-only, or the disk is full; the old file is then as it was.
    """
    with _told_as_sentence(path), _temporary(path) as (target, temporary):
        _write_durably(temporary, target, write)
        _replace(temporary, target)
        _sync_folder(target.parent)


def check_writable(path: Path) -> None:
    """Find out whether ``write_atomically`` could write to ``path``, and change nothing.

    Raises
    ------
    UnwritableFileError
    """
    with _told_as_sentence(path), _temporary(path) as (_, temporary):
        temporary.touch(exist_ok=False)


@contextlib.contextmanager
def _told_as_sentence(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnwritableFileError(Text(CANNOT_WRITE, path=path, reason=reason)) from error


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[tuple[Path, Path]]:
    """Give the file that ``path`` means in the end, and a name beside it; nothing is left under that name."""
    target = Path(os.path.realpath(path))  # a link stays, and what it points to is replaced
    if not target.parent.is_dir():
        raise UnwritableFileError(Text(NO_FOLDER, path=path, folder=path.parent))
    if target.exists() and not target.is_file():  # a folder; or /dev/null, which must not be replaced either
        raise UnwritableFileError(Text(NOT_A_FILE, path=path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.tmp")
    try:
        yield target, temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write_durably(temporary: Path, target: Path, write: Callable[[BinaryIO], None]) -> None:
    with temporary.open("xb") as file:
        if target.exists():  # first, so that what was private is never open to others
            shutil.copymode(target, temporary)
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, target: Path) -> None:
    for left in reversed(range(TRIES)):
        try:
            temporary.replace(target)
        except PermissionError:
            if not (WINDOWS and left):
                raise
            sleep(0.05)  # a virus scanner or an indexer lets go soon
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, where the system knows how; the file is in its place already."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
