"""Changes of an experiment that may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nnlab.spec.document import from_document, put_at, to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import Text


@dataclass(frozen=True)
class Remedy:
    """One thing to do.

    Attributes
    ----------
    text : Text
        What it does, as on a button: "Divide the learning rate by ten, to 0.001".
    spec : ExperimentSpec
        The experiment with the change.
    """

    text: Text
    spec: ExperimentSpec


def changed(spec: ExperimentSpec, values: Mapping[str, Any]) -> ExperimentSpec:
    """Return ``spec`` with other values, by path; a bare string stands for the kind of that name.

    Raises
    ------
    InvalidSpecError
        Where a path names no field, or a value is not allowed there.
    """
    document = to_document(spec)
    for path, value in values.items():
        put_at(document, path, value)
    return from_document(document)


def with_hidden(spec: ExperimentSpec, values: Mapping[str, Any]) -> ExperimentSpec:
    """Return ``spec`` with other values in every hidden layer, by the name of the field: ``{"init": "he"}``."""
    return changed(spec, in_hidden(spec, values))


def in_hidden(spec: ExperimentSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by the name of the field as values by path, of every hidden layer."""
    layers = [f"network.layers.{index}" for index in range(len(spec.network.layers))]
    return {f"{layer}.{name}": value for layer in layers for name, value in values.items()}
