"""What the program remembers between two launches: recent files, colours, the window's place."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from nnlab.gui.theme import Choice

MOST_RECENT = 10


class Settings:
    """A few values in the place that the platform keeps for them."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nnlab", "nnlab")

    def recent_files(self) -> list[str]:
        """Return the paths of the files that were used last, the latest first."""
        stored = self._store.value("recent_files", [])
        names = [stored] if isinstance(stored, str) else stored
        return [str(name) for name in names][:MOST_RECENT] if isinstance(names, list) else []

    def remember_file(self, path: Path) -> list[str]:
        """Put ``path`` first among the recent files, and return them."""
        return self._keep([str(path.resolve()), *self._others(path)])

    def forget_file(self, path: Path) -> list[str]:
        """Drop ``path`` from the recent files, and return them."""
        return self._keep(self._others(path))

    def forget_all_files(self) -> list[str]:
        """Drop all recent files."""
        return self._keep([])

    def folder(self) -> Path:
        """Return where a person is likely to keep experiments: where the last one was, or the documents."""
        for name in self.recent_files():
            if Path(name).parent.is_dir():
                return Path(name).parent
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path.home()

    def colours(self) -> Choice:
        """Return the chosen theme."""
        stored = self._store.value("colours")
        choices: tuple[Choice, ...] = ("system", "light", "dark")
        return next((choice for choice in choices if choice == stored), "system")

    def set_colours(self, choice: Choice) -> None:
        """Remember the chosen theme."""
        self._store.setValue("colours", choice)

    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Return what the window said of its layout; None before the first time."""
        values = self._store.value("window/geometry"), self._store.value("window/splitter")
        if all(isinstance(value, QByteArray) for value in values):
            return cast("tuple[QByteArray, QByteArray]", values)
        return None

    def set_layout(self, geometry: QByteArray, splitter: QByteArray) -> None:
        """Remember the window's layout."""
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/splitter", splitter)

    def _others(self, path: Path) -> list[str]:
        return [name for name in self.recent_files() if name not in {str(path), str(path.resolve())}]

    def _keep(self, names: list[str]) -> list[str]:
        self._store.setValue("recent_files", names[:MOST_RECENT])
        return names[:MOST_RECENT]
