"""The fields that are searched: what a setting makes of an experiment, and whether the whole space can be run."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

from nnlab.errors import InvalidSpecError, Problem
from nnlab.search.scale import extremes
from nnlab.spec.document import Document, from_document, get_at, put_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import DenseSpec
from nnlab.spec.search import DimensionSpec, Space
from nnlab.text import QT_TRANSLATE_NOOP, Text

NETWORK: Final = "network."
DEPTH: Final = "network.depth"
"""Stands for the number of hidden layers: the last one is repeated, or the last ones left out."""
OF_ALL: Final = tuple(name for name in DenseSpec.model_fields if name != "kind")
"""Fields that ``network.NAME`` sets in all hidden layers at once."""
LEFT_ALONE: Final = frozenset({"nnlab", "name", "notes"})
NOT_SEARCHED: Final = QT_TRANSLATE_NOOP("nnlab", "cannot be searched: it changes no run.")
DECIDED: Final = QT_TRANSLATE_NOOP("nnlab", "cannot be searched: the stages decide how many epochs a trial has.")
DATA: Final = QT_TRANSLATE_NOOP("nnlab", "cannot be searched: losses on other examples do not compare.")
NO_FIELD: Final = QT_TRANSLATE_NOOP("nnlab", "there is no such field.")
NO_VALIDATION: Final = QT_TRANSLATE_NOOP(
    "nnlab", "must be above 0: trials are compared by their loss on validation examples."
)


def applied(spec: ExperimentSpec, values: Mapping[str, Any]) -> ExperimentSpec:
    """Return ``spec`` with a setting: the number of layers first, then what all of them share, then single fields.

    Raises
    ------
    InvalidSpecError
        Where a path names no field, or a value is not allowed there.
    """
    document = to_document(spec)
    for path in sorted(values, key=_turn):
        _put(document, path, copy.deepcopy(values[path]))
        if any(other.startswith(f"{path}.") for other in values):
            document = to_document(from_document(document))  # with the options of the kind that was just chosen
    return from_document(document)


def _turn(path: str) -> tuple[int, int]:
    order = 0 if path == DEPTH else 1 if _is_of_all(path) else 2
    return order, path.count(".")  # a kind comes before its options


def _is_of_all(path: str) -> bool:
    return path.startswith(NETWORK) and path.split(".")[1] in OF_ALL


def _put(document: Document, path: str, value: Any) -> None:
    layers = document["network"]["layers"]
    if path == DEPTH:
        if not isinstance(value, int) or value < 1:
            raise InvalidSpecError([Problem(path, Text(QT_TRANSLATE_NOOP("nnlab", "must be at least 1.")))])
        layers[:] = [copy.deepcopy(layers[min(index, len(layers) - 1)]) for index in range(value)]
    elif _is_of_all(path):
        for index in range(len(layers)):
            _put_at(document, f"network.layers.{index}.{path.removeprefix(NETWORK)}", value, path)
    else:
        _put_at(document, path, value, path)


def _put_at(document: Document, path: str, value: Any, named: str) -> None:
    try:
        put_at(document, path, value)
    except InvalidSpecError:
        raise InvalidSpecError([Problem(named, Text(NO_FIELD))]) from None


def check_space(spec: ExperimentSpec, space: Space) -> None:
    """See that every setting of ``space`` can be run, as far as its ends and choices tell.

    Raises
    ------
    InvalidSpecError
        With every problem found, each naming the searched field.
    """
    problems = [Problem("data.split.validation", Text(NO_VALIDATION))] if not spec.data.split.validation else []
    for path, dimension in space.items():
        problems += _problems_of(spec, path, dimension, space)
    if problems:
        raise InvalidSpecError(problems)


def _problems_of(spec: ExperimentSpec, path: str, dimension: DimensionSpec, space: Space) -> Iterator[Problem]:
    reason = _why_not(path)
    if reason is not None:
        yield Problem(path, Text(reason))
        return
    for value in extremes(dimension):
        try:
            applied(spec, {**_needed(path, space), path: value})
        except InvalidSpecError as error:
            text = error.problems[0].text
            if text.template == NO_FIELD:
                yield Problem(path, text)
                return
            yield Problem(path, Text(QT_TRANSLATE_NOOP("nnlab", "{value}: {reason}"), value=_shown(value), reason=text))
            return


def _why_not(path: str) -> str | None:
    group = path.partition(".")[0]
    if path in LEFT_ALONE:
        return NOT_SEARCHED
    if group == "data":
        return DATA
    return DECIDED if path == "training.epochs" else None


def _needed(path: str, space: Space) -> dict[str, Any]:
    """Return the values of other searched fields without which ``path`` may not be there: the most layers, a kind."""
    above = [other for other in space if other != path and (other == DEPTH or path.startswith(f"{other}."))]
    return {other: extremes(space[other])[-1] for other in above}


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def present_value(spec: ExperimentSpec, path: str) -> Any:
    """Return what ``spec`` itself has at a searched path: of the first layer, where it stands for all.

    Raises
    ------
    InvalidSpecError
        Where the path names no field.
    """
    if path == DEPTH:
        return len(spec.network.layers)
    if _is_of_all(path):
        path = f"network.layers.0.{path.removeprefix(NETWORK)}"
    return get_at(to_document(spec), path)
