"""One experiment in the recovery place: a folder that one process holds at a time."""

from __future__ import annotations

import json
import secrets
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

import platformdirs

from nnlab.errors import UnwritableFileError
from nnlab.store.atomic import write_atomically
from nnlab.store.experiment_file import SUFFIX, Experiment, open_experiment, save
from nnlab.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    from filelock import FileLock

NO_PLACE = QT_TRANSLATE_NOOP("nnlab", "{path} cannot be used to keep experiments for after a crash: {reason}.")
EXPERIMENT, ORIGIN, LOCK = f"experiment{SUFFIX}", "origin.json", "lock"


def recovery_folder() -> Path:
    """Return where experiments are kept for after a crash, whether or not it exists."""
    return platformdirs.user_state_path("nnlab", appauthor=False) / "recovery"


class Entry:
    """An experiment that this process holds; the system lets go of it when the process ends, however it does.

    Attributes
    ----------
    path : Path
        The folder.
    origin : Path or None
        The file that the experiment belongs to; None before it was first saved.
    """

    def __init__(self, path: Path, lock: FileLock, origin: Path | None = None) -> None:
        self.path, self.origin, self._lock = path, origin, lock

    @classmethod
    def make(cls, place: Path) -> Self:
        """Return a new one, empty still.

        Raises
        ------
        UnwritableFileError
        """
        path = place / secrets.token_hex(3)
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.mkdir(mode=0o700)
            return cls(path, _locked(path))
        except OSError as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnwritableFileError(Text(NO_PLACE, path=place, reason=reason)) from error

    @classmethod
    def claim(cls, path: Path) -> Self | None:
        """Return what an earlier process left at ``path``; None where there is nothing, or somebody holds it."""
        if not (path / EXPERIMENT).is_file():
            return None
        try:
            lock = _locked(path)
        except OSError:
            return None
        if not (path / EXPERIMENT).is_file():  # somebody was done with it meanwhile
            lock.release()
            return None
        return cls(path, lock, _origin(path))

    @property
    def name(self) -> str:
        """What a person calls it by."""
        return self.path.name

    @property
    def saved_at(self) -> datetime:
        """When it was last written."""
        return datetime.fromtimestamp((self.path / EXPERIMENT).stat().st_mtime, UTC)

    def write(self, experiment: Experiment, origin: Path | None) -> None:
        """Keep ``experiment``, which belongs to the file ``origin``.

        Raises
        ------
        UnwritableFileError
            What was kept before is then as it was.
        """
        if origin != self.origin or not (self.path / ORIGIN).exists():
            said = json.dumps({"origin": str(origin.absolute()) if origin else None}).encode()
            write_atomically(self.path / ORIGIN, partial(_fill, said))
            self.origin = origin
        save(self.path / EXPERIMENT, experiment)

    def read(self) -> Experiment:
        """Return what is kept.

        Raises
        ------
        UnreadableFileError
        """
        return open_experiment(self.path / EXPERIMENT)

    def remove(self) -> None:
        """Keep it no longer."""
        with suppress(OSError):
            (self.path / EXPERIMENT).unlink(missing_ok=True)  # first: without it nobody else claims the rest
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)

    def release(self) -> None:
        """Leave it to whoever asks next."""
        self._lock.release()


def _fill(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _locked(path: Path) -> FileLock:
    """Return the lock of a folder, held; any thread may release it.

    Raises
    ------
    OSError
        When the place cannot have locks, or another process holds this one.
    """
    from filelock import FileLock  # a launch does without: it takes 50 ms

    lock = FileLock(path / LOCK, timeout=0, thread_local=False)
    lock.acquire()
    return lock


def _origin(path: Path) -> Path | None:
    try:
        said = json.loads((path / ORIGIN).read_bytes())
        return Path(said["origin"]) if isinstance(said["origin"], str) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
