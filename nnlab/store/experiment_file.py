"""Experiments in files: saved, opened, and found by the name of a shipped example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nnlab.errors import InvalidSpecError, UnreadableFileError
from nnlab.resources import resource
from nnlab.spec.document import from_json, to_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.lessons import NO_LESSONS, LessonRecords, lesson_records
from nnlab.store.archive import LARGEST_JSON, MISSING, NOT_AN_EXPERIMENT, Parts, cannot_read, damaged, pack, unpack
from nnlab.store.atomic import write_atomically
from nnlab.store.data_paths import located, portable
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.checkpoint import RunRecord

if TYPE_CHECKING:
    from nnlab.spec.search import SearchRecord
    from nnlab.training.keyframe import Keyframe

SUFFIX = ".nnlab"

WRONG_SPEC = QT_TRANSLATE_NOOP("nnlab", "{path}: {problem}")
NO_RUN = QT_TRANSLATE_NOOP("nnlab", "the saved run does not fit its experiment")
NO_TRIALS = QT_TRANSLATE_NOOP("nnlab", "the trials that wait do not fit the saved search")
NOT_A_FILE = QT_TRANSLATE_NOOP("nnlab", "{path} is a folder or a device, not a file.")
NO_FILE = QT_TRANSLATE_NOOP("nnlab", "There is no file and no example called {name}.")


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
    search : SearchRecord or None
        A search for better settings of it, as far as that came.
    waiting : mapping of int to Keyframe
        By their numbers the states of those of its trials that wait for others.
    lessons : LessonRecords
        What whoever saved it has done of the lessons.
    """

    spec: ExperimentSpec
    record: RunRecord | None = None
    versions: dict[str, str] = field(default_factory=dict)
    search: SearchRecord | None = None
    waiting: Mapping[int, Keyframe] = field(default_factory=dict)
    lessons: LessonRecords = NO_LESSONS


def save(path: Path, experiment: Experiment) -> None:
    """Write ``experiment`` to ``path``, atomically.

    Raises
    ------
    UnwritableFileError
    """
    folder = path.parent
    members: dict[str, Parts] = {"spec.json": (to_json(portable(experiment.spec, folder)).encode(),)}
    if (record := experiment.record) is not None:
        from nnlab.store.run_members import to_members

        members |= to_members(replace(record, spec=portable(record.spec, folder)))
    if (search := experiment.search) is not None:
        kept = search.model_copy(update={"experiment": portable(search.experiment, folder)})
        members["search.json"] = (kept.model_dump_json().encode(),)
    if experiment.waiting:
        from nnlab.store.search_members import waiting_members

        members |= waiting_members(experiment.waiting)
    if experiment.lessons.lessons:
        members["lessons.json"] = (experiment.lessons.model_dump_json().encode(),)
    write_atomically(path, lambda file: pack(file, members))


def open_experiment(path: Path) -> Experiment:
    """Read an ``.nnlab`` file or a JSON spec.

    Raises
    ------
    UnreadableFileError
        With a sentence that names the file, and the field where it is one.
    """
    if _looks_like_zip(path):
        return _open_archive(path)
    return Experiment(located(_spec_of(path, _read_text(path)), path.parent))


def find(name: str) -> Experiment:
    """Open a file, or a shipped example by its name (``digits``).

    Raises
    ------
    UnreadableFileError
    """
    path, shipped = Path(name), examples()
    if name in shipped and not path.is_file():
        return open_experiment(shipped[name])
    if not _exists(path):
        raise UnreadableFileError(Text(NO_FILE, name=name))
    return open_experiment(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long a name, or a closed folder: opening it says so
        return True


def examples() -> dict[str, Path]:
    """Return the shipped examples by name."""
    return {path.stem: path for path in sorted(resource("examples").glob("*.json"))}


def _looks_like_zip(path: Path) -> bool:
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFileError(Text(NOT_A_FILE, path=path))
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from error


def _read_text(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_JSON + 1)
    except OSError as error:
        raise cannot_read(path, error) from error
    if len(text) > LARGEST_JSON or not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise UnreadableFileError(Text(NOT_AN_EXPERIMENT, path=path))
    return text


def _spec_of(path: Path, text: bytes) -> ExperimentSpec:
    try:
        return from_json(text)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error


def _open_archive(path: Path) -> Experiment:
    members, versions = unpack(path)
    if "spec.json" not in members:
        raise damaged(path, MISSING, member="spec.json")
    spec = located(_spec_of(path, members["spec.json"]), path.parent)
    search = _search_of(path, members.get("search.json"))
    waiting, lessons = _waiting_of(path, members, search), _lessons_of(path, members.get("lessons.json"))
    if "run.json" not in members:
        return Experiment(spec, None, versions, search, waiting, lessons)
    from nnlab.store.consistency import check_fits  # what a run needs comes with the first one: no example has one
    from nnlab.store.run_members import from_members

    try:
        record = from_members(members)
        record = replace(record, spec=located(record.spec, path.parent))
        check_fits(record)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error
    except (ValueError, KeyError, OverflowError) as error:
        raise damaged(path, NO_RUN) from error
    return Experiment(spec, record, versions, search, waiting, lessons)


def _search_of(path: Path, text: bytes | None) -> SearchRecord | None:
    if text is None:
        return None
    from nnlab.spec.search import search_record

    try:
        search = search_record(text)
        return search.model_copy(update={"experiment": located(search.experiment, path.parent)})
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error


def _lessons_of(path: Path, text: bytes | None) -> LessonRecords:
    if text is None:
        return NO_LESSONS
    try:
        return lesson_records(text)
    except InvalidSpecError as error:
        raise UnreadableFileError(Text(WRONG_SPEC, path=path, problem=error.text)) from error


def _waiting_of(path: Path, members: Mapping[str, bytes], search: SearchRecord | None) -> dict[int, Keyframe]:
    if search is None or all(trial.outcome for trial in search.trials):
        return {}
    from nnlab.store.search_members import waiting_from

    try:
        return waiting_from(members, search)
    except (ValueError, KeyError, OverflowError) as error:
        raise damaged(path, NO_TRIALS) from error
