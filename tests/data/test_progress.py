"""The progress of a stretch of longer work."""

from collections.abc import Generator

import pytest

from nnlab.data.progress import within
from tests.data.images.spoiling import finished


def work(log: list[str]) -> Generator[float, None, str]:
    try:
        yield 0.0
        yield 0.5
        yield 1.0
    finally:
        log.append("closed")
    return "done"


def test_a_stretch_of_longer_work_is_told_as_such() -> None:
    assert list(within(work([]), 0.2, 0.4)) == pytest.approx([0.2, 0.3, 0.4])
    assert finished(within(work([]), 0.2, 0.4)) == "done"


def test_giving_up_longer_work_gives_up_its_stretch() -> None:
    log: list[str] = []
    stretch = within(work(log), 0, 1)
    next(stretch)
    stretch.close()
    assert log == ["closed"]
