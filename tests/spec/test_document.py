import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from nnlab.errors import InvalidSpecError
from nnlab.resources import resource
from nnlab.spec.document import (
    Document,
    from_document,
    from_json,
    get_at,
    new_spec,
    same_run,
    set_at,
    to_document,
    to_json,
)
from nnlab.spec.experiment import ExperimentSpec

DESIGN_EXAMPLE = """
{
  "nnlab": 1,
  "name": "Digits, two hidden layers",
  "notes": "",
  "data": {
    "source": {"kind": "digits"},
    "split": {"train": 0.7, "validation": 0.15, "test": 0.15},
    "limit": null,
    "label_noise": 0.0,
    "seed": 0
  },
  "preprocessing": [
    {"kind": "center", "mean": "feature"},
    {"kind": "normalize", "by": "std"}
  ],
  "preprocessing_fit": "train",
  "network": {
    "layers": [
      {"kind": "dense", "units": 100,
       "activation": {"kind": "relu"}, "init": {"kind": "he"}, "bias": 0.0,
       "batch_norm": false, "dropout": 0.0}
    ],
    "output": {"init": {"kind": "normal", "std": 0.01}, "bias": 0.0}
  },
  "training": {
    "loss": {"kind": "softmax"}, "l2": 0.0001, "l1": 0.0,
    "optimizer": {"kind": "momentum", "momentum": 0.9},
    "learning_rate": 0.01, "schedule": {"kind": "constant"},
    "batch_size": 64, "epochs": 20, "clip_norm": null, "early_stopping": null
  },
  "seed": 0,
  "precision": "float32"
}
"""


def full_documents() -> list[Document]:
    """Return documents with every field written out that hold every kind between them."""
    base = to_document(new_spec())
    kinds = [
        {"data.source": "spirals", "network.layers.0.init": "zeros", "training.optimizer": "momentum"},
        {"data.source": "noise", "network.layers.0.init": "xavier", "training.optimizer": "sgd"},
        {"data.source": "digits", "network.layers.0.init": "normal", "network.layers.0.activation": "tanh"},
        {"data.limit": 100, "network.layers.1.init": "he", "network.layers.1.activation": "sigmoid"},
        {"training.optimizer": "nesterov", "training.schedule": "step", "network.layers.0.activation": "linear"},
        {"training.optimizer": "adagrad", "training.schedule": "exponential", "training.loss": "hinge"},
        {"training.optimizer": "rmsprop", "training.schedule": "inverse_time", "training.loss": "mse"},
        {"training.optimizer": "adam", "training.schedule": "cosine", "training.loss": "logistic"},
        {"training.optimizer": "adamw", "training.early_stopping": {"patience": 3}, "training.clip_norm": 1.0},
        {"network.layers.0.activation": "leaky_relu", "network.layers.1.activation": "prelu"},
        {"network.layers.0.activation": "elu", "network.layers.1.activation": "maxout"},
        {"network.layers.0.activation": "selu", "network.layers.1.activation": "gelu"},
        {"network.layers.0.activation": "silu", "network.layers.0.init": "orthogonal"},
        {"network.layers.0.batch_norm": {"epsilon": 1e-3}, "network.layers.1.batch_norm": True},
    ]
    documents = []
    for changes in kinds:
        document = base
        for path, value in changes.items():
            document = set_at(document, path, value)
        documents.append(to_document(from_document(document)))
    return documents


def paths(node: Any, before: str = "") -> Iterator[str]:
    """Yield the path of every node below ``node``, groups and leaves."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in items:
        path = f"{before}.{key}" if before else str(key)
        yield path
        yield from paths(child, path)


ALL_PATHS = sorted({path for document in full_documents() for path in paths(document)})
WRONG_VALUES = [None, True, False, "wrong", "", [], [1], {}, {"a": 1}, {"kind": []}, {"kind": None}, 0, 0.0, 1.5, -1]
WRONG_VALUES += [2**70, 10**400, math.nan, math.inf, -math.inf]


def test_the_example_of_the_design_is_valid() -> None:
    spec = from_json(DESIGN_EXAMPLE)
    assert len(spec.network.layers) == 1
    assert spec.name == "Digits, two hidden layers"


def test_the_example_of_the_design_writes_every_field_but_changes_none() -> None:
    written, example = to_document(from_json(DESIGN_EXAMPLE)), json.loads(DESIGN_EXAMPLE)
    assert written["training"]["schedule"].pop("warmup") == 0  # which the example leaves to its default
    assert written == example


def test_the_shipped_example_has_two_hidden_layers_of_a_hundred_units() -> None:
    spec = from_json(resource("examples", "digits.json").read_bytes())
    assert [layer.units for layer in spec.network.layers] == [100, 100]


def test_every_field_but_the_format_has_a_default() -> None:
    assert from_document({"nnlab": 1}) == new_spec()


@pytest.mark.parametrize("group", ["data", "data.source", "network.output", "training", "training.optimizer"])
def test_a_field_left_out_of_a_group_takes_its_default(group: str) -> None:
    document = to_document(new_spec())
    kind = get_at(document, group).get("kind")
    assert from_document(set_at(document, group, {"kind": kind} if kind else {})) == new_spec()


@pytest.mark.parametrize("document", full_documents())
def test_a_spec_comes_back_from_json_as_it_was(document: Document) -> None:
    spec = from_document(document)
    assert from_json(to_json(spec)) == spec
    assert from_document(to_document(spec)) == spec


def test_json_keeps_every_bit_of_a_number() -> None:
    document = set_at(to_document(new_spec()), "training.learning_rate", 0.1 + 0.2)
    assert from_json(to_json(from_document(document))).training.learning_rate == 0.1 + 0.2


def test_json_keeps_the_largest_seed() -> None:
    document = set_at(to_document(new_spec()), "seed", 2**53)
    assert from_json(to_json(from_document(document))).seed == 2**53


def test_json_keeps_names_of_any_script() -> None:
    spec = from_document({"nnlab": 1, "name": "숫자 √x 😀 {brace} %s"})
    assert from_json(to_json(spec)).name == "숫자 √x 😀 {brace} %s"


def test_json_may_come_as_bytes_with_a_byte_order_mark() -> None:
    assert from_json(b'\xef\xbb\xbf{"nnlab": 1}') == new_spec()


@pytest.mark.parametrize("path", ["seed", "name", "training"])
def test_a_spec_is_frozen(path: str) -> None:
    with pytest.raises(ValidationError):
        setattr(new_spec(), path, getattr(new_spec(), path))


def test_the_lists_of_a_spec_are_frozen() -> None:
    spec = new_spec()
    assert isinstance(spec.network.layers, tuple)
    assert isinstance(spec.preprocessing, tuple)


def test_equal_specs_have_equal_hashes() -> None:
    assert hash(from_document({"nnlab": 1})) == hash(new_spec())


def test_name_and_notes_make_no_other_run() -> None:
    here = new_spec()
    assert same_run(here, from_document({"nnlab": 1, "name": "another", "notes": "one"}))
    assert not same_run(here, from_document({"nnlab": 1, "seed": 1}))
    assert not same_run(here, from_document({"nnlab": 1, "training": {"epochs": 21}}))


@pytest.mark.parametrize("text", ["", "{", "nnlab", "{'nnlab': 1}", b"\xff\xfe\x00", b"PK\x03\x04", "9" * 5000])
def test_what_is_no_json_is_refused_with_a_sentence(text: str | bytes) -> None:
    with pytest.raises(InvalidSpecError, match="JSON"):
        from_json(text)


@pytest.mark.parametrize("document", [None, [], [{"nnlab": 1}], "digits", 5, 0.5, True])
def test_a_document_that_is_no_group_of_fields_is_refused(document: object) -> None:
    with pytest.raises(InvalidSpecError, match="must be a group of fields") as caught:
        from_document(document)
    assert caught.value.problems[0].path == ""


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_json_nested_too_deeply_is_refused_whatever_the_depth(opening: str, closing: str) -> None:
    for depth in (*range(1, 1100), 10_000, 200_000):  # Python's own limit lies between, where it depends on the stack
        with pytest.raises(InvalidSpecError):
            from_json('{"nnlab": 1, "data": ' + opening * depth + "1" + closing * depth + "}")


def test_a_document_nested_too_deeply_is_refused() -> None:
    nested: object = 1
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(InvalidSpecError):
        from_document({"nnlab": 1, "data": nested})


def test_a_newer_format_is_refused_before_its_fields_are_looked_at() -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_document({"nnlab": 2, "a field of the future": 1})
    (problem,) = caught.value.problems
    assert problem.path == "nnlab"
    assert "newer nnlab (format 2)" in str(problem.text)
    assert "reads format 1" in str(problem.text)


def test_a_format_of_thousands_of_digits_is_told_in_a_sentence() -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_json(json.dumps({"nnlab": int("9" * 4000)}))
    assert "newer nnlab (format 999" in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("number", [0, -1, True, 1.0, "1", None])
def test_a_format_that_never_was_is_refused(number: object) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_document({"nnlab": number})
    assert caught.value.problems[0].path == "nnlab"


def test_a_document_without_its_format_is_refused() -> None:
    with pytest.raises(InvalidSpecError, match=r"nnlab: is missing\."):
        from_document({})


def test_get_at_returns_what_lies_at_a_path() -> None:
    document = to_document(new_spec())
    assert get_at(document, "network.layers.1.activation.kind") == "relu"
    assert get_at(document, "seed") == 0
    assert get_at(document, "network.output") == {"init": {"kind": "normal", "std": 0.01}, "bias": 0.0}


def test_set_at_leaves_the_document_as_it_was() -> None:
    document = to_document(new_spec())
    changed = set_at(document, "network.layers.0.units", 7)
    assert get_at(changed, "network.layers.0.units") == 7
    assert document == to_document(new_spec())


def test_set_at_changes_one_entry_of_a_list() -> None:
    changed = set_at(to_document(new_spec()), "preprocessing.1", {"kind": "center"})
    assert [step["kind"] for step in get_at(changed, "preprocessing")] == ["center", "center"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("network.layers.0.activation", "tanh"),
        ("network.layers.1.init", "xavier"),
        ("training.optimizer", "sgd"),
        ("data.source", "spirals"),
        ("preprocessing.0", "normalize"),
    ],
)
def test_a_bare_kind_stands_for_that_kind_with_its_defaults(path: str, kind: str) -> None:
    changed = set_at(to_document(new_spec()), path, kind)
    assert get_at(changed, path) == {"kind": kind}
    assert get_at(to_document(from_document(changed)), path)["kind"] == kind


def test_text_where_no_kind_is_stays_text() -> None:
    assert get_at(set_at(to_document(new_spec()), "name", "digits"), "name") == "digits"


@pytest.mark.parametrize("present", [None, False, True])
@pytest.mark.parametrize(
    ("group", "option", "value", "expected"),
    [
        ("training.early_stopping", "patience", 3, {"patience": 3}),
        ("network.layers.0.batch_norm", "epsilon", 1e-3, {"epsilon": 1e-3, "momentum": 0.1}),
        ("network.layers.1.batch_norm", "momentum", 0.5, {"epsilon": 1e-5, "momentum": 0.5}),
    ],
)
def test_an_option_of_a_group_that_is_off_switches_it_on(
    group: str, option: str, value: float, expected: Document, present: bool | None
) -> None:
    document = set_at(to_document(new_spec()), group, present)
    changed = set_at(document, f"{group}.{option}", value)
    assert get_at(changed, group) == expected
    assert get_at(document, group) is present
    assert to_document(from_document(changed)) == changed


def test_an_option_of_a_group_that_is_on_leaves_the_others() -> None:
    document = set_at(to_document(new_spec()), "network.layers.0.batch_norm", {"epsilon": 0.5, "momentum": 0.5})
    changed = set_at(document, "network.layers.0.batch_norm.momentum", 0.25)
    assert get_at(changed, "network.layers.0.batch_norm") == {"epsilon": 0.5, "momentum": 0.25}


def test_set_at_changes_one_of_two_betas() -> None:
    document = to_document(from_document(set_at(to_document(new_spec()), "training.optimizer", "adamw")))
    changed = set_at(document, "training.optimizer.betas.0", 0.8)
    assert get_at(changed, "training.optimizer.betas") == [0.8, 0.999]
    assert from_document(changed).training.optimizer.kind == "adamw"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "training.early_stopping.epochs",
        "training.early_stopping.patience.x",
        "network.layers.0.batch_norm.eps",
        "network.layers.9.batch_norm.epsilon",
        "training.clip_norm.x",
        "training.optimizer.betas.0",
        "training.optimizer.momentum.0",
        ".",
        "network.layers.9.units",
        "network.layers.-1.units",
        "network.layers.first.units",
        "network.layers.0.unit",
        "seed.0",
        "name.0",
        "training..l2",
        "data.source.kind.x",
        "data.limit.x",
    ],
)
def test_a_path_that_leads_nowhere_is_named(path: str) -> None:
    document = to_document(new_spec())
    for attempt in (lambda: get_at(document, path), lambda: set_at(document, path, 1)):
        with pytest.raises(InvalidSpecError, match="no such field") as caught:
            attempt()
        assert caught.value.problems[0].path == path


def same_value(written: object, read: object) -> bool:
    """Return whether ``read`` is what ``written`` says, a whole number being good for a decimal one."""
    if isinstance(written, bool) or isinstance(read, bool):
        return written is read
    if isinstance(written, dict) and isinstance(read, dict):
        return all(same_value(written[key], read.get(key)) for key in written)
    return written == read


@pytest.mark.parametrize("path", ALL_PATHS)
def test_a_wrong_value_is_refused_at_its_own_path(path: str) -> None:
    document = next(document for document in full_documents() if path in set(paths(document)))
    for value in WRONG_VALUES:
        wrong = place(document, path, value)
        found = problem_paths(wrong)
        parent = path.rpartition(".")[0]
        assert all(there.startswith(path) or there == parent for there in found), value
        if not found:
            assert same_value(value, get_at(to_document(from_document(wrong)), path)), value


def problem_paths(document: Document) -> list[str]:
    """Return the paths that are refused; none where the document is valid after all."""
    try:
        from_document(document)
    except InvalidSpecError as error:
        return [problem.path for problem in error.problems]
    return []


def place(document: Document, path: str, value: object) -> Document:
    """Put ``value`` at ``path``, without reading text as a kind."""
    parent, _, last = path.rpartition(".")
    changed = json.loads(json.dumps(document))
    node = get_at(changed, parent) if parent else changed
    node[int(last) if isinstance(node, list) else last] = value
    return changed


@pytest.mark.parametrize("path", ALL_PATHS)
def test_an_unknown_field_is_refused_by_its_path(path: str) -> None:
    document = next(document for document in full_documents() if path in set(paths(document)))
    group = get_at(document, path)
    if not isinstance(group, dict):
        return
    with pytest.raises(InvalidSpecError) as caught:
        from_document(set_at(document, path, {**group, "momentun": 1}))
    assert [problem.path for problem in caught.value.problems] == [f"{path}.momentun"]
    assert "not a field" in str(caught.value)


def test_the_sweep_meets_every_field_of_the_spec() -> None:
    tops = {path.split(".")[0] for path in ALL_PATHS}
    assert tops == set(ExperimentSpec.model_fields)
    assert len(ALL_PATHS) > 50


def test_a_field_that_stands_there_twice_is_named() -> None:
    with pytest.raises(InvalidSpecError, match="twice") as caught:
        from_json('{"nnlab": 1, "data": {"seed": 1, "seed": 2}}')
    assert caught.value.problems[0].path == "seed"


def test_one_field_of_very_many_that_stands_there_twice_is_named() -> None:
    fields = ",".join(f'"k{number}":1' for number in [*range(100_000), 99_999])
    with pytest.raises(InvalidSpecError, match=r"^k99999: is there twice; keep one\.$"):
        from_json("{" + fields + "}")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"nnlab": 1, "preprocessing": [[]] * 100_000}),
        json.dumps({"nnlab": 1, "data": {"source": {"kind": "points", "points": [0] * 10_001}}}),
        json.dumps(dict.fromkeys(map(str, range(10_001)), 0)),
    ],
    ids=["a list", "points", "fields"],
)
def test_more_entries_than_an_experiment_has_are_one_problem_and_not_a_hundred_thousand(text: str) -> None:
    with pytest.raises(InvalidSpecError) as caught:
        from_json(text)
    assert [str(problem.text) for problem in caught.value.problems] == [
        "holds a list of more than 10,000 entries, as no experiment does."
    ]


def test_as_many_points_as_can_be_drawn_are_read() -> None:
    points = [[0.5, -0.5, 1]] * 10_000
    document = set_at(to_document(new_spec()), "data.source", {"kind": "points", "points": points, "classes": 2})
    assert from_json(json.dumps(document)) == from_document(document)
