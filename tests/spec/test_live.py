import math
from typing import Any

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.document import from_document, new_spec, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, acts_at_once, is_live, is_possible, live_changes, with_changes, with_live_fields

LIVE: dict[str, Any] = {
    "training.learning_rate": 0.5,
    "training.l2": 0.25,
    "training.l1": 0.125,
    "training.batch_size": 7,
    "training.epochs": 3,
    "network.layers.0.dropout": 0.5,
    "network.layers.1.dropout": 0.2,
}
FIXED: dict[str, Any] = {
    "seed": 5,
    "precision": "float64",
    "data.seed": 1,
    "data.limit": 300,
    "data.label_noise": 0.1,
    "data.source": {"kind": "spirals"},
    "preprocessing": [],
    "preprocessing_fit": "all",
    "network.layers": [{"kind": "dense"}],
    "network.layers.0.units": 5,
    "network.layers.1.bias": 0.5,
    "network.layers.1.batch_norm": True,
    "network.layers.0.activation.kind": "tanh",
    "network.layers.0.init.kind": "orthogonal",
    "network.output.bias": 1.0,
    "network.output.init.std": 0.5,
    "training.loss.kind": "hinge",
    "training.optimizer": {"kind": "adam"},
    "training.optimizer.momentum": 0.5,
    "training.schedule": {"kind": "cosine"},
    "training.schedule.warmup": 1.0,
    "training.clip_norm": 1.0,
    "training.early_stopping": {"patience": 2},
}


def changed(spec: ExperimentSpec, **values: Any) -> ExperimentSpec:
    document = to_document(spec)
    for path, value in values.items():
        document = set_at(document, path, value)
    return from_document(document)


@pytest.mark.parametrize("path", LIVE)
def test_what_may_change_is_a_change_at_its_step(path: str) -> None:
    assert is_live(path)
    present = new_spec()
    (change,) = live_changes(present, changed(present, **{path: LIVE[path]}), step=12)
    assert change == Change(12, path, LIVE[path])


@pytest.mark.parametrize("path", FIXED)
def test_what_is_decided_for_the_whole_run_is_refused_with_its_path(path: str) -> None:
    assert not is_live(path)
    present = new_spec()
    wanted = changed(present, **{path: FIXED[path]}, **{"training.l2": 0.5})  # one that may change does not help
    with pytest.raises(InvalidSpecError) as caught:
        live_changes(present, wanted, step=3)
    problems = caught.value.problems
    assert len(problems) == 1
    assert path.startswith(problems[0].path)
    assert "cannot change in the middle of a run" in str(problems[0].text)
    assert problems[0].path.count(".") >= min(path.count("."), 1)  # as deep as both have the same fields


def test_every_field_that_is_fixed_is_told() -> None:
    present = new_spec()
    wanted = changed(present, **{"seed": 5, "training.clip_norm": 1.0, "network.layers.1.units": 3})
    with pytest.raises(InvalidSpecError) as caught:
        live_changes(present, wanted, step=3)
    assert {problem.path for problem in caught.value.problems} == {
        "seed",
        "training.clip_norm",
        "network.layers.1.units",
    }


def test_name_and_notes_are_no_changes() -> None:
    present = new_spec()
    assert live_changes(present, changed(present, name="other", notes="new"), 3) == ()


def test_equal_specs_have_no_changes() -> None:
    assert live_changes(new_spec(), new_spec(), 3) == ()


def test_several_fields_change_together_and_lead_where_they_should() -> None:
    present = new_spec()
    wanted = changed(present, **LIVE)
    changes = live_changes(present, wanted, 4)
    assert {change.path: change.value for change in changes} == LIVE
    assert {change.step for change in changes} == {4}
    assert with_changes(present, changes) == wanted


def test_of_several_changes_of_one_field_the_last_holds() -> None:
    changes = [Change(1, "training.l2", 0.5), Change(1, "training.l2", 0.25), Change(9, "training.l1", 1.0)]
    training = with_changes(new_spec(), changes).training
    assert (training.l2, training.l1) == (0.25, 1.0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("training.learning_rate", 0.0),
        ("training.l2", -1.0),
        ("training.batch_size", 0),
        ("training.batch_size", 2.5),
        ("training.epochs", -3),
        ("network.layers.0.dropout", 1.0),
        ("network.layers.7.dropout", 0.5),
        ("training.no_such", 1.0),
    ],
)
def test_a_change_to_what_cannot_be_is_refused(path: str, value: float) -> None:
    with pytest.raises(InvalidSpecError):
        with_changes(new_spec(), [Change(1, path, value)])


@pytest.mark.parametrize(
    "path",
    ["training.learning_rates", "xtraining.l2", "training.l2.", "network.layers.dropout", "network.layers.-1.dropout"],
)
def test_a_path_that_only_looks_alike_is_not_live(path: str) -> None:
    assert not is_live(path)


def test_of_another_spec_only_what_may_change_is_taken_over() -> None:
    present = new_spec()
    wanted = changed(present, **LIVE, **{"seed": 9, "training.clip_norm": 1.0, "name": "other"})
    assert with_live_fields(present, wanted) == changed(present, **LIVE)


@pytest.mark.parametrize("path", ["network.layers.0.units", "network.layers.1.activation.kind", "network.layers"])
def test_dropout_stays_with_its_layer(path: str) -> None:
    """Where the layers are others, number 0 may not be the layer it was."""
    present = new_spec()
    layers = changed(present, **LIVE, **{path: FIXED.get(path, "tanh")})
    taken = with_live_fields(present, layers)
    assert taken.network == present.network
    assert taken.training == layers.training


def test_dropout_is_taken_over_where_only_the_output_is_another() -> None:
    present = new_spec()
    wanted = changed(present, **{"network.layers.1.dropout": 0.5, "network.output.bias": 2.0})
    assert with_live_fields(present, wanted) == changed(present, **{"network.layers.1.dropout": 0.5})


def test_a_batch_size_for_other_data_waits_and_holds_up_nothing_else() -> None:
    present = new_spec()
    document = set_at(to_document(present), "data.limit", 100)
    wanted = from_document(set_at(set_at(document, "training.batch_size", 100), "training.learning_rate", 0.5))
    taken = with_live_fields(present, wanted)
    assert taken.training.batch_size == present.training.batch_size
    assert taken.training.learning_rate == 0.5
    assert not acts_at_once("training.batch_size", present, wanted)


def test_of_many_changes_of_a_field_the_last_counts() -> None:
    changes = [Change(step, "training.learning_rate", 1 / step) for step in range(1, 20_001)]
    changed = with_changes(new_spec(), [*changes, Change(5, "training.l2", 0.5), *changes[:1]])
    assert changed == with_changes(new_spec(), [Change(1, "training.learning_rate", 1), Change(1, "training.l2", 0.5)])


VALUES = [0, 1, 2, -1, 0.5, 7.0, 1e-300, 10**6, 10**7, 10**400, math.nan, math.inf]


def leads_to_a_spec(change: Change) -> bool:
    try:
        with_changes(new_spec(), [change])
    except (InvalidSpecError, OverflowError):
        return False
    return is_live(change.path)


@pytest.mark.parametrize("path", [*LIVE, *FIXED, "network.layers.2.dropout", "training.x", "x", ""])
def test_a_change_is_possible_where_it_leads_to_a_spec(path: str) -> None:
    changes = [Change(1, path, value) for value in VALUES]
    assert [is_possible(change, new_spec()) for change in changes] == list(map(leads_to_a_spec, changes))
