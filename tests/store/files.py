"""Runs to save, and files that are not what they should be."""

import dataclasses
import io
import json
import math
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from nnlab.errors import NnlabError
from nnlab.store.archive import pack
from nnlab.store.experiment_file import open_experiment
from nnlab.training.checkpoint import RunRecord
from nnlab.training.replay import replay
from tests.training.runs import plain

Member = tuple[str, bytes]


def members_of(path: Path) -> dict[str, bytes]:
    """Return what a file holds, without the two members that describe the others."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in {"mimetype", "manifest.json"}}


def entries_of(path: Path) -> list[Member]:
    """Return all members as they stand in a file."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def zip_up(path: Path, entries: Iterable[Member], compression: int = zipfile.ZIP_STORED) -> None:
    """Write a zip as any other program would."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)


def forge(path: Path, changes: dict[str, bytes | None]) -> None:
    """Change members, or drop them with None, and make all checksums right again."""
    members: dict[str, bytes | None] = {**members_of(path), **changes}
    rewrite(path, {name: content for name, content in members.items() if content is not None})


def rewrite(path: Path, members: dict[str, bytes]) -> None:
    """Write ``members`` with the right checksums."""
    with path.open("wb") as file:
        pack(file, {name: [content] for name, content in members.items()})


def edit_json(path: Path, name: str, edit: Callable[[Any], Any]) -> None:
    """Change a JSON member by hand, checksum included; ``edit`` changes the document or returns another."""
    document = json.loads(members_of(path)[name])
    other = edit(document)
    forge(path, {name: json.dumps(document if other is None else other).encode()})


def edit_array(path: Path, name: str, edit: Callable[[np.ndarray], Any]) -> None:
    """Change an array by hand, checksum included; ``edit`` changes it or returns another."""
    array = np.load(io.BytesIO(members_of(path)[f"{name}.npy"]))
    other = edit(array)
    buffer = io.BytesIO()
    np.save(buffer, array if other is None else other)
    forge(path, {f"{name}.npy": buffer.getvalue()})


def header(text: str, version: bytes = b"\x01\x00") -> bytes:
    """Return the beginning of an npy file that says ``text``."""
    line = text.encode() + b"\n"
    return b"\x93NUMPY" + version + len(line).to_bytes(2 if version[0] == 1 else 4, "little") + line


def refusal(path: Path) -> str | None:
    """Return why a file was refused, or None where it opened and can be shown; nothing else may happen."""
    try:
        experiment = open_experiment(path)
    except NnlabError as error:
        sentence = str(error)
    else:
        if experiment.record is not None:
            replay(experiment.record)
        return None
    assert str(path) in sentence
    return sentence


def bits(record: RunRecord) -> Any:
    """Return a record as nested lists in which equal means equal bits; a result's loss is NaN or it is finite."""
    results = {
        part: dataclasses.replace(result, loss=result.loss if math.isfinite(result.loss) else math.nan)
        if result
        else None
        for part, result in record.results.items()
    }
    return [record.spec, plain(record.checkpoint), record.finish, plain(results)]
