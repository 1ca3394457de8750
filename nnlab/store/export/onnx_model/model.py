"""The model as a whole."""

from __future__ import annotations

from nnlab.store.export.facts import facts_of, fills_missing
from nnlab.store.export.onnx_model.graph import Graph
from nnlab.store.export.onnx_model.layers import add_layer
from nnlab.store.export.onnx_model.preparation import add_preparation
from nnlab.store.export.trained_layers import trained_layers
from nnlab.training.checkpoint import RunRecord

INPUT = "features"


def to_onnx(record: RunRecord, *, probabilities: bool = True) -> bytes:
    """Return a model that predicts as the run does, from raw features of any number of examples.

    All numbers are float32, also where the run was of float64: that is what other programs expect. Preprocessing loses
    nothing by it, see ``add_preparation``. The one input is called ``features``; the output ``probabilities`` (of both
    classes where there are two), ``logits`` (the same before softmax or sigmoid), ``scores`` of classes, or ``values``
    in the units in which they were to be met. Missing values are NaN, where the run filled them.

    Parameters
    ----------
    record : RunRecord
    probabilities : bool
        Whether the model ends with probabilities where the loss has them.
    """
    data = record.checkpoint.data
    graph = Graph(INPUT, data.shape.example_shape)
    if fills_missing(record):
        graph.add("IsNaN", INPUT)
        graph.add("Where", graph.last, graph.tensor("usual", data.means), INPUT)
    add_preparation(graph, data.fitted, data.shape.example_shape)
    for layer in trained_layers(record):
        add_layer(graph, layer)
    name, outputs = _add_result(graph, record, probabilities=probabilities)
    content: bytes = graph.model(name, outputs, facts_of(record)).SerializeToString()
    return content


def _add_result(graph: Graph, record: RunRecord, *, probabilities: bool) -> tuple[str, int]:
    """Append what makes probabilities of logits; return what the output is called, and of how many numbers it is."""
    loss, has_classes = record.spec.training.loss.kind, record.checkpoint.data.shape.classes > 0
    if loss not in ("softmax", "logistic"):
        return "scores" if has_classes else "values", record.n_outputs
    if not probabilities:
        return "logits", record.n_outputs
    if loss == "softmax":
        graph.then("Softmax", axis=1)
        return "probabilities", record.n_outputs
    z = graph.last
    second = graph.then("Sigmoid")
    graph.add("Neg", z)
    first = graph.then("Sigmoid")
    graph.add("Concat", first, second, axis=1)
    return "probabilities", 2
