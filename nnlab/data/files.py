"""A person's files: opened only where they are ordinary ones, and what is said where they are not."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from nnlab.errors import UnreadableFileError
from nnlab.text import QT_TRANSLATE_NOOP, Text

CANNOT_READ = QT_TRANSLATE_NOOP("nnlab", "{path} could not be read: {reason}.")
NO_FILE = QT_TRANSLATE_NOOP("nnlab", "{path} is not there.")
NOT_A_FILE = QT_TRANSLATE_NOOP("nnlab", "{path} is a folder or a device, not a file.")
NOT_A_FOLDER = QT_TRANSLATE_NOOP("nnlab", "{path} is not a folder.")
ELSEWHERE = QT_TRANSLATE_NOOP("nnlab", "{path} is on another machine; only local files are read.")
NO_ROOM = QT_TRANSLATE_NOOP(
    "nnlab", "{path} does not fit: its data need {needed:,.2f} GB of memory; {free:,.2f} GB are free."
)
NO_PATH = QT_TRANSLATE_NOOP("nnlab", "No file has been chosen yet.")
GB = 1e9
KEPT_FREE = 200_000_000
"""Bytes that reading data leaves to everything else."""


def refusal(template: str, **values: object) -> UnreadableFileError:
    """Return the error that says why a file cannot be used; ``template`` is marked for translation.

    By custom the values are ``path`` and whatever tells the place: ``row``, ``column``, ``name``.
    """
    return UnreadableFileError(Text(template, **values))


def cannot_read(path: Path, error: Exception) -> UnreadableFileError:
    """Return the error for a file that the system does not hand out."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return refusal(CANNOT_READ, path=path, reason=reason)


def open_regular(path: Path) -> BinaryIO:
    """Open an ordinary local file to be read as bytes; no device, no pipe, nothing on another machine.

    Raises
    ------
    UnreadableFileError
    """
    check_regular(path)
    try:
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error


def check_regular(path: Path) -> int:
    """Return the size in bytes of an ordinary local file.

    Raises
    ------
    UnreadableFileError
    """
    status = _status(path)
    if not stat.S_ISREG(status.st_mode):
        raise refusal(NOT_A_FILE, path=path)
    size: int = status.st_size
    return size


def check_folder(path: Path) -> None:
    """Make sure that ``path`` is a local folder.

    Raises
    ------
    UnreadableFileError
    """
    if not stat.S_ISDIR(_status(path).st_mode):
        raise refusal(NOT_A_FOLDER, path=path)


def _status(path: Path) -> Any:
    if str(path) in {"", "."}:
        raise refusal(NO_PATH)
    if str(path).startswith(("\\\\", "//")):
        raise refusal(ELSEWHERE, path=path)
    try:
        return path.stat()
    except FileNotFoundError:
        raise refusal(NO_FILE, path=path) from None
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error


def check_room(path: Path, needed_bytes: int) -> None:
    """Compare what the data of ``path`` take with the memory that is free, before any of it is allocated.

    Raises
    ------
    UnreadableFileError
    """
    free = free_bytes()
    if needed_bytes > free:
        raise refusal(NO_ROOM, path=path, needed=needed_bytes / GB, free=free / GB)


def free_bytes() -> int:
    """Return how much memory data may take now."""
    return max(int(psutil.virtual_memory().available) - KEPT_FREE, 0)
