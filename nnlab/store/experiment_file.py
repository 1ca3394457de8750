"""Experiments in files: saved, opened, and found by the name of a shipped example."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nnlab.errors import InvalidSpecError, UnreadableFileError
from nnlab.resources import resource
from nnlab.spec.document import from_json, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.store.archive import CANNOT_READ, DAMAGED, NOT_AN_EXPERIMENT, damaged, pack, unpack
from nnlab.store.atomic import write_atomically
from nnlab.store.consistency import check_fits
from nnlab.store.run_members import from_members, to_members
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord

SUFFIX = ".nnlab"
LARGEST_SPEC = 20_000_000
"""Bytes; a JSON file larger than this is no spec."""

WRONG_SPEC = QT_TRANSLATE_NOOP("nnlab", "{path}: {problem}")
NO_RUN = QT_TRANSLATE_NOOP("nnlab", "the saved run does not fit its experiment")
MISSING = QT_TRANSLATE_NOOP("nnlab", "There is no file and no example called {name}.")


@dataclass(frozen=True)
class Experiment:
    """What a file holds.

    Attributes
    ----------
    spec : ExperimentSpec
    record : RunRecord or None
        What became of it so far.
    versions : dict
        What made the file; empty for a bare spec.
    """

    spec: ExperimentSpec
    record: RunRecord | None = None
    versions: dict[str, str] = field(default_factory=dict)


def save(path: Path, experiment: Experiment) -> None:
    """Write ``experiment`` to ``path``, atomically.

    Raises
    ------
    UnwritableFileError
    """
    members = {"spec.json": to_json(experiment.spec).encode()}
    if experiment.record is not None:
        members |= to_members(experiment.record)
    write_atomically(path, pack(members))


def open_experiment(path: Path) -> Experiment:
    """Read an ``.nnlab`` file or a JSON spec.

    Raises
    ------
    UnreadableFileError
        With a sentence that names the file, and the field where it is one.
    """
    if _looks_like_zip(path):
        return _open_archive(path)
    return Experiment(_spec_of(path, _read_text(path)))


def find(name: str) -> Experiment:
    """Open a file, or a shipped example by its name (``digits``).

    Raises
    ------
    UnreadableFileError
    """
    path, shipped = Path(name), examples()
    if _exists(path):
        return open_experiment(path)
    if name in shipped:
        return open_experiment(shipped[name])
    raise UnreadableFileError(Text(MISSING, name=name))


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def examples() -> dict[str, Path]:
    """Return the shipped examples by name."""
    return {path.stem: path for path in sorted(resource("examples").glob("*.json"))}


def _looks_like_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _read_text(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_SPEC + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(text) > LARGEST_SPEC or not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise UnreadableFileError(Text(NOT_AN_EXPERIMENT, path=path))
    return text


def _unreadable(path: Path, error: Exception) -> UnreadableFileError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreadableFileError(Text(CANNOT_READ, path=path, reason=reason))


def _spec_of(path: Path, text: bytes) -> ExperimentSpec:
    try:
        return from_json(text)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error


def _open_archive(path: Path) -> Experiment:
    members, versions = unpack(path)
    if "spec.json" not in members:
        raise damaged(path, NO_RUN)
    spec = _spec_of(path, members["spec.json"])
    if "run.json" not in members:
        return Experiment(spec, None, versions)
    try:
        record = from_members(members)
        check_fits(record)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error
    except (ValueError, KeyError, OverflowError) as error:
        raise UnreadableFileError(Text(DAMAGED, path=path, reason=Text(NO_RUN))) from error
    return Experiment(spec, record, versions)
