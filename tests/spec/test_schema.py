"""The schema in resources/ is that of the code, and an independent validator agrees with us on what is valid."""

import json
from typing import Any

import jsonschema
import pytest

from nnlab.errors import InvalidSpecError
from nnlab.resources import resource
from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.spec.schema import json_schema
from nnlab.store.experiment_file import examples

VALIDATOR = jsonschema.Draft202012Validator(json.loads(resource("schema", "experiment.schema.json").read_text("utf-8")))


def test_the_file_is_up_to_date() -> None:
    assert VALIDATOR.schema == json_schema(), "run `python dev.py schema`"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("name", examples())
def test_the_examples_are_valid(name: str) -> None:
    VALIDATOR.validate(json.loads(examples()[name].read_text("utf-8")))
    VALIDATOR.validate({"nnlab": 1})


def set_to(path: str, value: Any) -> dict[str, Any]:
    return set_at(to_document(new_spec()), path, value)


VALID = [
    ("training.optimizer", {"kind": "adam", "betas": [0.8, 0.99]}),
    ("network.layers.0.activation", {"kind": "prelu", "per": "unit"}),
    ("network.layers.0.batch_norm", {"epsilon": 1e-3}),
    ("network.layers.0.batch_norm", True),
    ("training.early_stopping", {"patience": 3}),
    ("data.source", {"kind": "csv", "path": "a.csv", "label": "kind"}),
    ("data.source", {"kind": "points", "points": [[0.5, -1.0, 0], [1.0, 1.0, 1]]}),
    ("preprocessing", [{"kind": "pca", "components": 0.9}, {"kind": "whiten"}]),
    ("notes", "Ω\n<b>"),
]
INVALID = [
    ("nnlab", 2),
    ("nnlab", "1"),
    ("name", None),
    ("seed", -1),
    ("seed", 0.5),
    ("precision", "float16"),
    ("network.layers", []),
    ("network.layers.0.units", 0),
    ("network.layers.0.activation", {"kind": "softplus"}),
    ("network.layers.0.activation", {"kind": "relu", "slope": 1}),
    ("network.layers.0.dropout", 1),
    ("training.optimizer", {"kind": "adam", "betas": [0.9]}),
    ("training.learning_rate", "fast"),
    ("training.epochs", 1.5),
    ("data.source", {"kind": "cloud"}),
    ("preprocessing", {"kind": "center"}),
]


@pytest.mark.parametrize(("path", "value"), VALID)
def test_what_we_accept_is_valid(path: str, value: Any) -> None:
    document = set_to(path, value)
    from_document(document)
    VALIDATOR.validate(document)


@pytest.mark.parametrize(("path", "value"), INVALID)
def test_what_we_refuse_is_invalid(path: str, value: Any) -> None:
    document = set_to(path, value)
    with pytest.raises(InvalidSpecError):
        from_document(document)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("path", ["", "network.", "network.layers.0.", "training.", "data.split."])
def test_unknown_fields_are_invalid(path: str) -> None:
    document = to_document(new_spec())
    node: Any = document
    for key in path.split(".")[:-1]:
        node = node[int(key) if key.isdecimal() else key]
    node["colour"] = "red"
    assert not VALIDATOR.is_valid(document)


def test_it_says_nothing_of_how_it_was_made() -> None:
    assert "discriminator" not in json.dumps(VALIDATOR.schema)
