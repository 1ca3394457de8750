"""The tables of the form say what the spec says."""

from typing import get_args

import pytest

from nnlab.gui.views.form.kinds.data import SOURCES, STEPS
from nnlab.gui.views.form.kinds.network import ACTIVATIONS, INITIALIZERS
from nnlab.gui.views.form.kinds.training import LOSSES, OPTIMIZERS
from nnlab.gui.views.form.table import Choice
from nnlab.spec.activations import ActivationSpec
from nnlab.spec.initializers import InitializerSpec
from nnlab.spec.preprocessing import PreprocessingSpec
from nnlab.spec.sources import SourceSpec
from nnlab.spec.training import OptimizerSpec, SoftmaxSpec

TABLES = [
    (SOURCES, SourceSpec),
    (STEPS, PreprocessingSpec),
    (ACTIVATIONS, ActivationSpec),
    (INITIALIZERS, InitializerSpec),
    (OPTIMIZERS, OptimizerSpec),
    (LOSSES, SoftmaxSpec),
]


def specs_of(union):
    """Return the members of ``Annotated[A | B, …]``, or the only one."""
    return get_args(get_args(union)[0]) if get_args(union) else (union,)


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_kind_of_the_spec_has_a_row_with_its_options_and_defaults(table, union):
    expected = {spec().kind: spec().model_dump(exclude={"kind"}) for spec in specs_of(union)}
    assert {row.kind: {option.path: option.default for option in row.options} for row in table} == expected


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_choice_offers_what_the_spec_allows(table, union):
    specs = {spec().kind: spec for spec in specs_of(union)}
    for row in table:
        for option in row.options:
            if isinstance(option.editor, Choice):
                allowed = get_args(specs[row.kind].model_fields[option.path].annotation)
                assert tuple(value for value, _ in option.editor.labels) == allowed


@pytest.mark.parametrize(("table", "union"), TABLES)
def test_every_kind_is_explained(table, union):
    for row in table:
        assert row.explanation.formula
        assert row.explanation.why
