"""What was done of lessons, as it is kept."""

import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.lessons import NO_LESSONS, ClaimRecord, LessonRecord, lesson_records

ONE = LessonRecord(
    lesson="symmetry",
    predicted=2,
    answer="It still guesses",
    claims=(
        ClaimRecord(name="a", measured=0.5, passed=True),
        ClaimRecord(name="b", measured=None, passed=False),
    ),
)


def test_a_lesson_that_is_gone_through_again_takes_its_place():
    again = ONE.model_copy(update={"predicted": 0})
    other = ONE.model_copy(update={"lesson": "leakage"})
    done = NO_LESSONS.with_lesson(ONE).with_lesson(other).with_lesson(again)
    assert done.lessons == (other, again)
    assert done.of("symmetry") == again
    assert done.of("babysitting") is None
    assert again.held == 1


def test_it_comes_back_from_json_as_it_was():
    done = NO_LESSONS.with_lesson(ONE)
    assert lesson_records(done.model_dump_json()) == done


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON"),
        ('{"lessons": [{"lesson": ""}]}', "lessons.0.lesson: must not be empty."),
        ('{"lessons": [{"lesson": "a", "predicted": 9}]}', "lessons.0.predicted: must be at most 5."),
        ('{"lessons": [{"lesson": "a", "claims": [{"name": "b"}]}]}', "lessons.0.claims.0.measured: is missing."),
    ],
)
def test_what_is_wrong_is_told(text, sentence):
    with pytest.raises(InvalidSpecError) as caught:
        lesson_records(text)
    assert sentence in str(caught.value)
