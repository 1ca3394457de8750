"""What a lesson is made of, as its document says it."""

from __future__ import annotations

from math import inf, isnan
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nnlab.lessons.measures import AnyMeasure
from nnlab.lessons.measures.base import Name
from nnlab.spec.base import Spec

FORMAT = 1
"""The version of the document that this program reads."""
Words = Annotated[str, Field(min_length=1, max_length=1000)]
View = Literal["live", "activations", "gradients", "data", "decision", "network", "initialisation", "search", "compare"]


class LessonExperiment(Spec):
    """An experiment of a lesson: what it changes of another one, of a shipped example, or of a new experiment.

    Attributes
    ----------
    title : str
    like : str or None
        The name of an experiment above it, or of an example.
    set : dict of str to value
        By the path of the field; ``network.NAME`` stands for all hidden layers, ``network.depth`` for their number.
    """

    title: Words
    like: Name | None = None
    set: dict[str, Any] = Field(default_factory=dict, max_length=100)


class Expected(Spec):
    """The range in which a measured number confirms a claim, both ends among it."""

    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("no_end", "needs at_least, at_most, or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise PydanticCustomError("empty_range", "the range is empty", {"low": self.at_least, "high": self.at_most})
        return self

    def holds(self, value: float) -> bool:
        """Return whether ``value`` lies in the range; NaN lies in none."""
        low, high = (-inf if self.at_least is None else self.at_least, inf if self.at_most is None else self.at_most)
        return not isnan(value) and low <= value <= high


class Claim(Spec):
    """A sentence, and the number that decides whether it holds here and now."""

    name: Name
    sentence: Words
    measure: AnyMeasure
    expected: Expected


class Prediction(Spec):
    """What a person is asked before anything runs."""

    question: Words
    answers: tuple[Words, ...] = Field(min_length=2, max_length=6)


class Look(Spec):
    """Where to look, in which view, and at which experiment; at the one that is shown if left out."""

    view: View
    words: Words
    of: Name | None = None


class Lesson(Spec):
    """A lesson.

    Attributes
    ----------
    lesson : int
        The version of the document.
    place : int
        Among the lessons of its folder.
    title, question : str
    prediction : Prediction
    experiments : dict of str to LessonExperiment
        By their names.
    look : tuple of Look
    claims : tuple of Claim
    """

    lesson: int = Field(ge=1, le=FORMAT)
    place: int = Field(default=1000, ge=1, le=1000)
    title: Words
    question: Words
    prediction: Prediction
    experiments: dict[Name, LessonExperiment] = Field(default_factory=dict, max_length=20)
    look: tuple[Look, ...] = Field(default=(), max_length=20)
    claims: tuple[Claim, ...] = Field(min_length=1, max_length=30)
