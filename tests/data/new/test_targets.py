from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnlab.data.new.targets import known_labels
from nnlab.errors import UnreadableFileError

PATH = Path("new.npz")
NUMBERED = ("0", "1", "2")


def code_points(*points: int) -> Any:
    """Return words of one character each, which need be none."""
    return np.array(points, np.uint32).view("U1")


@pytest.mark.parametrize(
    ("values", "names", "expected"),
    [
        (np.array([2, 0, 2]), NUMBERED, [2, 0, 2]),
        (np.array([2, 0]), ("ant", "bee", "cat"), [2, 0]),
        (np.array([2, 3]), ("3", "2"), [1, 0]),
        (np.array(["cat", "ant"]), ("ant", "bee", "cat"), [2, 0]),
        (np.array(["2", "0"], ">U5"), NUMBERED, [2, 0]),
        (np.array(["고양이".encode(), b"cat"]), ("cat", "고양이"), [1, 0]),
        (np.array([1.0, 2.0], np.float32), NUMBERED, [1, 2]),
        (np.array([0, 0], np.uint8), NUMBERED, [0, 0]),
    ],
    ids=[
        "counted",
        "counted for names",
        "numbers as names",
        "text",
        "other byte order",
        "bytes",
        "floats",
        "one class",
    ],
)
def test_labels_become_the_classes_of_the_network(values: Any, names: tuple[str, ...], expected: list[int]) -> None:
    labels = known_labels(PATH, values, names)
    assert labels.tolist() == expected
    assert labels.dtype == np.intp


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.array([0, 5, -1]), "example 2 is of the class 5, which this network does not know; it knows 0, 1, 2."),
        (np.array([-1, 5]), "example 1 is of the class -1"),
        (np.array([2**64 - 1], np.uint64), "class 18446744073709551615"),
        (np.array([1, 1.5]), "the label of example 2 is 1.5, which is not a whole number"),
        (np.array([np.nan, 1]), "example 1 is nan"),
        (np.array([np.inf, 1]), "example 1 is inf"),
        (np.array([1e300]), "…, which"),
        (np.array(["dog", "1"]), "example 1 is of the class dog"),
        (np.array([b"1", b"\xff"]), "example 2 is of the class \ufffd"),
        (code_points(0x31, 0x110000), "the label of example 2 is not readable text"),
        (code_points(0xD800), "example 1 is of the class ?"),
        (np.array([[0, 1], [1, 0]]), "2 columns"),
        (np.array([[0, 1, 1], [1, 0, 0]]), "3 columns"),
        (np.array([["0", "1", "2"]]), "3 columns"),
    ],
)
def test_what_is_no_class_of_the_network_is_named(values: Any, said: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        known_labels(PATH, values, NUMBERED)
    assert str(refused.value).startswith("new.npz")
    assert said in str(refused.value)
    assert len(str(refused.value)) < 200


def test_of_many_classes_the_first_are_named() -> None:
    with pytest.raises(UnreadableFileError, match=r"it knows 0, 1, .*, 9, …\."):
        known_labels(PATH, np.array([100]), tuple(map(str, range(100))))
