"""A run's record as members of an experiment file, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray
from pydantic import Field

from nnlab.spec.document import from_json, to_json
from nnlab.spec.live import Change
from nnlab.store.archive import Parts
from nnlab.store.arrays import from_npy, to_npy
from nnlab.store.data_members import DataDocument, data_arrays, data_document, data_from
from nnlab.store.history_members import history_arrays, history_from
from nnlab.store.keyframe_members import keyframe_arrays, keyframes_from
from nnlab.store.picture_members import picture_arrays, pictures_from
from nnlab.store.strict import Entries, Strict, read_strictly
from nnlab.training.batches import Place
from nnlab.training.checkpoint import Checkpoint, Finish, RunRecord
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from nnlab.training.snapshot import PARTS, Part

Members = Mapping[str, bytes]


class GeneratorDocument(Strict):
    """State of a PCG64 generator; its 128-bit numbers are written as text, which any JSON reader keeps."""

    state: str = Field(pattern=r"^\d{1,39}$")
    inc: str = Field(pattern=r"^\d{1,39}$")
    has_uint32: int = Field(ge=0, le=1)
    uinteger: int = Field(ge=0, lt=2**32)


class NonFiniteDocument(Strict):
    """Where a run broke; see FirstNonFinite."""

    step: int = Field(ge=0)
    layer: str = Field(max_length=20)
    during: Literal["forward", "backward"]


class ChangeDocument(Strict):
    """A field that got another value in mid-run; see Change."""

    step: int = Field(ge=0)
    path: str = Field(max_length=100)
    value: int | float


class ResultDocument(Strict):
    """Loss and accuracy of a part; null for a loss that is not finite."""

    loss: float | None
    accuracy: float | None = Field(ge=0, le=1)


class RunDocument(Strict):
    """``run.json``: what of a run is not an array."""

    step: int = Field(ge=0)
    seconds: float = Field(ge=0)
    epoch: int = Field(ge=0)
    position: int = Field(ge=0)
    random_state: GeneratorDocument
    dropout: Entries[GeneratorDocument] = Field(max_length=200)
    data: DataDocument
    optimizer: Entries[str] = Field(max_length=10)
    blas_threads: int = Field(ge=1, le=2)
    has_keyframes: bool
    changes: Entries[ChangeDocument] = Field(max_length=20_000)
    finish: Literal["completed", "stopped", "diverged", "early_stopped", "failed"] | None
    first_nonfinite: NonFiniteDocument | None
    results: dict[Part, ResultDocument | None]


def to_members(record: RunRecord) -> dict[str, Parts]:
    """Return the members that hold ``record``, whose arrays they share."""
    checkpoint = record.checkpoint
    arrays: dict[str, NDArray[Any]] = {
        "parameters": checkpoint.parameters,
        "running": checkpoint.running,
        "order": checkpoint.place.order.astype(np.int64),
        **{f"optimizer/{name}": array for name, array in checkpoint.optimizer.items()},
        **history_arrays(checkpoint.history),
        **picture_arrays("layers", [record.picture] if record.picture else []),
        **keyframe_arrays(checkpoint.history.keyframes, checkpoint.history.best_step),
        **data_arrays(checkpoint.data),
    }
    document = _document(record).model_dump(mode="json")
    texts = {"run.json": json.dumps(document, indent=2), "run_spec.json": to_json(record.spec)}
    return {
        **{name: (text.encode(),) for name, text in texts.items()},
        **{f"{name}.npy": to_npy(array) for name, array in arrays.items()},
    }


def _document(record: RunRecord) -> RunDocument:
    checkpoint = record.checkpoint
    return RunDocument(
        step=checkpoint.step,
        seconds=checkpoint.seconds,
        epoch=checkpoint.place.epoch,
        position=checkpoint.place.position,
        random_state=_generator_document(checkpoint.place.random_state),
        dropout=[_generator_document(state) for state in checkpoint.dropout],
        data=data_document(checkpoint.data),
        optimizer=list(checkpoint.optimizer),
        blas_threads=checkpoint.blas_threads,
        has_keyframes=bool(checkpoint.history.keyframes),
        changes=[ChangeDocument(step=c.step, path=c.path, value=c.value) for c in checkpoint.changes],
        finish=record.finish.value if record.finish else None,
        first_nonfinite=_nonfinite_document(checkpoint.first_nonfinite),
        results={part: _result_document(record.results[part]) for part in PARTS if part in record.results},
    )


def _generator_document(state: dict[str, Any]) -> GeneratorDocument:
    numbers = state["state"]
    return GeneratorDocument(
        state=str(numbers["state"]),
        inc=str(numbers["inc"]),
        has_uint32=state["has_uint32"],
        uinteger=state["uinteger"],
    )


def _nonfinite_document(broke: FirstNonFinite | None) -> NonFiniteDocument | None:
    return NonFiniteDocument(step=broke.step, layer=broke.layer, during=broke.during) if broke else None


def _nonfinite(document: NonFiniteDocument | None) -> FirstNonFinite | None:
    return FirstNonFinite(document.step, document.layer, document.during) if document else None


def _result_document(result: Result | None) -> ResultDocument | None:
    if result is None:
        return None
    return ResultDocument(loss=result.loss if math.isfinite(result.loss) else None, accuracy=result.accuracy)


def from_members(members: Members) -> RunRecord:
    """Read a record; whether it fits its spec is for ``consistency`` to say.

    Raises
    ------
    ValueError, KeyError, OverflowError
        When a member is missing or not what ``to_members`` writes; pydantic's ValidationError is a ValueError.
    InvalidSpecError
        When the spec of the run is none.
    """
    document = read_strictly(RunDocument, members["run.json"])
    spec = from_json(members["run_spec.json"])

    def array(name: str, dtype: DTypeLike = np.float64) -> NDArray[Any]:
        return from_npy(members[f"{name}.npy"], dtype)

    def place() -> Place:
        order = array("order", np.int64).astype(np.intp)
        return Place(document.epoch, document.position, order, _random_state(document.random_state))

    changes = tuple(Change(change.step, change.path, change.value) for change in document.changes)
    history = history_from(array)
    if document.has_keyframes:
        keyframes = keyframes_from(array, document.optimizer, changes, spec.precision)
        history = replace(history, keyframes=keyframes)
    checkpoint = Checkpoint(
        step=document.step,
        seconds=document.seconds,
        parameters=array("parameters", spec.precision),
        running=array("running", spec.precision),
        optimizer={name: array(f"optimizer/{name}", spec.precision) for name in document.optimizer},
        place=place(),
        dropout=tuple(_random_state(state) for state in document.dropout),
        data=data_from(document.data, array),
        blas_threads=document.blas_threads,
        changes=changes,
        history=history,
        first_nonfinite=_nonfinite(document.first_nonfinite),
    )
    results = {str(part): _result(result) for part, result in document.results.items()}
    finish = Finish(document.finish) if document.finish else None
    pictures = pictures_from("layers", array)
    if len(pictures) > 1:
        raise ValueError("there is more than one picture of the layers at the end")
    return RunRecord(spec, checkpoint, finish, results, pictures[0] if pictures else None)


def _result(document: ResultDocument | None) -> Result | None:
    if document is None:
        return None
    return Result(math.nan if document.loss is None else document.loss, document.accuracy)


def _random_state(document: GeneratorDocument) -> dict[str, Any]:
    numbers = {"state": int(document.state), "inc": int(document.inc)}
    if max(numbers.values()) >= 2**128:
        raise ValueError("a generator's state is out of range")
    return {
        "bit_generator": "PCG64",
        "state": numbers,
        "has_uint32": document.has_uint32,
        "uinteger": document.uinteger,
    }
