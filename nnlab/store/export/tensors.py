"""Everything a run learned as named tensors, in the format of safetensors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from nnlab.store.data_members import data_arrays
from nnlab.store.export.facts import facts_of
from nnlab.store.export.trained_layers import trained_layers
from nnlab.training.checkpoint import RunRecord


def to_safetensors(record: RunRecord) -> bytes:
    """Return parameters, running statistics and the fitted preprocessing; the spec is among the metadata.

    Parameters are in the precision of the run and called as in the engine, ``layers.0.w`` or ``output.b``;
    preprocessing is float64: ``preprocessing.0.shift`` and ``.scale`` of a step ``(x - shift) / scale``, ``.mean`` and
    ``.matrix`` of one ``(x - mean) @ matrix``.
    """
    content: bytes = save(tensors_of(record), facts_of(record))
    return content


def tensors_of(record: RunRecord) -> dict[str, NDArray[Any]]:
    """Return the tensors by name, without the examples that a run may have taken along."""
    learned = replace(record.checkpoint.data, dataset=None)
    layers = {f"{layer.name}.{name}": array for layer in trained_layers(record) for name, array in layer.arrays.items()}
    fitted = {name.replace("/", "."): array for name, array in data_arrays(learned).items()}
    return {name: np.ascontiguousarray(array) for name, array in (layers | fitted).items()}
