"""The page on writing lessons says what there is."""

import re
from pathlib import Path
from typing import get_args

from nnlab.lessons.measures import AnyMeasure
from nnlab.lessons.reading import read
from tests.lessons.writing import written

PAGE = (Path(__file__).parents[2] / "docs" / "writing-lessons.md").read_text("utf-8")


def kinds():
    """Yield the kinds of all measures."""
    for measure in get_args(get_args(AnyMeasure)[0]):
        yield from get_args(measure.model_fields["kind"].annotation)


def test_every_measure_is_described():
    rows = re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert described == set(kinds())


def test_the_lesson_of_the_page_can_be_given(tmp_path):
    (document,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    folder = read(written(tmp_path / "zeros", document))
    assert list(folder.lesson.experiments) == ["zeros", "he"]
