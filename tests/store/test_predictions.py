import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnlab.data.loading import drained
from nnlab.errors import UnwritableFileError
from nnlab.store.predictions import ROWS, writing_predictions
from nnlab.training.prediction import Prediction

PROBABILITIES = np.array([[0.1, 0.7, 0.2], [1 / 3, 1 / 3, 1 / 3], [1e-30, 0, 1]], np.float32)
CLASSES = Prediction(
    outputs=np.log(PROBABILITIES + np.float32(1e-35)),
    labels=np.array([1, 0, 2]),
    probabilities=PROBABILITIES,
    truth=None,
    result=None,
    class_names=("ant", "bee", "cat"),
    target_names=(),
)
NUMBERS = Prediction(
    outputs=np.array([[0.1], [-2.5], [3e20]], np.float32),
    labels=None,
    probabilities=None,
    truth=None,
    result=None,
    class_names=(),
    target_names=("price",),
)


def rows_of(path: Path, prediction: Prediction, names: Sequence[str] = ()) -> list[list[str]]:
    """Write a prediction, and read it as another program would."""
    drained(writing_predictions(path, prediction, names))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"


def test_a_class_stands_beside_the_probability_of_each(path: Path) -> None:
    assert rows_of(path, CLASSES) == [
        ["example", "prediction", "p(ant)", "p(bee)", "p(cat)"],
        ["1", "bee", "0.1", "0.7", "0.2"],
        ["2", "ant", "0.33333334", "0.33333334", "0.33333334"],
        ["3", "cat", "1e-30", "0.0", "1.0"],
    ]


def test_the_same_bits_can_be_read_again(path: Path) -> None:
    rng = np.random.default_rng(0)
    for dtype in (np.float32, np.float64):
        values = rng.random((50, 3)).astype(dtype)
        _, *rows = rows_of(path, replace(CLASSES, labels=np.zeros(50, np.intp), probabilities=values, outputs=values))
        assert np.array([row[2:] for row in rows], dtype).tobytes() == values.tobytes()


def test_scores_are_called_so(path: Path) -> None:
    header, first, *_ = rows_of(path, replace(CLASSES, probabilities=None, outputs=2 * PROBABILITIES))
    assert header == ["example", "prediction", "score(ant)", "score(bee)", "score(cat)"]
    assert first == ["1", "bee", "0.2", "1.4", "0.4"]


def test_the_truth_stands_last_where_it_is_known(path: Path) -> None:
    rows = rows_of(path, replace(CLASSES, truth=np.array([1, 2, 2])))
    assert [row[-1] for row in rows] == ["truth", "bee", "cat", "cat"]


def test_examples_go_by_the_names_of_their_files(path: Path) -> None:
    rows = rows_of(path, CLASSES, ("a/1.png", "a, b.png", "c.png"))
    assert [row[0] for row in rows] == ["example", "a/1.png", "a, b.png", "c.png"]


def test_numbers_stand_below_what_they_are(path: Path) -> None:
    rows = rows_of(path, replace(NUMBERS, truth=np.array([[0.1], [1 / 3], [-2.0]])))
    assert rows == [
        ["example", "prediction(price)", "truth(price)"],
        ["1", "0.1", "0.1"],
        ["2", "-2.5", "0.3333333333333333"],
        ["3", "3e+20", "-2.0"],
    ]


def test_numbers_without_a_name_are_counted_where_there_are_several(path: Path) -> None:
    assert rows_of(path, replace(NUMBERS, target_names=()))[0] == ["example", "prediction"]
    two = replace(NUMBERS, target_names=(), outputs=np.zeros((3, 2), np.float32))
    assert rows_of(path, two)[0] == ["example", "prediction(1)", "prediction(2)"]


def test_names_of_any_characters_come_back_as_they_were(path: Path) -> None:
    names = ('a "b", c', "two\nlines", "=SUM(A1)", "고양이")
    probabilities = np.full((4, 4), 0.25, np.float32)
    prediction = replace(CLASSES, labels=np.arange(4), probabilities=probabilities, outputs=probabilities)
    rows = rows_of(path, replace(prediction, class_names=names))
    assert rows[0][2:] == [f"p({name})" for name in names]
    assert [row[1] for row in rows[1:]] == list(names)


def test_the_name_of_a_file_that_is_no_text_is_written_all_the_same(path: Path) -> None:
    rows = rows_of(path, CLASSES, ("\udcff.png", "b", "c"))
    assert rows[1][0] == r"\udcff.png"


def test_what_is_not_finite_is_written_in_words(path: Path) -> None:
    rows = rows_of(path, replace(NUMBERS, outputs=np.array([[np.nan], [np.inf], [-np.inf]], np.float32)))
    assert [row[1] for row in rows[1:]] == ["nan", "inf", "-inf"]


def test_many_examples_are_counted_through_and_the_share_rises_to_one(path: Path) -> None:
    count = 2 * ROWS + 1
    prediction = replace(NUMBERS, outputs=np.arange(count, dtype=np.float32)[:, np.newaxis])
    assert list(writing_predictions(path, prediction)) == pytest.approx([ROWS / count, 2 * ROWS / count, 1])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [f"{number + 1},{number}.0" for number in range(count)]


def test_giving_up_leaves_the_old_file(path: Path) -> None:
    path.write_text("old")
    work = writing_predictions(path, CLASSES)
    next(work)
    work.close()
    assert [(other.name, other.read_text()) for other in path.parent.iterdir()] == [("out.csv", "old")]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="nowhere"):
        drained(writing_predictions(tmp_path / "nowhere" / "out.csv", CLASSES))
