"""Keeps what is being worked on in the recovery place; finds there what was cut off."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Final

from nnlab.store.experiment_file import Experiment
from nnlab.store.recovery.entry import Entry, recovery_folder
from nnlab.store.writer import Writer

INTERVAL_S: Final = 2.5
"""How often to keep what goes on: with the time of writing it, at most five seconds are lost."""
ABANDONED_S: Final = 24 * 3600
"""So old, a folder with nothing in it is not just being made."""


class Journal:
    """Keeps one experiment for as long as there is something of it to lose.

    Parameters
    ----------
    writer : Writer
        Its thread does all the work here, so that each piece of it finds the one before done.
    place : Path, optional
        The user's recovery folder if left out.
    """

    def __init__(self, writer: Writer, place: Path | None = None) -> None:
        self._writer, self._place = writer, place or recovery_folder()
        self._entry: Entry | None = None

    def keep(self, experiment: Experiment, origin: Path | None) -> Future[None]:
        """Have ``experiment`` kept instead of what was before; the future holds the error where that fails."""

        def write() -> None:
            if self._entry is None:
                self._entry = Entry.make(self._place)
            self._entry.write(experiment, origin)

        return self._writer.submit(write)

    def take_over(self, found: Entry) -> Future[None]:
        """Go on with what was cut off: it stays where it is until there is more, or nothing to lose."""
        return self._writer.submit(lambda: self._replace(found))

    def drop(self) -> Future[None]:
        """Keep nothing: all is saved, or somebody agreed to lose it."""
        return self._writer.submit(lambda: self._replace(None))

    def _replace(self, entry: Entry | None) -> None:
        if self._entry is not None:
            self._entry.remove()
        self._entry = entry

    def leave(self) -> Future[str | None]:
        """Leave what is kept to whoever asks next; the future says by which name, if there is anything."""

        def release() -> str | None:
            left, self._entry = self._entry, None
            if left is None:
                return None
            left.release()
            return left.name

        return self._writer.submit(release)


def cut_off(place: Path | None = None) -> list[Entry]:
    """Claim what earlier processes left, the latest first; what another one holds is not among it.

    Parameters
    ----------
    place : Path, optional
        The user's recovery folder if left out.
    """
    try:
        folders = [path for path in (place or recovery_folder()).iterdir() if path.is_dir()]
    except OSError:
        return []
    found = [entry for folder in folders if (entry := Entry.claim(folder)) is not None]
    _tidy(folders)
    return sorted(found, key=lambda entry: entry.saved_at, reverse=True)


def _tidy(folders: Iterable[Path]) -> None:
    """Remove the folders of processes that ended before they came to keep anything."""
    for folder in folders:
        with suppress(OSError):
            is_old = time.time() - folder.stat().st_mtime > ABANDONED_S
            if is_old and not any(folder.glob("*experiment*")):
                shutil.rmtree(folder, ignore_errors=True)
