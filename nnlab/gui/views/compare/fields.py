"""The fields of a spec by path, with the labels and editors that the form has for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from nnlab.gui.views.form.batch_norm_binding import OPTIONS, SWITCH
from nnlab.gui.views.form.data_section import DETAILS, SOURCE, SPLIT
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.kinds.initializers import INITIALIZERS
from nnlab.gui.views.form.kinds.losses import LOSSES
from nnlab.gui.views.form.kinds.optimizers import OPTIMIZERS
from nnlab.gui.views.form.kinds.schedules import SCHEDULES
from nnlab.gui.views.form.kinds.sources import SOURCES
from nnlab.gui.views.form.kinds.steps import STEPS
from nnlab.gui.views.form.layer_rows import ACTIVATION, BIAS, DROPOUT, INIT, OUTPUT_BIAS, UNITS
from nnlab.gui.views.form.preprocessing_section import FIT
from nnlab.gui.views.form.steps import Counts
from nnlab.gui.views.form.table import Choice, Editor, Explanation, FieldRow, Kind, Number, Switch
from nnlab.gui.views.form.training_rows import (
    BATCH_SIZE,
    CLIP_NORM,
    EARLY_STOPPING,
    EPOCHS,
    L1,
    L2,
    LEARNING_RATE,
    LOSS,
    OPTIMIZER,
    PRECISION,
    SCHEDULE,
    SEED,
)
from nnlab.gui.views.form.words import translate, within_sentence, worded
from nnlab.spec.document import to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP

LAYERS: Final = "network.layers"
EVERY_LAYER: Final = "network.layers.*"
"""Stands for one field of all layers."""
DEPTH: Final = FieldRow(
    "network.layers",
    QT_TRANSLATE_NOOP("form", "Hidden layers"),
    Number(Counts(1, 200), whole=True),
    Explanation("", QT_TRANSLATE_NOOP("form", "How many there are: layers like the last one come or go at the top.")),
)
STEP: Final = QT_TRANSLATE_NOOP("form", "Step")
LAYER_ROWS: Final = (UNITS, SWITCH, DROPOUT, BIAS)


@dataclass(frozen=True)
class Field:
    """A field of one spec.

    Attributes
    ----------
    path : str
        In the document; a ``*`` in place of a layer's index stands for all layers.
    owner : str
        What it belongs to, translated; empty where its label says it.
    row : FieldRow
    value : Any
        As in the document, a kind as its name; None for several that differ.
    kinds : sequence of Kind
        Where the value is one of them.
    """

    path: str
    owner: str
    row: FieldRow
    value: Any
    kinds: Sequence[Kind] = ()

    @property
    def label(self) -> str:
        """What the field is called by itself: ``Units``."""
        return worded(self.row.label)

    @property
    def name(self) -> str:
        """What it is called among all: ``Layer 1: units``."""
        if not self.owner:
            return self.label
        return translate("form", "{owner}: {field}").format(owner=self.owner, field=within_sentence(self.label))

    @property
    def editor(self) -> Editor:
        """How it is edited."""
        return self.row.editor


def fields_of(spec: ExperimentSpec) -> list[Field]:
    """Return every field of ``spec`` that the form has, what is changed most often first."""
    document = to_document(spec)
    return [
        *_training(document),
        *_every_layer(document),
        *_layers(document),
        *_output(document["network"]["output"]),
        *_preprocessing(document),
        *_data(document["data"]),
        Field("seed", "", SEED, document["seed"]),
        Field("precision", "", PRECISION, document["precision"]),
    ]


def changeable(spec: ExperimentSpec) -> list[Field]:
    """Return the fields that can be changed one by one: numbers, choices and switches."""
    whole = {f"data.split.{row.path}" for row in SPLIT}  # they add up to 1: one alone cannot change
    fields = fields_of(spec)
    return [field for field in fields if isinstance(field.editor, Number | Choice | Switch) and field.path not in whole]


def _training(document: dict[str, Any]) -> Iterator[Field]:
    training = document["training"]
    yield _plain(LEARNING_RATE, document)
    yield from _kinds("training.optimizer", "", OPTIMIZER, OPTIMIZERS, training["optimizer"])
    for row in (BATCH_SIZE, EPOCHS, L2):
        yield _plain(row, document)
    yield from _kinds("training.schedule", "", SCHEDULE, SCHEDULES, training["schedule"])
    yield from _kinds("training.loss", "", LOSS, LOSSES, training["loss"])
    for row in (L1, CLIP_NORM):
        yield _plain(row, document)
    stopping = training["early_stopping"]
    yield Field(EARLY_STOPPING.path, "", EARLY_STOPPING, stopping["patience"] if stopping else None)


def _plain(row: FieldRow, document: dict[str, Any]) -> Field:
    return Field(row.path, "", row, document["training"][row.path.removeprefix("training.")])


def _kinds(path: str, owner: str, label: str, kinds: Sequence[Kind], value: dict[str, Any]) -> Iterator[Field]:
    """Yield the choice of a kind, and the options of the chosen one."""
    choice = Choice(tuple((kind.kind, kind.label) for kind in kinds))
    row = FieldRow(path, label, choice, FIELDS.get(_without_index(path), Explanation("", "")))
    yield Field(path, owner, row, value["kind"], kinds)
    options = next((kind.options for kind in kinds if kind.kind == value["kind"]), ())
    for option in options:
        yield Field(f"{path}.{option.path}", owner or worded(label), option, _at(value, option.path))


def _every_layer(document: dict[str, Any]) -> Iterator[Field]:
    """Yield what can be changed in all layers at once, and how many there are."""
    layers = document["network"]["layers"]
    yield Field(LAYERS, "", DEPTH, len(layers))
    if len(layers) < 2:
        return
    owner = QCoreApplication.translate("Fields", "All layers")
    for name, label, kinds in (("activation", ACTIVATION, ACTIVATIONS), ("init", INIT, INITIALIZERS)):
        choice = next(_kinds(f"{EVERY_LAYER}.{name}", owner, label, kinds, {"kind": ""}))
        value = _common([layer[name]["kind"] for layer in layers])
        yield Field(choice.path, owner, choice.row, value, kinds)
    for row in LAYER_ROWS:
        values = [_switched(layer[row.path]) for layer in layers]
        yield Field(f"{EVERY_LAYER}.{row.path}", owner, row, _common(values))


def _layers(document: dict[str, Any]) -> Iterator[Field]:
    for index, layer in enumerate(document["network"]["layers"]):
        path = f"{LAYERS}.{index}"
        owner = translate("form", "Layer {number}").format(number=index + 1)
        yield from _kinds(f"{path}.activation", owner, ACTIVATION, ACTIVATIONS, layer["activation"])
        yield from _kinds(f"{path}.init", owner, INIT, INITIALIZERS, layer["init"])
        for row in LAYER_ROWS:
            yield Field(f"{path}.{row.path}", owner, row, _switched(layer[row.path]))
        if isinstance(layer["batch_norm"], dict):
            for row in OPTIONS:
                yield Field(f"{path}.batch_norm.{row.path}", owner, row, layer["batch_norm"][row.path])


def _output(output: dict[str, Any]) -> Iterator[Field]:
    owner = translate("form", "Output layer")
    yield from _kinds("network.output.init", owner, INIT, INITIALIZERS, output["init"])
    yield Field("network.output.bias", owner, OUTPUT_BIAS, output["bias"])


def _preprocessing(document: dict[str, Any]) -> Iterator[Field]:
    for index, step in enumerate(document["preprocessing"]):
        owner = QCoreApplication.translate("Fields", "Preprocessing {number}").format(number=index + 1)
        yield from _kinds(f"preprocessing.{index}", owner, STEP, STEPS, step)
    yield Field(FIT.path, "", FIT, document[FIT.path])


def _data(data: dict[str, Any]) -> Iterator[Field]:
    yield from _kinds("data.source", "", SOURCE, SOURCES, data["source"])
    owner = QCoreApplication.translate("Fields", "Split")
    for row in SPLIT:
        yield Field(f"data.split.{row.path}", owner, row, data["split"][row.path])
    for row in DETAILS:
        yield Field(row.path, "", row, data[row.path.removeprefix("data.")])


def _at(value: Any, path: str) -> Any:
    """Return what is at ``path`` in plain values, such as ``betas.0``."""
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value.get(key)
    return value


def _switched(value: Any) -> Any:
    """Return what a switch shows: on for a group of options."""
    return True if isinstance(value, dict) else value


def _common(values: Sequence[Any]) -> Any:
    return values[0] if all(value == values[0] for value in values) else None


def _without_index(path: str) -> str:
    """Return a path as explanations have it."""
    return ".".join(key for key in path.split(".") if not key.isdecimal() and key != "*")
