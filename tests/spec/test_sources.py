"""Sources of examples: what each may be asked for, and what is said where it may not."""

from typing import Any

import pytest

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.document import from_document, from_json, new_spec, set_at, to_document, to_json

BASE = to_document(new_spec())
KINDS = [
    "blobs",
    "circles",
    "xor",
    "moons",
    "spirals",
    "plane",
    "hills",
    "digits",
    "iris",
    "wine",
    "breast_cancer",
    "shapes",
    "noise",
    "points",
    "csv",
    "npz",
    "idx",
    "cifar",
    "image_folder",
]
FULL: list[dict[str, Any]] = [
    {"kind": "points", "points": [[0.5, -1.25, 0], [1000, 0, 9]], "classes": 10},
    {"kind": "csv", "path": "a;b.csv", "separator": "\t", "header": False, "decimal": ",", "encoding": "cp1252"},
    {"kind": "csv", "label": "3", "task": "numbers", "missing": "fill"},
    {"kind": "npz", "path": "x.npz", "examples": "x", "labels": "y", "task": "classes"},
    {"kind": "idx", "path": "images", "labels": "labels"},
    {"kind": "cifar", "path": "folder", "labels": "coarse"},
    {"kind": "image_folder", "width": 1024, "height": 1, "colours": "grey"},
]


def with_source(source: object) -> dict[str, Any]:
    return set_at(BASE, "data.source", source)


def problems(source: object) -> list[Problem]:
    with pytest.raises(InvalidSpecError) as caught:
        from_document(with_source(source))
    return list(caught.value.problems)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_default_for_each_option(kind: str) -> None:
    spec = from_document(with_source({"kind": kind}))
    assert spec.data.source.kind == kind
    assert from_json(to_json(spec)) == spec


@pytest.mark.parametrize("source", FULL, ids=lambda source: source["kind"])
def test_options_are_kept_through_json(source: dict[str, Any]) -> None:
    spec = from_document(with_source(source))
    assert spec.data.source.model_dump(mode="json", include=set(source)) == source
    assert from_json(to_json(spec)) == spec


@pytest.mark.parametrize(
    ("source", "path", "sentence"),
    [
        ({"kind": "blobs", "classes": 11}, "classes", "must be at most 10."),
        ({"kind": "circles", "classes": 6}, "classes", "must be at most 5."),
        ({"kind": "spirals", "classes": 1}, "classes", "must be at least 2."),
        ({"kind": "moons", "noise": 1.5}, "noise", "must be at most 1."),
        ({"kind": "xor", "examples": 9}, "examples", "must be at least 10."),
        ({"kind": "xor", "classes": 2}, "classes", "is not a field of an experiment; remove it or correct its name."),
        ({"kind": "shapes", "examples": 100_001}, "examples", "must be at most 100,000."),
        ({"kind": "points", "points": [[0.0, 1000.5, 0]]}, "points.0.1", "must be at most 1,000."),
        ({"kind": "points", "points": [[0.0, 0.0, 10]]}, "points.0.2", "must be at most 9."),
        ({"kind": "points", "points": [[0.0, 0.0, 0]] * 10_001}, "points", "must have at most 10,000 entries."),
        ({"kind": "csv", "path": 5}, "path", "must be text."),
        ({"kind": "csv", "separator": "/"}, "separator", "must be ',', ';', '\\t', '|' or ' '."),
        ({"kind": "csv", "header": "yes"}, "header", "must be true or false."),
        ({"kind": "csv", "missing": None}, "missing", "must be 'refuse', 'drop' or 'fill'."),
        ({"kind": "csv", "label": ""}, "label", "must not be empty."),
        ({"kind": "csv", "path": "x" * 4097}, "path", "must not be longer than 4,096 characters."),
        ({"kind": "cifar", "labels": "rough"}, "labels", "must be 'fine' or 'coarse'."),
        ({"kind": "image_folder", "width": 0}, "width", "must be at least 1."),
    ],
)
def test_what_is_not_allowed_is_named(source: dict[str, Any], path: str, sentence: str) -> None:
    (problem,) = problems(source)
    assert (problem.path, str(problem.text)) == (f"data.source.{path}", sentence)


def test_a_point_of_a_class_that_there_is_not_is_told_of_the_source() -> None:
    (problem,) = problems({"kind": "points", "points": [[0.0, 0.0, 0], [0.0, 0.0, 2]], "classes": 2})
    assert problem.path == "data.source"
    assert "raise the number of classes" in str(problem.text)


def test_a_point_needs_both_coordinates_and_a_class() -> None:
    assert {problem.path for problem in problems({"kind": "points", "points": [[0.0, 1.0]]})} == {
        "data.source.points.0.2"
    }
