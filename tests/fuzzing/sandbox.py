"""A folder in which a process finds its home, its temporary files and all it may touch."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("HOME", "TMPDIR", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE")
State = dict[str, tuple[int, int]]


class Sandbox:
    """A folder that is watched.

    Parameters
    ----------
    folder : Path
        An empty one.

    Attributes
    ----------
    work : Path
        For files to open; the current folder of a process in here.
    environ : dict
        Of a process in here.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.work, home = folder / "work", folder / "home"
        for made in (self.work, home):
            made.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        self.environ = {
            **kept,
            **dict.fromkeys(PLACES, str(home)),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
        }

    @property
    def file(self) -> Path:
        """Where spoilt files are laid."""
        return self.work / "run.nnlab"

    def state(self) -> State:
        """Return size and time of everything in the folder, to see what has changed."""
        found = {}
        for path in [self._folder, *self._folder.rglob("*")]:
            status = path.lstat()
            is_file = not path.is_dir()
            found[path.relative_to(self._folder).as_posix()] = (status.st_size if is_file else 0, status.st_mtime_ns)
        return found
