"""An experiment with one thing changed."""

from __future__ import annotations

import copy
from typing import Any, Final

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.document import Document, from_document, get_at, set_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.outline import outline

LAYERS: Final = "network.layers"
EVERY_LAYER: Final = "network.layers.*."
STOPPING: Final = "training.early_stopping"
MOST_LAYERS: Final = 200
WRONG_DEPTH: Final = QT_TRANSLATE_NOOP("nnlab", "must be a whole number from 1 to {most}.")


def with_change(spec: ExperimentSpec, path: str, value: Any) -> ExperimentSpec:
    """Return ``spec`` with one field changed.

    Parameters
    ----------
    spec : ExperimentSpec
    path : str
        Of the field; ``network.layers.*.units`` stands for that of every layer, and ``network.layers`` for how many
        layers there are: some like the last come, or the last ones go.
    value : Any
        A kind as its name; its options get their defaults, unless it is the kind that is there.

    Raises
    ------
    InvalidSpecError
        When it is not allowed there, or the parts do not fit each other any more.
    """
    changed = from_document(_changed(to_document(spec), path, value))
    outline(changed)
    return changed


def _changed(document: Document, path: str, value: Any) -> Document:
    if path == LAYERS:
        return set_at(document, path, _layers(document, value))
    if path == STOPPING:
        return set_at(document, path, None if value is None else {"patience": value})
    if path.startswith(EVERY_LAYER):
        for index in range(len(get_at(document, LAYERS))):
            document = _put(document, f"{LAYERS}.{index}.{path.removeprefix(EVERY_LAYER)}", value)
        return document
    return _put(document, path, value)


def _put(document: Document, path: str, value: Any) -> Document:
    """Put a value where it belongs; a group that is there already, as ``value`` says, stays with its options."""
    present = get_at(document, path)
    is_kept = isinstance(present, dict) and (present.get("kind") == value or value is True)
    return document if is_kept else set_at(document, path, value)


def _layers(document: Document, count: Any) -> list[Any]:
    """Return as many layers as asked for."""
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_LAYERS:
        raise InvalidSpecError([Problem(LAYERS, Text(WRONG_DEPTH, most=MOST_LAYERS))])
    layers: list[Any] = get_at(document, LAYERS)[:count]
    return layers + [copy.deepcopy(layers[-1]) for _ in range(count - len(layers))]
