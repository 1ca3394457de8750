"""The layers of a run with their arrays by name, apart from the engine that trained them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nnlab.engine.array import Array
from nnlab.engine.parameters import Parameters
from nnlab.spec.network import DenseSpec
from nnlab.training.build import build_blocks
from nnlab.training.checkpoint import RunRecord


@dataclass(frozen=True)
class TrainedLayer:
    """A layer after training.

    Attributes
    ----------
    name : str
        Where it stands in a spec: ``layers.0``, or ``output``.
    spec : DenseSpec or None
        None for the output, which has neither normalisation nor activation.
    arrays : mapping of str to Array
        By the names of the engine: ``w`` (fan_in, columns), ``b``, ``gamma``, ``beta``, ``running_mean``,
        ``running_var`` (columns,), ``slope`` (1,) or (units,); in the precision of the run.
    """

    name: str
    spec: DenseSpec | None
    arrays: Mapping[str, Array]


def trained_layers(record: RunRecord) -> list[TrainedLayer]:
    """Return the layers of a run as they are at its end, from the input up."""
    spec, checkpoint = record.spec, record.checkpoint
    blocks = build_blocks(spec, checkpoint.data.input_shape, record.n_outputs, max_batch=0)
    parameters = Parameters([block.parameter_shapes() for block in blocks], spec.precision)
    parameters.values[...] = checkpoint.parameters
    parameters.running[...] = checkpoint.running
    hidden: list[DenseSpec | None] = [*spec.network.layers]
    names = [*(f"layers.{index}" for index in range(len(hidden))), "output"]
    return [
        TrainedLayer(name, layer, {view.name: view.value for view in views})
        for name, layer, views in zip(names, [*hidden, None], parameters.layers, strict=True)
    ]
