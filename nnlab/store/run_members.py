"""A run's record as members of an experiment file, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from nnlab.data.preprocessing import Affine
from nnlab.spec.document import from_json, to_json
from nnlab.store.arrays import from_npy, to_npy
from nnlab.training.batches import Place
from nnlab.training.checkpoint import Checkpoint, Finish, RunRecord
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.evaluation import Result
from nnlab.training.history import HistoryRecord, LayerPicture
from nnlab.training.snapshot import Evaluation, Part
from nnlab.training.statistics import BINS, Histogram, LayerStatistics

Members = Mapping[str, bytes]
PARTS: tuple[Part, ...] = ("train", "validation", "test")


class Strict(BaseModel):
    """What is read from a file is taken as it stands or not at all."""

    model_config = ConfigDict(strict=True, extra="forbid")


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


class ResultDocument(Strict):
    """Loss and accuracy of a part; null for a loss that is not finite."""

    loss: float | None
    accuracy: float | None = Field(ge=0, le=1)


class RunDocument(Strict):
    """``run.json``: what of a run is not an array."""

    step: int = Field(ge=0)
    seconds: float = Field(ge=0)
    position: int = Field(ge=0)
    random_state: GeneratorDocument
    preprocessing_steps: int = Field(ge=0, le=20)
    optimizer: list[str] = Field(max_length=10)
    fingerprint: str = Field(pattern=r"^[0-9a-f]{64}$")
    blas_threads: int = Field(ge=1, le=2)
    finish: Literal["completed", "stopped", "diverged", "early_stopped", "failed"] | None
    first_nonfinite: NonFiniteDocument | None
    results: dict[Part, ResultDocument | None]


def to_members(record: RunRecord) -> dict[str, bytes]:
    """Return the members that hold ``record``."""
    checkpoint = record.checkpoint
    arrays: dict[str, NDArray[Any]] = {
        "parameters": checkpoint.parameters,
        "order": checkpoint.place.order.astype(np.int64),
        **{f"optimizer/{name}": array for name, array in checkpoint.optimizer.items()},
        **_history_arrays(checkpoint.history),
    }
    for index, step in enumerate(checkpoint.fitted):
        arrays |= {f"preprocessing/{index}/shift": step.shift, f"preprocessing/{index}/scale": step.scale}
    document = _document(record).model_dump(mode="json")
    texts = {"run.json": json.dumps(document, indent=2), "run_spec.json": to_json(record.spec)}
    return {name: text.encode() for name, text in texts.items()} | {
        f"{name}.npy": to_npy(array) for name, array in arrays.items()
    }


def _document(record: RunRecord) -> RunDocument:
    checkpoint = record.checkpoint
    broke = checkpoint.first_nonfinite
    generator = checkpoint.place.random_state
    return RunDocument(
        step=checkpoint.step,
        seconds=checkpoint.seconds,
        position=checkpoint.place.position,
        random_state=GeneratorDocument(
            state=str(generator["state"]["state"]),
            inc=str(generator["state"]["inc"]),
            has_uint32=generator["has_uint32"],
            uinteger=generator["uinteger"],
        ),
        preprocessing_steps=len(checkpoint.fitted),
        optimizer=list(checkpoint.optimizer),
        fingerprint=checkpoint.fingerprint,
        blas_threads=checkpoint.blas_threads,
        finish=record.finish.value if record.finish else None,
        first_nonfinite=NonFiniteDocument(step=broke.step, layer=broke.layer, during=broke.during) if broke else None,
        results={part: _result_document(record.results[part]) for part in PARTS if part in record.results},
    )


def _result_document(result: Result | None) -> ResultDocument | None:
    if result is None:
        return None
    return ResultDocument(loss=result.loss if math.isfinite(result.loss) else None, accuracy=result.accuracy)


def _history_arrays(history: HistoryRecord) -> dict[str, NDArray[Any]]:
    """Return the history in columns; NaN stands for what does not apply."""
    evaluations = [(e.step, PARTS.index(e.part), e.loss, _or_nan(e.accuracy)) for e in history.evaluations]
    counts = [[layer.histogram.counts for layer in picture.layers] for picture in history.pictures]
    numbers = [[_layer_numbers(layer) for layer in picture.layers] for picture in history.pictures]
    layers = len(history.pictures[0].layers) if history.pictures else 0
    return {
        "history/losses": history.losses,
        "history/evaluations": np.array(evaluations, np.float64).reshape(-1, 4),
        "history/picture_steps": np.array([picture.step for picture in history.pictures], np.int64),
        "history/histogram_counts": np.array(counts, np.uint32).reshape(-1, layers, BINS),
        "history/layer_numbers": np.array(numbers, np.float64).reshape(-1, layers, 9),
    }


def _layer_numbers(layer: LayerStatistics) -> tuple[float, ...]:
    h = layer.histogram
    shares = layer.zero_share, _or_nan(layer.saturated_share), _or_nan(layer.dead_share)
    return (h.low, h.high, h.zeros, h.non_finite, layer.mean, layer.std, *shares)


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def from_members(members: Members) -> RunRecord:
    """Read a record; whether it fits its spec is for ``consistency`` to say.

    Raises
    ------
    ValueError, KeyError
        When a member is missing or not what ``to_members`` writes; pydantic's ValidationError is a ValueError.
    InvalidSpecError
        When the spec of the run is none.
    """
    document = RunDocument.model_validate_json(members["run.json"])

    def array(name: str) -> NDArray[Any]:
        return from_npy(members[f"{name}.npy"])

    steps = range(document.preprocessing_steps)
    broke = document.first_nonfinite
    checkpoint = Checkpoint(
        step=document.step,
        seconds=document.seconds,
        parameters=array("parameters"),
        optimizer={name: array(f"optimizer/{name}") for name in document.optimizer},
        place=Place(array("order").astype(np.intp), document.position, _random_state(document.random_state)),
        fitted=tuple(Affine(array(f"preprocessing/{i}/shift"), array(f"preprocessing/{i}/scale")) for i in steps),
        fingerprint=document.fingerprint,
        blas_threads=document.blas_threads,
        history=_history(members),
        first_nonfinite=FirstNonFinite(broke.step, broke.layer, broke.during) if broke else None,
    )
    results = {str(part): _result(result) for part, result in document.results.items()}
    return RunRecord(
        from_json(members["run_spec.json"]), checkpoint, Finish(document.finish) if document.finish else None, results
    )


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


def _history(members: Members) -> HistoryRecord:
    losses, evaluations, steps, counts, numbers = (
        from_npy(members[f"history/{name}.npy"])
        for name in ("losses", "evaluations", "picture_steps", "histogram_counts", "layer_numbers")
    )
    if counts.shape != (*numbers.shape[:2], BINS) or numbers.shape[2:] != (9,) or len(steps) != len(counts):
        raise ValueError("the pictures of the layers do not fit each other")
    rows = evaluations.reshape(-1, 4).tolist()
    if any(not 0 <= row[1] < len(PARTS) for row in rows):
        raise ValueError("an evaluation is of no part")
    return HistoryRecord(
        losses=losses.astype(np.float64),
        evaluations=tuple(Evaluation(int(row[0]), PARTS[int(row[1])], row[2], _or_none(row[3])) for row in rows),
        pictures=tuple(
            LayerPicture(int(step), tuple(_layer(*pair) for pair in zip(layer_counts, layer_numbers, strict=True)))
            for step, layer_counts, layer_numbers in zip(steps, counts, numbers.tolist(), strict=True)
        ),
    )


def _layer(counts: NDArray[Any], numbers: list[float]) -> LayerStatistics:
    low, high, zeros, non_finite, mean, std, zero_share, saturated, dead = numbers
    if not low < high or not math.isfinite(high - low):
        raise ValueError("a histogram has no width")
    histogram = Histogram(counts.astype(np.int64), low, high, int(zeros), int(non_finite))
    return LayerStatistics(histogram, mean, std, zero_share, _or_none(saturated), _or_none(dead))
