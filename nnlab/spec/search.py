"""A search for better settings: which fields of an experiment vary, in what ranges, and in which stages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Discriminator, FailFast, Field, Tag, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from nnlab.errors import InvalidSpecError, Problem
from nnlab.spec.base import Seed, Spec
from nnlab.spec.document import TOO_DEEP, check_lengths, read_json
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.problems import problems_of
from nnlab.text import QT_TRANSLATE_NOOP, Text

NOT_WHOLE = QT_TRANSLATE_NOOP("nnlab", "has trials or ranges that do not fit what was searched.")

MOST_TRIALS = 10_000
MOST_EPOCHS = 200_000
"""Of all trials together: each leaves a line in the file."""
LARGEST = 1e300
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Whole = Annotated[int, Field(ge=0, le=10_000_000)]
Choice = bool | int | float | str | dict[str, Any] | None
"""A value of the field, or the name of its kind."""
Points = Annotated[int | None, Field(ge=1, le=MOST_TRIALS)]
"""How many values a grid takes along an axis; None for as many as there are trials for."""


def _check_order(low: float, high: float) -> None:
    if not low < high:
        raise PydanticCustomError("empty_range", "the range is empty", {"low": low, "high": high})


class UniformSpec(Spec):
    """Any number of a range, each as likely."""

    uniform: tuple[Number, Number]
    points: Points = None

    @field_validator("uniform")
    @classmethod
    def _rises(cls, ends: tuple[float, float]) -> tuple[float, float]:
        _check_order(*ends)
        return ends


class LogUniformSpec(Spec):
    """Any number of a range, each power of ten as likely: for what multiplies, such as a learning rate."""

    log_uniform: tuple[Number, Number]
    points: Points = None

    @field_validator("log_uniform")
    @classmethod
    def _rises_above_zero(cls, ends: tuple[float, float]) -> tuple[float, float]:
        if ends[0] <= 0:
            raise PydanticCustomError("log_of_zero", "a logarithmic range has to lie above zero", {"low": ends[0]})
        _check_order(*ends)
        return ends


class IntegersSpec(Spec):
    """Any whole number of a range, both ends among them."""

    integers: tuple[Whole, Whole]
    points: Points = None

    @field_validator("integers")
    @classmethod
    def _rises(cls, ends: tuple[int, int]) -> tuple[int, int]:
        _check_order(*ends)
        return ends


class ChoicesSpec(Spec):
    """One of several values."""

    choices: tuple[Choice, ...] = Field(min_length=1, max_length=100)


RANGES: dict[str, type[Spec]] = {
    "uniform": UniformSpec,
    "log_uniform": LogUniformSpec,
    "integers": IntegersSpec,
    "choices": ChoicesSpec,
}


def _range_of(value: Any) -> str | None:
    """Return which range a document, or a spec, is: the one whose name it holds."""
    names = value.keys() if isinstance(value, dict) else type(value).model_fields if isinstance(value, Spec) else ()
    return next((name for name in RANGES if name in names), None)


DimensionSpec = Annotated[
    Annotated[UniformSpec, Tag("uniform")]
    | Annotated[LogUniformSpec, Tag("log_uniform")]
    | Annotated[IntegersSpec, Tag("integers")]
    | Annotated[ChoicesSpec, Tag("choices")],
    Discriminator(
        _range_of,
        custom_error_type="no_range",
        custom_error_message="must be a range",
    ),
]
Space = dict[str, DimensionSpec]
"""Ranges by the path of the field."""


class StageSpec(Spec):
    """So many trials of so many epochs each."""

    trials: int = Field(default=20, ge=1, le=MOST_TRIALS)
    epochs: int = Field(default=5, ge=1, le=10_000)


class SearchSpec(Spec):
    """What is searched, and how.

    ``both`` is a grid and as many random trials beside each other, in one stage. ``halving`` is successive halving: at
    each rung only that part of the trials goes on, one in so many.
    """

    space: Space = Field(min_length=1, max_length=50)
    method: Literal["random", "grid", "both"] = "random"
    stages: tuple[StageSpec, ...] = Field(default=(StageSpec(),), min_length=1, max_length=10)
    halving: int | None = Field(default=None, ge=2, le=10)
    stops_behind: bool = True
    seed: Seed = 0

    @model_validator(mode="after")
    def _has_no_more_than_can_be_run(self) -> Self:
        total = sum(stage.trials for stage in self.stages)
        if total > MOST_TRIALS:
            raise PydanticCustomError("too_many_trials", "too many trials", {"total": total, "most": MOST_TRIALS})
        epochs = sum(stage.trials * stage.epochs for stage in self.stages)
        if epochs > MOST_EPOCHS:
            raise PydanticCustomError("too_many_epochs", "too many epochs", {"total": epochs, "most": MOST_EPOCHS})
        if self.method == "both" and len(self.stages) > 1:
            raise PydanticCustomError("both_in_stages", "both in stages", {"stages": len(self.stages)})
        return self


class EpochRecord(Spec):
    """What one epoch of a trial came to; numbers that are not finite are null."""

    train_loss: float | None
    validation_loss: float | None
    validation_accuracy: float | None


Outcome = Literal["completed", "diverged", "hopeless", "behind", "failed"]
"""``hopeless``: the loss rose to three times its start; ``behind``: cut at a rung; ``failed``: for another reason."""


class TrialRecord(Spec):
    """One setting, and what became of it so far; its outcome is null while it waits at a rung."""

    number: int = Field(ge=0, lt=MOST_TRIALS)
    stage: int = Field(ge=0, lt=10)
    values: dict[str, Choice]
    epochs: Annotated[tuple[EpochRecord, ...], FailFast()] = Field(max_length=10_000)
    outcome: Outcome | None
    first_loss: float | None
    seconds: float = Field(ge=0)
    reason: str = Field(default="", max_length=10_000)

    @property
    def loss(self) -> float | None:
        """The validation loss at its end; None where it did not come to one worth comparing."""
        is_compared = self.outcome in ("completed", "behind") and bool(self.epochs)
        return self.epochs[-1].validation_loss if is_compared else None


class SearchRecord(Spec):
    """A search as far as it has come: of which experiment, what was asked, the ranges of each stage, and its trials."""

    experiment: ExperimentSpec
    search: SearchSpec
    spaces: tuple[Space, ...] = Field(default=(), max_length=10)
    trials: Annotated[tuple[TrialRecord, ...], FailFast()] = Field(default=(), max_length=MOST_TRIALS)

    @property
    def best(self) -> TrialRecord | None:
        """The trial with the lowest validation loss; the earlier one where two are equal."""
        return best_trial(self.trials)


def best_trial(trials: Sequence[TrialRecord]) -> TrialRecord | None:
    """Return the trial with the lowest validation loss, the earlier one where two are equal; None if none has one."""
    known = [(trial.loss, trial.number, trial) for trial in trials if trial.loss is not None]
    return min(known)[2] if known else None


def search_spec(text: str | bytes) -> SearchSpec:
    """Read what is searched from JSON: all of it, or the ranges alone.

    Raises
    ------
    InvalidSpecError
    """
    document = read_json(text)
    if isinstance(document, dict) and "space" not in document:
        document = {"space": document}
    return _validated(SearchSpec, document)


def search_record(text: str | bytes) -> SearchRecord:
    """Read a search that was saved, and see that its parts fit each other.

    Raises
    ------
    InvalidSpecError
    """
    record = _validated(SearchRecord, read_json(text))
    search, numbers = record.search, [trial.number for trial in record.trials]
    are_whole = (
        len(record.spaces) <= len(search.stages)
        and numbers == sorted(set(numbers))
        and all(follows(space, search.space) for space in record.spaces)
        and all(trial.stage < len(record.spaces) and _lies_in(search.space, trial.values) for trial in record.trials)
    )
    if not are_whole:
        raise InvalidSpecError([Problem("search", Text(NOT_WHOLE))])
    return record


def follows(space: Space, first: Space) -> bool:
    """Return whether ``space`` can be that of a later stage: the same fields on the same scales, no other choices."""
    return space.keys() == first.keys() and all(
        _range_of(dimension) == _range_of(first[path])
        and (not isinstance(dimension, ChoicesSpec) or all(_is_among(first[path], each) for each in dimension.choices))
        for path, dimension in space.items()
    )


def _lies_in(space: Space, values: dict[str, Choice]) -> bool:
    """Return whether each value has a place on the scale of its range, be it beyond the ends."""
    return space.keys() == values.keys() and all(_has_place(dim, values[path]) for path, dim in space.items())


def _has_place(dimension: DimensionSpec, value: Choice) -> bool:
    if isinstance(dimension, ChoicesSpec):
        return _is_among(dimension, value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > LARGEST:
        return False
    return value > 0 or not isinstance(dimension, LogUniformSpec)


def _is_among(dimension: DimensionSpec, value: Choice) -> bool:
    """Return whether ``value`` is one of the choices; 1 is not True."""
    choices = dimension.choices if isinstance(dimension, ChoicesSpec) else ()
    return any(type(each) is type(value) and each == value for each in choices)


T = TypeVar("T", bound=Spec)


def _validated(kind: type[T], document: object) -> T:
    check_lengths(document)
    try:
        return kind.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise InvalidSpecError(problems_of(error, document)) from None
    except RecursionError:
        raise InvalidSpecError([Problem("", Text(TOO_DEEP))]) from None
