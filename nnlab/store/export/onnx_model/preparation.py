"""The preprocessing of a run as ONNX operators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlab.data.dataset import Array, Shape
from nnlab.data.preprocessing import Affine, FittedStep, Projection
from nnlab.store.export.onnx_model.graph import Graph


def add_preparation(graph: Graph, fitted: Sequence[FittedStep], shape: Shape) -> None:
    """Append the fitted steps, which give (batch, n) of (batch, *shape) raw features.

    Neighbouring ``(x - shift) / scale`` become one.
    """
    pending = Affine(np.zeros(()), np.ones(()))
    for place, step in enumerate(fitted):
        if isinstance(step, Affine):
            pending = _joined(pending, step)
            continue
        _add_affine(graph, f"preprocessing.{place}", _joined(pending, _centring(step, shape)))
        pending = Affine(np.zeros(()), np.ones(()))
        if len(shape) > 1:
            graph.then("Flatten", axis=1)
        graph.then("MatMul", graph.tensor(f"preprocessing.{place}.matrix", step.matrix))
        shape = step.output_shape(shape)
    _add_affine(graph, "preprocessing", pending)
    if len(shape) > 1:
        graph.then("Flatten", axis=1)


def _centring(step: Projection, shape: Shape) -> Affine:
    """Return what a projection does first, on examples that have not been made rows yet."""
    return Affine(step.mean.reshape(shape), np.ones(()))


def _joined(first: Affine, second: Affine) -> Affine:
    """Return the one step that is both, ((x - a) / b - c) / d = (x - (a + b c)) / (b d)."""
    return Affine(first.shift + first.scale * second.shift, first.scale * second.scale)


def _add_affine(graph: Graph, name: str, step: Affine) -> None:
    """Append ``(x - shift) / scale``, without what changes nothing.

    The shift is taken off in two parts, its float32 and what that leaves of it. Where a feature is far from zero and
    varies little, the first difference is exact, and so nothing is lost that float64 would keep.
    """
    coarse = step.shift.astype(np.float32)
    parts: dict[str, Array] = {"shift": coarse, "shift_rest": step.shift - coarse}
    for part, values in parts.items():
        if np.any(values):
            graph.then("Sub", graph.tensor(f"{name}.{part}", values))
    if np.any(step.scale != 1):
        graph.then("Div", graph.tensor(f"{name}.scale", step.scale))
