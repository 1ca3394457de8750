"""A run's record as members of an experiment file, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray
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
NUMBERS = 9
"""Of a layer in a picture, beside the counts of its histogram."""


class Strict(BaseModel):
    """What is read from a file is taken as it stands or not at all."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


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
        "history/histogram_counts": np.array(counts, np.uint32).reshape(len(counts), layers, BINS),
        "history/layer_numbers": np.array(numbers, np.float64).reshape(len(numbers), layers, NUMBERS),
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
    ValueError, KeyError, OverflowError
        When a member is missing or not what ``to_members`` writes; pydantic's ValidationError is a ValueError.
    InvalidSpecError
        When the spec of the run is none.
    """
    document = RunDocument.model_validate_json(members["run.json"])
    spec = from_json(members["run_spec.json"])
    broke = document.first_nonfinite

    def array(name: str, dtype: DTypeLike = np.float64) -> NDArray[Any]:
        return from_npy(members[f"{name}.npy"], dtype)

    def step(name: str) -> Affine:
        return Affine(array(f"{name}/shift"), array(f"{name}/scale"))

    checkpoint = Checkpoint(
        step=document.step,
        seconds=document.seconds,
        parameters=array("parameters", spec.precision),
        optimizer={name: array(f"optimizer/{name}", spec.precision) for name in document.optimizer},
        place=Place(array("order", np.int64).astype(np.intp), document.position, _random_state(document.random_state)),
        fitted=tuple(step(f"preprocessing/{index}") for index in range(document.preprocessing_steps)),
        fingerprint=document.fingerprint,
        blas_threads=document.blas_threads,
        history=_history(array),
        first_nonfinite=FirstNonFinite(broke.step, broke.layer, broke.during) if broke else None,
    )
    results = {str(part): _result(result) for part, result in document.results.items()}
    return RunRecord(spec, checkpoint, Finish(document.finish) if document.finish else None, results)


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


def _history(array: Callable[..., NDArray[Any]]) -> HistoryRecord:
    evaluations = array("history/evaluations")
    steps = array("history/picture_steps", np.int64)
    counts = array("history/histogram_counts", np.uint32)
    numbers = array("history/layer_numbers")
    if evaluations.shape[1:] != (4,):
        raise ValueError("the evaluations are not rows of four")
    if counts.shape != (*steps.shape, *counts.shape[1:2], BINS) or numbers.shape != (*counts.shape[:2], NUMBERS):
        raise ValueError("the pictures of the layers do not fit each other")
    return HistoryRecord(
        losses=array("history/losses"),
        evaluations=tuple(_evaluation(*row) for row in evaluations.tolist()),
        pictures=tuple(
            LayerPicture(step, tuple(_layer(*pair) for pair in zip(layer_counts, layer_numbers, strict=True)))
            for step, layer_counts, layer_numbers in zip(steps.tolist(), counts, numbers.tolist(), strict=True)
        ),
    )


def _evaluation(step: float, part: float, loss: float, accuracy: float) -> Evaluation:
    if part not in range(len(PARTS)) or not _is_share(accuracy):
        raise ValueError("an evaluation is of no part, or its accuracy is none")
    return Evaluation(int(step), PARTS[int(part)], loss, _or_none(accuracy))


def _is_share(value: float) -> bool:
    """Return whether ``value`` is from 0 to 1, or NaN, which stands for none."""
    return math.isnan(value) or 0 <= value <= 1


def _layer(counts: NDArray[Any], numbers: list[float]) -> LayerStatistics:
    low, high, zeros, non_finite, mean, std, *shares = numbers
    if not -math.inf < low < high < math.inf:
        raise ValueError("a histogram has no width, or no end")
    if min(zeros, non_finite) < 0 or not all(_is_share(share) for share in shares):
        raise ValueError("a layer has impossible numbers")
    zero_share, saturated, dead = shares
    histogram = Histogram(counts.astype(np.int64), low, high, int(zeros), int(non_finite))
    return LayerStatistics(histogram, mean, std, zero_share, _or_none(saturated), _or_none(dead))
