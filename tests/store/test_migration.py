"""A later program opens the files of this one, each step of the way applied in its turn."""

import json
from pathlib import Path
from typing import Any

import pytest

from nnlab.spec import document
from nnlab.spec import migration as spec_migration
from nnlab.store import archive, migration
from nnlab.store.experiment_file import open_experiment
from nnlab.store.migration import Members
from tests.store.files import refusal


def renamed(members: Members) -> Members:
    return {f"a/{name}": content for name, content in members.items()}


def shortened(members: Members) -> Members:
    return {name.removeprefix("a/"): content for name, content in members.items()}


def test_a_file_of_an_earlier_format_goes_through_every_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = open_experiment(path)
    monkeypatch.setattr(archive, "FORMAT", 3)
    monkeypatch.setattr(migration, "MIGRATIONS", {1: renamed, 2: shortened})
    found = open_experiment(path)
    assert found.spec == expected.spec
    assert found.record is not None
    monkeypatch.setattr(migration, "MIGRATIONS", {1: renamed, 2: renamed})
    assert refusal(path) is not None


@pytest.mark.parametrize("number", [0, -1, 1.0, True, "1", None])
def test_a_format_that_never_was_is_refused(path: Path, number: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "FORMAT", number)
    with path.open("wb") as file:
        archive.pack(file, {"spec.json": [b'{"nnlab": 1}']})
    monkeypatch.undo()
    assert "its list of parts is not readable" in str(refusal(path))


def test_a_document_of_an_earlier_format_goes_through_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_two(earlier: dict[str, Any]) -> dict[str, Any]:
        return {**earlier, "nnlab": 2, "name": f"{earlier['name']}, renamed"}

    def to_three(earlier: dict[str, Any]) -> dict[str, Any]:
        return {**earlier, "nnlab": 1, "seed": earlier["seed"] + 1}  # this test's program reads no 3

    monkeypatch.setattr(spec_migration, "MIGRATIONS", {1: to_two})
    assert spec_migration.migrated({"nnlab": 1, "name": "A"}, 2) == {"nnlab": 2, "name": "A, renamed"}
    monkeypatch.setattr(spec_migration, "MIGRATIONS", {0: to_three})
    assert document.from_json(json.dumps({"nnlab": 0, "seed": 4})).seed == 5


@pytest.mark.parametrize("wrong", [None, [], "1", {}, {"nnlab": "1"}, {"nnlab": True}, {"nnlab": -5}])
def test_what_is_no_document_of_an_earlier_format_stays_as_it_is(wrong: Any) -> None:
    assert spec_migration.migrated(wrong, 1) == wrong
