"""What a run keeps of its data as members of an experiment file, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nnlab.data.dataset import Dataset, DataShape
from nnlab.data.prepared import DataRecord
from nnlab.data.preprocessing import Affine, FittedStep, Projection
from nnlab.store.arrays import ReadArray
from nnlab.store.strict import Entries, Strict

MOST_NAMES = 100_000
Name = Annotated[str, Field(max_length=1000)]
Count = Annotated[int, Field(ge=1, le=2**40)]
StepKind = Literal["affine", "projection"]
ValueType = Literal["uint8", "float32", "float64"]


class DataDocument(Strict):
    """Sizes and names of the data; see DataRecord and DataShape."""

    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    examples: Count
    example_shape: Entries[Count] = Field(min_length=1, max_length=3)
    n_targets: int = Field(ge=0, le=10_000)
    bytes_per_value: int = Field(ge=1, le=8)
    class_names: Entries[Name] = Field(max_length=10_000)
    feature_names: Entries[Name] = Field(max_length=MOST_NAMES)
    target_names: Entries[Name] = Field(max_length=10_000)
    label_name: Name
    left_out: Entries[Name] = Field(max_length=MOST_NAMES)
    steps: Entries[StepKind] = Field(max_length=20)
    kept: ValueType | None
    """The type of the examples where the file holds them."""


def data_document(record: DataRecord) -> DataDocument:
    """Return what is written as text."""
    shape = record.shape
    return DataDocument(
        fingerprint=record.fingerprint,
        examples=shape.examples,
        example_shape=list(shape.example_shape),
        n_targets=shape.n_targets,
        bytes_per_value=shape.bytes_per_value,
        class_names=list(record.class_names),
        feature_names=list(record.feature_names),
        target_names=list(record.target_names),
        label_name=record.label_name,
        left_out=list(record.left_out),
        steps=[_kind(step) for step in record.fitted],
        kept=cast("ValueType", record.dataset.x.dtype.name) if record.dataset else None,
    )


def _kind(step: FittedStep) -> StepKind:
    return "affine" if isinstance(step, Affine) else "projection"


def data_arrays(record: DataRecord) -> dict[str, NDArray[Any]]:
    """Return the arrays of a record, by name: the means, the fitted steps, and the examples that it keeps."""
    arrays: dict[str, NDArray[Any]] = {"data/means": record.means}
    if record.dataset is not None:
        targets = record.dataset.targets
        kind = np.int64 if record.dataset.has_classes else np.float64
        arrays |= {"data/examples": record.dataset.x, "data/targets": targets.astype(kind)}
    for index, step in enumerate(record.fitted):
        first, second = (step.shift, step.scale) if isinstance(step, Affine) else (step.mean, step.matrix)
        names = ("shift", "scale") if isinstance(step, Affine) else ("mean", "matrix")
        arrays |= {f"preprocessing/{index}/{name}": array for name, array in zip(names, (first, second), strict=True)}
    return arrays


def data_from(document: DataDocument, array: ReadArray) -> DataRecord:
    """Read a record; whether it fits its spec is for ``consistency`` to say.

    Parameters
    ----------
    document : DataDocument
    array : callable
        Returns the array of a name and a type.

    Raises
    ------
    ValueError, KeyError
        When there are neither classes nor numbers to be met, or both, or an array is missing.
    """
    if bool(document.class_names) == bool(document.n_targets):
        raise ValueError("data have either classes or numbers to be met")
    shape = DataShape(
        document.examples,
        tuple(document.example_shape),
        len(document.class_names),
        document.n_targets,
        document.bytes_per_value,
    )
    record = DataRecord(
        fingerprint=document.fingerprint,
        shape=shape,
        class_names=tuple(document.class_names),
        feature_names=tuple(document.feature_names),
        target_names=tuple(document.target_names),
        label_name=document.label_name,
        left_out=tuple(document.left_out),
        means=array("data/means"),
        fitted=tuple(_step(kind, f"preprocessing/{index}", array) for index, kind in enumerate(document.steps)),
    )
    return replace(record, dataset=_kept(record, document.kept, array)) if document.kept else record


def _kept(record: DataRecord, value_type: ValueType, array: ReadArray) -> Dataset:
    """Read the examples that a file holds."""
    targets = array("data/targets", np.int64 if record.class_names else np.float64)
    return Dataset(
        x=array("data/examples", value_type),
        targets=targets.astype(np.intp) if record.class_names else targets,
        class_names=record.class_names,
        feature_names=record.feature_names,
        target_names=record.target_names,
        label_name=record.label_name,
        left_out=record.left_out,
    )


def _step(kind: StepKind, name: str, array: ReadArray) -> FittedStep:
    if kind == "affine":
        return Affine(array(f"{name}/shift"), array(f"{name}/scale"))
    return Projection(array(f"{name}/mean"), array(f"{name}/matrix"))
