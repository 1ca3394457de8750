"""What a person has done of the lessons: predictions, and what was then measured."""

from __future__ import annotations

import json

from pydantic import Field, ValidationError

from nnlab.errors import InvalidSpecError
from nnlab.spec.base import Seed, Spec
from nnlab.spec.document import check_lengths, read_json
from nnlab.spec.problems import problems_of


class ClaimRecord(Spec):
    """A claim, and what was measured for it; a number that is not finite is null."""

    name: str = Field(max_length=60)
    measured: float | None
    passed: bool


class LessonRecord(Spec):
    """A lesson that was gone through: what was expected of it in words, and what came out."""

    lesson: str = Field(min_length=1, max_length=200)
    predicted: int | None = Field(default=None, ge=0, le=5)
    answer: str = Field(default="", max_length=1000)
    seed: Seed = 0
    claims: tuple[ClaimRecord, ...] = Field(default=(), max_length=30)

    @property
    def held(self) -> int:
        """How many of its claims held."""
        return sum(claim.passed for claim in self.claims)


class LessonRecords(Spec):
    """All lessons that were gone through, in their order; none is there twice."""

    lessons: tuple[LessonRecord, ...] = Field(default=(), max_length=200)

    def with_lesson(self, record: LessonRecord) -> LessonRecords:
        """Return the same with one more lesson, or with one that was gone through again."""
        others = tuple(each for each in self.lessons if each.lesson != record.lesson)
        return LessonRecords(lessons=(*others, record))

    def of(self, lesson: str) -> LessonRecord | None:
        """Return what was done of a lesson."""
        return next((each for each in self.lessons if each.lesson == lesson), None)


NO_LESSONS = LessonRecords()


def lesson_records(text: str | bytes) -> LessonRecords:
    """Read what was saved of lessons.

    Raises
    ------
    InvalidSpecError
    """
    document = read_json(text)
    check_lengths(document)
    try:
        return LessonRecords.model_validate_json(json.dumps(document))
    except ValidationError as error:
        raise InvalidSpecError(problems_of(error, document)) from None
