"""Writing a file so that a crash at any instant leaves the old one or the new one."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from time import sleep

from nnlab.errors import UnwritableFileError
from nnlab.text import QT_TRANSLATE_NOOP, Text

CANNOT_WRITE = QT_TRANSLATE_NOOP("nnlab", "{path} could not be written: {reason}.")
WINDOWS = os.name == "nt"
TRIES = 10
"""How often a file that another program holds open is tried again, on Windows."""


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` by way of a temporary file in the same folder.

    Raises
    ------
    UnwritableFileError
        When the folder is missing or read-only, or the disk is full; the old file is then as it was.
    """
    try:
        target = path.resolve()
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            _write_durably(temporary, content)
            if target.exists():
                shutil.copymode(target, temporary)
            _replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnwritableFileError(Text(CANNOT_WRITE, path=path, reason=reason)) from error


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
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
    """Make the new name durable too; Windows has no such thing."""
    if not WINDOWS:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
