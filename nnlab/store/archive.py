"""The container of an experiment file: a zip of uncompressed members, each with its checksum in a manifest.

The first member is ``mimetype``, so that the type can be told from the first bytes. Members are stored as they are:
what a file declares can then never be larger than the file.
"""

from __future__ import annotations

import functools
import hashlib
import json
import platform
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

import nnlab
from nnlab.errors import UnreadableFileError
from nnlab.jobs.blas_limit import blas_name
from nnlab.store.migration import migrated
from nnlab.text import QT_TRANSLATE_NOOP, Text, brief

MIMETYPE = "application/x-nnlab"
FORMAT = 1
MOST_MEMBERS = 3000
Parts = Sequence[bytes | memoryview]
"""The bytes of a member, one after the other; arrays are not copied to write them."""
LARGEST_JSON = 2_000_000
"""Bytes; an experiment's are a few thousand."""
LARGEST_SEARCH = 40_000_000
"""Bytes; a search has a line for each epoch of each trial."""

NOT_AN_EXPERIMENT = QT_TRANSLATE_NOOP("nnlab", "{path} is not an experiment file.")
NEWER = QT_TRANSLATE_NOOP("nnlab", "{path} was written by a newer nnlab; this one reads files up to format {known}.")
DAMAGED = QT_TRANSLATE_NOOP("nnlab", "{path} is damaged: {reason}.")
CANNOT_READ = QT_TRANSLATE_NOOP("nnlab", "{path} could not be read: {reason}.")
COMPRESSED = QT_TRANSLATE_NOOP("nnlab", "the part {member} was compressed by another program")
MISSING = QT_TRANSLATE_NOOP("nnlab", "the part {member} is missing")
CHANGED = QT_TRANSLATE_NOOP("nnlab", "the part {member} is not what was written")
TOO_MANY = QT_TRANSLATE_NOOP("nnlab", "it holds too many parts, or one of them twice")
NO_MANIFEST = QT_TRANSLATE_NOOP("nnlab", "its list of parts is not readable")
CUT_SHORT = QT_TRANSLATE_NOOP("nnlab", "it is cut short or garbled")


def damaged(path: Path, reason: str, **values: object) -> UnreadableFileError:
    """Return the error for a file that is an experiment but not whole; ``values`` may be words of a stranger."""
    words = {name: brief(value) for name, value in values.items()}
    return UnreadableFileError(Text(DAMAGED, path=path, reason=Text(reason, **words)))


def cannot_read(path: Path, error: Exception) -> UnreadableFileError:
    """Return the error for a file that the system does not hand out."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreadableFileError(Text(CANNOT_READ, path=path, reason=reason))


@functools.cache
def _blas() -> str:
    return blas_name()


def versions() -> dict[str, str]:
    """Return what made a file, for the record: all that can change the last bits of a result."""
    return {
        "nnlab": nnlab.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": _blas(),
        "platform": platform.platform(),
    }


def pack(file: BinaryIO, members: Mapping[str, Parts]) -> None:
    """Write an experiment file that holds ``members``."""
    sums = {name: _checksum(parts) for name, parts in members.items()}
    manifest = {"format": FORMAT, "versions": versions(), "sha256": sums}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, "mimetype", (MIMETYPE.encode(),))
        _add(archive, "manifest.json", (json.dumps(manifest, indent=2).encode(),))
        for name, parts in members.items():
            _add(archive, name, parts)


def _checksum(parts: Parts) -> str:
    checksum = hashlib.sha256()
    for part in parts:
        checksum.update(part)
    return checksum.hexdigest()


def _add(archive: zipfile.ZipFile, name: str, parts: Parts) -> None:
    entry = zipfile.ZipInfo(name)  # with a fixed date: equal experiments give equal files
    entry.external_attr = 0o644 << 16
    entry.file_size = sum(map(len, parts))
    with archive.open(entry, "w") as member:
        for part in parts:
            member.write(part)


def unpack(path: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Read all members of the file at ``path``, and the versions that made it.

    Raises
    ------
    UnreadableFileError
        When it is missing, is not an experiment, is newer than this program, or is not whole.
    """
    try:
        with path.open("rb") as file:
            return _unpack(path, file)
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise cannot_read(path, error) from error


def _unpack(path: Path, file: BinaryIO) -> tuple[dict[str, bytes], dict[str, str]]:
    start = file.read(100)
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(path, archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError) as error:
        if MIMETYPE.encode() in start:
            raise damaged(path, CUT_SHORT) from error
        raise UnreadableFileError(Text(NOT_AN_EXPERIMENT, path=path)) from error


def _read(path: Path, archive: zipfile.ZipFile) -> tuple[dict[str, bytes], dict[str, str]]:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if "mimetype" not in entries:
        raise UnreadableFileError(Text(NOT_AN_EXPERIMENT, path=path))
    _check_size(path, entries["mimetype"], 100)
    if archive.read("mimetype") != MIMETYPE.encode():
        raise UnreadableFileError(Text(NOT_AN_EXPERIMENT, path=path))
    if len(archive.infolist()) > min(MOST_MEMBERS, len(entries)):
        raise damaged(path, TOO_MANY)
    found, manifest = _manifest(path, archive, entries)
    left = path.stat().st_size
    for name, entry in entries.items():
        _check_size(path, entry, min(left, _most_bytes(name, left)))
        left -= entry.file_size
    members = {name: _member(path, archive, name, checksum) for name, checksum in manifest["sha256"].items()}
    return migrated(members, found, FORMAT), manifest["versions"]


def _most_bytes(name: str, left: int) -> int:
    if name == "search.json":
        return LARGEST_SEARCH
    return LARGEST_JSON if name.endswith(".json") else left


def _check_size(path: Path, entry: zipfile.ZipInfo, most: int) -> None:
    """Refuse what would take more bytes to read than the file has room for."""
    if entry.compress_type != zipfile.ZIP_STORED:
        raise damaged(path, COMPRESSED, member=entry.filename)
    if not entry.compress_size == entry.file_size <= most:
        raise damaged(path, CUT_SHORT)


def _manifest(
    path: Path, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]
) -> tuple[int, dict[str, dict[str, str]]]:
    """Return the format of a file, and its tables of checksums and versions."""
    if "manifest.json" not in entries:
        raise damaged(path, MISSING, member="manifest.json")
    _check_size(path, entries["manifest.json"], LARGEST_JSON)
    try:
        manifest = json.loads(archive.read("manifest.json"))
        found = manifest["format"]
        if type(found) is int and found > FORMAT:
            raise UnreadableFileError(Text(NEWER, path=path, known=FORMAT))
        tables = {name: dict(manifest[name]) for name in ("sha256", "versions")}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, NO_MANIFEST) from error
    if (
        type(found) is not int
        or found < 1
        or not all(isinstance(text, str) for table in tables.values() for text in table.values())
    ):
        raise damaged(path, NO_MANIFEST)
    return found, tables


def _member(path: Path, archive: zipfile.ZipFile, name: str, checksum: str) -> bytes:
    try:
        content = archive.read(name)
    except KeyError:
        raise damaged(path, MISSING, member=name) from None
    except zipfile.BadZipFile as error:
        raise damaged(path, CHANGED, member=name) from error
    if hashlib.sha256(content).hexdigest() != checksum:
        raise damaged(path, CHANGED, member=name)
    return content
