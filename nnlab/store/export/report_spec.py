"""What was asked for, as tables: data, preprocessing, network, training."""

from __future__ import annotations

import json
from typing import Any

from nnlab.data.prepared import DataRecord
from nnlab.spec.document import to_document
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.network import BatchNormSpec, DenseSpec
from nnlab.spec.paths import paths_of
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec
from nnlab.spec.sources import PointsSpec
from nnlab.store.export.markup import Markup, element, joined, table
from nnlab.store.export.report_words import counted, kind, listed, name_of, setting, shape
from nnlab.training.outline import LayerOutline, Outline

Rows = list[tuple[str, str]]
NOTHING = "–"
SHORT = 100
"""What of a JSON document fits into so many letters stands on one line."""


def spec_section(spec: ExperimentSpec, sizes: Outline | None, data: DataRecord | None, problem: str) -> Markup:
    """Return the tables of an experiment.

    Parameters
    ----------
    spec : ExperimentSpec
    sizes : Outline or None
        What it amounts to, if that is known.
    data : DataRecord or None
        What a run kept of its data.
    problem : str
        Why the sizes are not known; empty where they are.
    """
    unknown = [element("p", problem, class_="note")] if problem else []
    return joined(
        [
            element("h2", "The experiment"),
            *unknown,
            element("h3", "Data"),
            table(_data_rows(spec, sizes, data), class_="facts"),
            element("h3", "Preprocessing"),
            _preprocessing(spec),
            element("h3", "Network"),
            _network(spec, sizes),
            element("h3", "Training"),
            table(_training_rows(spec), class_="facts"),
        ]
    )


def folded_json(title: str, spec: ExperimentSpec) -> Markup:
    """Return the complete document, folded away."""
    text = "\n".join(_json_lines(to_document(spec)))
    return element("details", element("summary", title), element("pre", text, class_="json"))


def _json_lines(value: Any, before: str = "", after: str = "") -> list[str]:
    """Return JSON as lines, with what is short on one of them: points drawn by hand would else fill a book."""
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(whole) <= SHORT:
        return [f"{before}{whole}{after}"]
    if isinstance(value, dict):
        entries = [(f"{json.dumps(key, ensure_ascii=False)}: ", item) for key, item in value.items()]
    else:
        entries = [("", item) for item in value]
    last = len(entries) - 1
    inner = [
        f"  {line}"
        for index, (name, item) in enumerate(entries)
        for line in _json_lines(item, name, "," if index < last else "")
    ]
    start, end = "{}" if isinstance(value, dict) else "[]"
    return [f"{before}{start}", *inner, f"{end}{after}"]


def _data_rows(spec: ExperimentSpec, sizes: Outline | None, data: DataRecord | None) -> Rows:
    source = spec.data.source
    files = [("file", path or "(none chosen)") for path in paths_of(spec).values() if path is not None]
    points = [("points", f"{len(source.points):,}, drawn by hand")] if isinstance(source, PointsSpec) else []
    noise = f"{spec.data.label_noise:g} of the training examples" if spec.data.label_noise else "none"
    return [
        ("source", kind(source)),
        *files,
        *points,
        *(_size_rows(sizes) if sizes else [("parts", _shares(spec))]),
        *(_name_rows(data) if data else []),
        ("limit", f"{spec.data.limit:,} training examples" if spec.data.limit else "none"),
        ("label noise", noise),
        ("seed of the data", str(spec.data.seed)),
    ]


def _size_rows(sizes: Outline) -> Rows:
    task = f"{sizes.classes:,} classes" if sizes.classes else f"{counted(sizes.n_outputs, 'number')} to be met"
    return [
        ("examples", f"{sizes.examples:,}, each of {shape(sizes.example_shape)}"),
        ("task", task),
        ("parts", f"{sizes.train:,} train, {sizes.validation:,} validation, {sizes.test:,} test"),
    ]


def _shares(spec: ExperimentSpec) -> str:
    split = spec.data.split
    return f"{split.train:.0%} train, {split.validation:.0%} validation, {split.test:.0%} test"


def _name_rows(data: DataRecord) -> Rows:
    rows = [
        ("classes", listed(data.class_names)),
        ("what is predicted", data.label_name or listed(data.target_names)),
        ("columns left out", listed(data.left_out)),
    ]
    return [(name, words) for name, words in rows if words]


def _preprocessing(spec: ExperimentSpec) -> Markup:
    if not spec.preprocessing:
        return element("p", "None: the network sees the data as they are.")
    rows = [(str(number), _step(step)) for number, step in enumerate(spec.preprocessing, start=1)]
    leaks = spec.preprocessing_fit == "all"
    fitted = (
        "Fitted on all examples, those of validation and test included: leakage."
        if leaks
        else ("Fitted on the training examples alone.")
    )
    return joined([table(rows, ("step", "does"), class_="wide"), element("p", fitted, class_="note")])


def _step(step: CenterSpec | NormalizeSpec | PcaSpec | WhitenSpec) -> str:
    if isinstance(step, CenterSpec):
        means = {"feature": "of each feature", "channel": "of each channel", "all": "over everything"}
        return f"centre: subtract the mean {means[step.mean]}"
    if isinstance(step, NormalizeSpec):
        return "normalise: " + ("divide by the standard deviation" if step.by == "std" else "map the range to −1 … 1")
    if isinstance(step, WhitenSpec):
        return f"whiten: scale every component to unit variance (epsilon {step.epsilon:g})"
    kept = counted(step.components, "component")
    if isinstance(step.components, float):
        kept = f"as many components as hold {step.components:.4g} of the variance"
    return f"PCA: rotate to the principal components, keep {kept}"


def _network(spec: ExperimentSpec, sizes: Outline | None) -> Markup:
    head = ("layer", "units", "activation", "initial weights", "bias", "batch norm", "dropout", "output", "parameters")
    rows = [_layer(index, layer, sizes) for index, layer in enumerate(spec.network.layers)]
    output = spec.network.output
    units = f"{sizes.n_outputs:,}" if sizes else NOTHING
    rows.append(("output", units, NOTHING, kind(output.init), f"{output.bias:g}", NOTHING, NOTHING, *_sizes(sizes, -1)))
    if sizes is None:
        return table(rows, head, class_="wide")
    most = "" if sizes.is_exact else "at most "
    seen = f"The network sees {most}{counted(sizes.inputs, 'number')} of each example ({shape(sizes.input_shape)})"
    total = f"{seen} and has {most}{counted(sizes.parameters, 'parameter')}."
    return joined([table(rows, head, class_="wide network"), element("p", total, class_="note")])


def _layer(index: int, layer: DenseSpec, sizes: Outline | None) -> tuple[str, ...]:
    norm = layer.normalization
    return (
        str(index + 1),
        f"{layer.units:,}",
        kind(layer.activation),
        kind(layer.init),
        NOTHING if norm else f"{layer.bias:g}",
        _norm(norm),
        f"{layer.dropout:g}" if layer.dropout else "no",
        *_sizes(sizes, index),
    )


def _norm(norm: BatchNormSpec | None) -> str:
    return f"epsilon {norm.epsilon:g}, momentum {norm.momentum:g}" if norm else "no"


def _sizes(sizes: Outline | None, index: int) -> tuple[str, str]:
    """Return the output's shape and the count of parameters."""
    if sizes is None:
        return NOTHING, NOTHING
    layer: LayerOutline = sizes.layers[index]
    return shape(layer.output_shape), ("" if layer.is_exact else "≤ ") + f"{layer.parameters:,}"


def _training_rows(spec: ExperimentSpec) -> Rows:
    training = spec.training
    stopping = training.early_stopping
    return [
        ("loss", name_of(training.loss)),
        ("optimiser", kind(training.optimizer)),
        ("learning rate", setting(training.learning_rate)),
        ("schedule", kind(training.schedule)),
        ("batch size", f"{training.batch_size:,}"),
        ("epochs", f"{training.epochs:,}"),
        ("L2, L1", f"{training.l2:g}, {training.l1:g}"),
        ("clipping of the gradient", f"to the norm {training.clip_norm:g}" if training.clip_norm else "no"),
        ("early stopping", f"after {counted(stopping.patience, 'epoch')} without a lower loss" if stopping else "no"),
        ("seed", str(spec.seed)),
        ("precision", spec.precision),
    ]
