"""The tables of the form say what the spec says, and of activations what the engine says."""

from types import NoneType
from typing import get_args

import pytest

from nnlab.gui.views.form.batch_norm_binding import OPTIONS
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS
from nnlab.gui.views.form.kinds.losses import LOSSES
from nnlab.gui.views.form.kinds.optimizers import OPTIMIZERS
from nnlab.gui.views.form.kinds.schedules import SCHEDULES
from nnlab.gui.views.form.kinds.sources import SOURCES
from nnlab.gui.views.form.kinds.steps import STEPS
from nnlab.gui.views.form.table import Choice, Number, Path, Switch, Words
from nnlab.gui.views.form.words import tooltip
from nnlab.spec.activations import ActivationSpec
from nnlab.spec.document import from_document, get_at, new_spec, set_at, to_document
from nnlab.spec.initializers import InitializerSpec
from nnlab.spec.losses import LossSpec
from nnlab.spec.network import BatchNormSpec
from nnlab.spec.optimizers import OptimizerSpec
from nnlab.spec.preprocessing import PreprocessingSpec
from nnlab.spec.schedules import ScheduleSpec
from nnlab.spec.sources import SourceSpec
from nnlab.training import build

TABLES = [
    (SOURCES, SourceSpec),
    (STEPS, PreprocessingSpec),
    (ACTIVATIONS, ActivationSpec),
    (INITIALIZERS, InitializerSpec),
    (LOSSES, LossSpec),
    (OPTIMIZERS, OptimizerSpec),
    (SCHEDULES, ScheduleSpec),
]
PLACES = [
    (SOURCES, "data.source"),
    (STEPS, "preprocessing.0"),
    (ACTIVATIONS, "network.layers.0.activation"),
    (INITIALIZERS, "network.layers.0.init"),
    (OPTIMIZERS, "training.optimizer"),
    (SCHEDULES, "training.schedule"),
]
DRAWN = {("points", "points")}
"""What no row of the form edits: points are drawn in the view of the data."""


def specs_of(union):
    """Return the members of ``Annotated[A | B, …]``."""
    return get_args(get_args(union)[0])


def flat(spec):
    """Return the options of a spec by path, each entry of a list by its index."""
    paths = {}
    for name, value in spec.model_dump(exclude={"kind"}).items():
        if (spec.kind, name) in DRAWN:
            continue
        entries = {f"{name}.{n}": entry for n, entry in enumerate(value)} if isinstance(value, tuple) else {name: value}
        paths.update(entries)
    return paths


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_kind_of_the_spec_has_a_row_with_its_options_and_defaults(table, union):
    expected = {spec().kind: flat(spec()) for spec in specs_of(union)}
    assert {row.kind: {option.path: option.default for option in row.options} for row in table} == expected


def allowed(annotation):
    """Return what ``Literal[…]`` allows, or ``Literal[…] | None`` and ``bool | None``, null first."""
    members = get_args(annotation)
    if NoneType not in members:
        return members
    (other,) = (member for member in members if member is not NoneType)
    return (None, *((True, False) if other is bool else get_args(other)))


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_choice_offers_what_the_spec_allows(table, union):
    specs = {spec().kind: spec for spec in specs_of(union)}
    for row in table:
        for option in row.options:
            if isinstance(option.editor, Choice):
                annotation = specs[row.kind].model_fields[option.path].annotation
                assert tuple(value for value, _ in option.editor.labels) == allowed(annotation)


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_an_empty_line_stands_for_null_exactly_where_the_spec_allows_null(table, union):
    specs = {spec().kind: spec for spec in specs_of(union)}
    for row in table:
        for option in row.options:
            if isinstance(option.editor, Words | Number) and "." not in option.path:
                annotation = specs[row.kind].model_fields[option.path].annotation
                assert bool(option.editor.empty) == (NoneType in get_args(annotation)), (row.kind, option.path)


def test_what_lies_somewhere_has_a_field_for_its_path():
    paths = {(row.kind, option.path) for row in SOURCES for option in row.options if isinstance(option.editor, Path)}
    files = {"csv", "npz", "idx", "cifar", "image_folder"}
    assert paths == {(kind, "path") for kind in files} | {("idx", "labels")}


def test_the_sources_stand_in_groups():
    headings = [row.heading for row in SOURCES if row.heading]
    assert SOURCES[0].heading
    assert len(set(headings)) == len(headings) > 3
    firsts = {row.heading: row.kind for row in SOURCES if row.heading}
    assert firsts["Your own"] == "points"


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_kind_and_option_is_explained(table, union):
    for row in table:
        assert row.explanation.formula
        assert row.explanation.why
        assert all(option.explanation.why for option in row.options)


@pytest.mark.parametrize(("table", "place"), PLACES)
def test_no_step_leads_to_a_value_that_the_spec_refuses(table, place):
    for row in table:
        document = set_at(to_document(new_spec()), place, row.kind)
        document = to_document(from_document(document))
        for option in row.options:
            if isinstance(option.editor, Number):
                for up in (True, False):
                    check_steps(document, f"{place}.{option.path}", option, up=up)


def check_steps(document, path, option, *, up):
    value = get_at(document, path)
    for _ in range(40):
        value = option.editor.steps.after(value, up=up)
        from_document(set_at(document, path, int(value) if option.editor.whole else value))


def test_a_switch_is_for_true_and_false_alone():
    for table, union in TABLES:
        specs = {spec().kind: spec for spec in specs_of(union)}
        for row in table:
            fields = specs[row.kind].model_fields
            booleans = {name for name, field in fields.items() if field.annotation is bool}
            assert {option.path for option in row.options if isinstance(option.editor, Switch)} == booleans


def test_the_options_of_batch_norm_are_those_of_the_spec():
    assert {row.path: row.default for row in OPTIONS} == BatchNormSpec().model_dump()


def test_the_facts_about_an_activation_are_the_engine_s():
    for spec, function in build.ACTIVATIONS.items():
        row = next(row for row in ACTIVATIONS if row.kind == spec().kind)
        assert row.explanation.formula == function.formula
        facts = dict(row.explanation.facts)
        assert facts["saturates"] == function.saturates
        assert facts["zero-centred"] == ("yes" if function.zero_centred else "no")
        assert facts["needs exp"] == ("yes" if function.needs_exp else "no")


def test_the_tooltip_of_an_activation_states_them():
    sigmoid = next(row for row in ACTIVATIONS if row.kind == "sigmoid")
    tip = tooltip(sigmoid.label, sigmoid.explanation)
    assert "<p>zero-centred: no · saturates: on both sides · needs exp: yes</p>" in tip
