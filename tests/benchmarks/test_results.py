"""What the rounds of the speed table amount to."""

import dataclasses

import pytest

from benchmarks.speed.nets import Net
from benchmarks.speed.results import Entry, Row, disturbed, row_of
from benchmarks.speed.table import table

NET = Net("2-3", (2, 3), 32, floor=2.0, limit=1.5)


def process(step: float, others: float = 0.0) -> dict[str, float]:
    return {"step": step, "sketch": 1e-4, "probe": 1.0, "others": others}


@pytest.fixture
def rounds() -> dict[Entry, list[dict[str, float]]]:
    return {
        ("ours", 1): [process(9.0, others=1.0), process(4.0)],
        ("products", 1): [process(2.5), process(8.0)],
        ("pytorch", 1): [process(12.0, others=1.0), process(13.0, others=0.5)],
        ("pytorch", 2): [process(10.0), process(11.0)],
    }


@pytest.fixture
def row(rounds: dict[Entry, list[dict[str, float]]]) -> Row:
    return row_of(NET, rounds)


def test_ratios_are_those_of_the_bests(row: Row) -> None:
    assert row.pytorch_over_ours == 10 / 4
    assert row.ours_over_products == 4 / 2.5
    assert row.scikit_learn is None


def test_statistics_are_all_sketches_and_the_probes_that_are_allowed(row: Row) -> None:
    assert row.statistics == pytest.approx(10 * 1e-4 + 0.02)
    assert dataclasses.replace(row, probe=1e-4).statistics == pytest.approx(10 * 2e-4)


def test_a_miss_is_named(row: Row) -> None:
    assert row.misses() == ["products"]
    assert dataclasses.replace(row, pytorch=7.9, sketch=0.01).misses() == ["PyTorch", "products", "statistics"]


def test_without_a_limit_nothing_is_missed(row: Row) -> None:
    assert dataclasses.replace(row, net=dataclasses.replace(NET, limit=None)).misses() == []


def test_the_table_marks_what_is_missed(row: Row) -> None:
    assert "2.50 ≥ 2 " in table([row])
    assert "1.60 ≤ 1.5 MISSED" in table([row])


def test_who_was_never_alone_is_named(rounds: dict[Entry, list[dict[str, float]]]) -> None:
    assert disturbed(rounds) == ["pytorch (1)"]
