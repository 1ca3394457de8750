"""What differs between runs, in words: names of fields, and their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.views.compare.fields import Field, fields_of
from nnlab.gui.views.form.kinds.activations import ACTIVATIONS
from nnlab.gui.views.form.kinds.steps import STEPS
from nnlab.gui.views.form.reading import written
from nnlab.gui.views.form.table import Choice, Kind, Number, Words
from nnlab.gui.views.form.words import translate, within_sentence, worded
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import DenseSpec
from nnlab.training.differences import ABSENT, Difference, Value

LAYER: Final = re.compile(r"network\.layers\.(\d+)(?:\.(.*))?")
PREPROCESSING: Final = "preprocessing"
NONE: Final = "–"


class FieldWords:
    """Knows the fields of several specs.

    Parameters
    ----------
    specs : sequence of ExperimentSpec
    """

    def __init__(self, specs: Sequence[ExperimentSpec]) -> None:
        self._fields: dict[str, Field] = {}
        for spec in specs:
            self._fields |= {field.path: field for field in fields_of(spec) if field.path not in self._fields}

    def name(self, difference: Difference) -> str:
        """Return what the field is called: ``Learning rate``, ``Activation, layers 1–3``, ``Layer 4``."""
        paths = (difference.path, *difference.also)
        layers = [match for path in paths if (match := LAYER.fullmatch(path))]
        if not layers:
            return self._name(difference.path)
        places = number_list([int(match[1]) + 1 for match in layers])
        if layers[0][2] is None:
            return _layer_words(places, is_one=len(layers) == 1)
        if len(layers) == 1:
            return self._name(difference.path)
        words = QCoreApplication.translate("FieldWords", "Layers {numbers}: {field}")
        return words.format(numbers=places, field=within_sentence(self._label(difference.path)))

    def value(self, path: str, value: Value) -> str:
        """Return a value of the field at ``path``."""
        if value is ABSENT:
            return NONE
        if isinstance(value, Spec):
            return layer_words(value) if isinstance(value, DenseSpec) else str(value)
        if isinstance(value, tuple):
            return _tuple_words(value)
        field = self._fields.get(path)
        return field_value(field, value) if field else written(value)

    def _name(self, path: str) -> str:
        if path == PREPROCESSING:
            return translate("form", "Preprocessing")
        field = self._fields.get(path)
        return field.name if field else path

    def _label(self, path: str) -> str:
        field = self._fields.get(path)
        return field.label if field else path.rpartition(".")[2]


def field_value(field: Field, value: Any) -> str:
    """Return a value of a field as its editor would show it."""
    editor = field.editor
    if isinstance(value, bool) and not isinstance(editor, Choice):
        tr = QCoreApplication.translate
        return tr("FieldWords", "on") if value else tr("FieldWords", "off")
    if isinstance(editor, Choice):
        label = next((label for known, label in editor.labels if known == value), None)
        return worded(label) if label is not None else written(value)
    if value is None and isinstance(editor, Number | Words):
        return worded(editor.empty) or NONE
    return written(value) if not isinstance(value, str) else value


def layer_words(layer: DenseSpec) -> str:
    """Return ``ReLU 100``, with batch norm and dropout where there are any."""
    words = [f"{_kind_word(ACTIVATIONS, layer.activation.kind)} {numbers.count(layer.units)}"]
    if layer.batch_norm:
        words.append(translate("form", "BN"))
    if layer.dropout:
        words.append(translate("form", "drop {share}").format(share=written(layer.dropout)))
    return " · ".join(words)


def number_list(values: Sequence[int]) -> str:
    """Return ``1–3, 5`` for 1, 2, 3, 5."""
    spans: list[list[int]] = []
    for value in sorted(values):
        if spans and value == spans[-1][1] + 1:
            spans[-1][1] = value
        else:
            spans.append([value, value])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in spans)


def _layer_words(places: str, *, is_one: bool) -> str:
    if is_one:
        return translate("form", "Layer {number}").format(number=places)
    return QCoreApplication.translate("FieldWords", "Layers {numbers}").format(numbers=places)


def _tuple_words(values: tuple[Any, ...]) -> str:
    """Return the steps of a preprocessing, or how many points there are."""
    if all(isinstance(value, Spec) for value in values):
        kinds = [_kind_word(STEPS, getattr(value, "kind", "")) for value in values]
        return " · ".join(kinds) or QCoreApplication.translate("FieldWords", "none")
    return QCoreApplication.translate("FieldWords", "{count} points").format(count=numbers.count(len(values)))


def _kind_word(kinds: Sequence[Kind], kind: str) -> str:
    return next((worded(row.label) for row in kinds if row.kind == kind), kind)
