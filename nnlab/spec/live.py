"""What may change while a run goes on, and the changes that lead from one spec to another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.differences import differences
from nnlab.spec.document import WORDS, from_document, put_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import DenseSpec
from nnlab.spec.training import TrainingSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

LIVE = re.compile(r"training\.(learning_rate|l2|l1|batch_size|epochs)|network\.layers\.\d+\.dropout")
LAYERS = "network.layers"
BATCH_SIZE = "training.batch_size"
DATA = "data."
NOT_LIVE = QT_TRANSLATE_NOOP(
    "nnlab",
    "cannot change in the middle of a run; learning rate, L2, L1, dropout, batch size and epochs can.",
)


@dataclass(frozen=True)
class Change:
    """A field that got another value after ``step`` steps of a run."""

    step: int
    path: str
    value: float


def is_live(path: str) -> bool:
    """Return whether the field at ``path`` may change while a run goes on."""
    return LIVE.fullmatch(path) is not None


def live_changes(present: ExperimentSpec, wanted: ExperimentSpec, step: int) -> tuple[Change, ...]:
    """Return what has to change after ``step`` steps so that a run of ``present`` becomes one of ``wanted``.

    Raises
    ------
    InvalidSpecError
        Where they differ in a field that is decided for the whole run.
    """
    differing = dict(differences(to_document(present), to_document(wanted)))
    fixed = [path for path in differing if not is_live(path) and path not in WORDS]
    if fixed:
        raise InvalidSpecError([Problem(path, Text(NOT_LIVE)) for path in fixed])
    return tuple(Change(step, path, value) for path, value in differing.items() if path not in WORDS)


def with_live_fields(present: ExperimentSpec, wanted: ExperimentSpec) -> ExperimentSpec:
    """Return ``present`` with as much of ``wanted`` as may act on a run of it at once; see ``acts_at_once``."""
    differing = differences(to_document(present), to_document(wanted))
    taken = [Change(0, path, value) for path, value in differing if acts_at_once(path, present, wanted)]
    return with_changes(present, taken)


def acts_at_once(path: str, present: ExperimentSpec, wanted: ExperimentSpec) -> bool:
    """Return whether the field at ``path`` of an edited experiment may act on a run of another that goes on.

    Dropout belongs to its layer, and the largest batch size to its data: they act only where these are the same.
    """
    if not is_live(path):
        return False
    differing = [other for other, _ in differences(to_document(present), to_document(wanted))]
    if path.startswith(LAYERS):
        return not any(other.startswith(LAYERS) and not is_live(other) for other in differing)
    return path != BATCH_SIZE or not any(other.startswith(DATA) for other in differing)


def with_changes(spec: ExperimentSpec, changes: Iterable[Change]) -> ExperimentSpec:
    """Return what is in force after ``changes``; of those of the same field, the last.

    Raises
    ------
    InvalidSpecError
        When one names no field, or gives it a value that it may not have.
    """
    document = to_document(spec)
    latest: dict[str, float] = {}
    for change in changes:  # thousands, where somebody drew a slider up and down
        latest.pop(change.path, None)
        latest[change.path] = change.value
    for path, value in latest.items():
        put_at(document, path, value)
    return from_document(document)


def is_possible(change: Change, spec: ExperimentSpec) -> bool:
    """Return whether a run of ``spec`` can have been changed so: in a live field, to a value that it may have.

    No such field limits another, so each is judged alone.
    """
    if not is_live(change.path):
        return False
    *group, name = change.path.split(".")
    if group[0] == "network" and int(group[-1]) >= len(spec.network.layers):
        return False
    try:
        (TrainingSpec if group[0] == "training" else DenseSpec).model_validate({name: change.value})
    except ValidationError:
        return False
    return True
