"""The activations on the screen."""

from collections.abc import Callable
from typing import Any

import pytest

from nnlab.gui.run_facts import RunFacts
from nnlab.gui.views.activations.activations_view import ActivationsView
from nnlab.gui.views.activations.layer_rows import LayerRows
from nnlab.spec.document import new_spec
from nnlab.training.outline import outline

LABELS = ("1 ReLU 20", "2 ReLU 20", "Output 20")


@pytest.fixture
def facts() -> RunFacts:
    """Return a run of three layers."""
    spec = new_spec()
    return RunFacts(1, spec, LABELS, outline(spec))


@pytest.fixture
def view(shown: Callable[..., Any], facts: RunFacts) -> ActivationsView:
    """Show the tab with a run that has not begun."""
    view = shown(ActivationsView(), 1100, 520)
    view.set_run(facts)
    return view


@pytest.fixture
def rows(shown: Callable[..., Any]) -> LayerRows:
    """Show the rows alone."""
    rows = shown(LayerRows(), 1000, 300)
    rows.set_labels(LABELS)
    return rows
