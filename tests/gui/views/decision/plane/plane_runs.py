"""Runs over the plane, with what is to be seen of them."""

from __future__ import annotations

from typing import Any

from nnlab.gui.run_facts import RunFacts
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.moment import Moment
from nnlab.training.outline import outline
from tests.training.inside.twins import answer, twin_of


def facts_of(spec: ExperimentSpec, run_id: int = 1) -> RunFacts:
    """Return what a view has to know of a run."""
    sizes = outline(spec)
    labels = tuple(f"layer {index + 1}" for index in range(len(sizes.layers)))
    return RunFacts(run_id, spec, labels, sizes)


def moment_at(step: int, *, is_present: bool = True, asked: int | None = None) -> Moment:
    """Return a moment without pictures."""
    return Moment(1, step if asked is None else asked, step, is_present, None, None, (), ())


def answered(view: Any, spec: ExperimentSpec, weights: dict[tuple[int, str], Any] | None = None, step: int = 7) -> Any:
    """Show a run on a view, and the answer to its question; return the answer."""
    view.set_run(facts_of(spec))
    view.set_moment(moment_at(step))
    found = answer(view.question(), *twin_of(spec, weights))
    view.set_answer(found, step)
    return found
