import math
from typing import Any

import pytest

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.spec.problems import TEMPLATES

BASE = to_document(new_spec())

BAD_INPUT: list[tuple[str, Any, str, str]] = [
    # what is set, to what, the path that is named, the sentence
    ("network.layers.0.units", 0, "network.layers.0.units", "must be at least 1."),
    ("network.layers.0.units", -5, "network.layers.0.units", "must be at least 1."),
    ("network.layers.0.units", 1.5, "network.layers.0.units", "must be a whole number."),
    ("network.layers.0.units", "100", "network.layers.0.units", "must be a whole number."),
    ("network.layers.0.units", 200_000, "network.layers.0.units", "must be at most 100,000."),
    ("network.layers.1.bias", "x", "network.layers.1.bias", "must be a number."),
    ("network.layers.1.batch_norm", {"epsilon": 0.0}, "network.layers.1.batch_norm.epsilon", "must be at least 1e-30."),
    (
        "network.layers.1.batch_norm",
        {"eps": 1e-5},
        "network.layers.1.batch_norm.eps",
        "is not a field of an experiment; remove it or correct its name.",
    ),
    ("network.layers.1.batch_norm", 0, "network.layers.1.batch_norm", "must be true or false."),
    ("network.layers", [], "network.layers", "must have at least 1 entry."),
    ("network.layers", {}, "network.layers", "must be a list."),
    ("network.layers.0", 5, "network.layers.0", "must be a group of fields."),
    ("network.output.init.std", -0.1, "network.output.init.std", "must be at least 0."),
    ("training.learning_rate", -0.01, "training.learning_rate", "must be greater than 0."),
    ("training.learning_rate", 0, "training.learning_rate", "must be greater than 0."),
    ("training.learning_rate", math.nan, "training.learning_rate", "must be a finite number."),
    ("training.learning_rate", math.inf, "training.learning_rate", "must be a finite number."),
    ("training.l2", -1e-9, "training.l2", "must be at least 0."),
    ("training.optimizer.momentum", 1.0, "training.optimizer.momentum", "must be less than 1."),
    ("training.optimizer.momentum", -0.5, "training.optimizer.momentum", "must be at least 0."),
    ("training.optimizer", {"momentum": 0.9}, "training.optimizer", "must be a group of fields with a kind."),
    ("training.batch_size", 0, "training.batch_size", "must be at least 1."),
    ("training.epochs", 0, "training.epochs", "must be at least 1."),
    ("training.epochs", True, "training.epochs", "must be a whole number."),
    ("training.clip_norm", 0.0, "training.clip_norm", "must be greater than 0."),
    ("training.optimizer", {"kind": "adam", "betas": [0.9, 1.0]}, "training.optimizer.betas.1", "must be less than 1."),
    ("training.early_stopping", {"patience": 0}, "training.early_stopping.patience", "must be at least 1."),
    ("seed", -1, "seed", "must be at least 0."),
    ("seed", 2**53 + 1, "seed", "must be at most 9,007,199,254,740,992."),
    ("name", "x" * 201, "name", "must not be longer than 200 characters."),
    ("name", 5, "name", "must be text."),
    ("precision", "float16", "precision", "must be 'float32' or 'float64'."),
    ("preprocessing.0.mean", "row", "preprocessing.0.mean", "must be 'feature', 'channel' or 'all'."),
    ("data.limit", 0, "data.limit", "must be at least 1."),
    ("data.label_noise", 1.5, "data.label_noise", "must be at most 1."),
    ("data.split.train", 0.9, "data.split", "train, validation and test must add up to 1, not to 1.2."),
    ("data.split.test", -0.1, "data.split.test", "must be at least 0."),
    ("colour", "red", "colour", "is not a field of an experiment; remove it or correct its name."),
]


def problems(document: object) -> tuple[Problem, ...]:
    with pytest.raises(InvalidSpecError) as caught:
        from_document(document)
    return caught.value.problems


@pytest.mark.parametrize(("where", "value", "path", "sentence"), BAD_INPUT)
def test_bad_input_is_named_with_its_path_and_what_is_allowed(
    where: str, value: object, path: str, sentence: str
) -> None:
    document = {**BASE, where: value} if where not in BASE and "." not in where else set_at(BASE, where, value)
    (problem,) = problems(document)
    assert (problem.path, str(problem.text)) == (path, sentence)


@pytest.mark.parametrize(
    ("path", "kind", "known"),
    [
        ("network.layers.0.activation", "swish", ["sigmoid", "tanh", "relu"]),
        ("network.layers.0.init", "lecun", ["zeros", "normal", "xavier", "he"]),
        ("training.optimizer", "lion", ["sgd", "momentum"]),
        ("data.source", "mnist", ["digits", "spirals", "noise"]),
        ("preprocessing.0", "blur", ["center", "normalize"]),
    ],
)
def test_an_unknown_kind_is_answered_with_those_that_exist(path: str, kind: str, known: list[str]) -> None:
    (problem,) = problems(set_at(BASE, path, kind))
    assert problem.path == path
    assert str(problem.text).startswith(f"has no kind '{kind}'")
    assert all(f"'{name}'" in str(problem.text) for name in known)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("training.optimizer.momentum", "fast"),  # a field that is called like its kind
        ("network.output.init.std", "wide"),
        ("network.layers.1.activation.slope", 0.1),
        ("preprocessing.1.by", "max"),
        ("data.source.noise", 0.1),
    ],
)
def test_paths_hold_no_tag_of_a_union(path: str, value: object) -> None:
    document = set_at(BASE, path.rpartition(".")[0], {**_group(path), path.rpartition(".")[2]: value})
    assert [problem.path for problem in problems(document)] == [path]


def _group(path: str) -> dict[str, Any]:
    node: Any = BASE
    for key in path.split(".")[:-1]:
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def test_an_unknown_field_called_like_the_kind_of_its_layer_is_named() -> None:
    (problem,) = problems(set_at(BASE, "network.layers.0", {"kind": "dense", "dense": 1}))
    assert problem.path == "network.layers.0.dense"


def test_all_problems_are_found_at_once() -> None:
    document = set_at(set_at(BASE, "network.layers.0.units", 0), "training.learning_rate", -1)
    assert {problem.path for problem in problems(document)} == {"network.layers.0.units", "training.learning_rate"}


def test_the_message_of_the_error_is_its_first_problem() -> None:
    with pytest.raises(InvalidSpecError, match=r"^network\.layers\.0\.units: must be at least 1\.$"):
        from_document(set_at(BASE, "network.layers.0.units", 0))


@pytest.mark.parametrize("template", TEMPLATES.values())
def test_every_sentence_goes_on_from_the_name_of_a_field(template: str) -> None:
    assert template.endswith(".")
    assert template[0].islower()


def test_a_list_whose_only_entry_is_wrong_is_not_called_too_short() -> None:
    found = problems(set_at(BASE, "network.layers", [{"kind": "dense", "units": 0}]))
    assert [problem.path for problem in found] == ["network.layers.0.units"]


@pytest.mark.parametrize("words", ["x" * 1_000_000, "{path}\n" * 1000, ["a"] * 9000], ids=["long", "lines", "a list"])
def test_what_a_file_says_at_length_is_cut_to_a_sentence(words: Any) -> None:
    documents = [set_at(BASE, "network.layers.0.activation", {"kind": words})]
    if isinstance(words, str):
        documents += [{**BASE, words: 1}, {"nnlab": 1, "data": {words: 1}}]
    for document in documents:
        with pytest.raises(InvalidSpecError) as caught:
            from_document(document)
        assert len(str(caught.value)) < 500
        assert len(str(caught.value).splitlines()) == 1
