"""The worst mistakes, and one of them enlarged."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnlab.gui.views.decision.examples.mistakes_page import MistakesPage
from tests.gui.views.decision.examples.example_runs import Run
from tests.training.inside.judged import DIGITS, IRIS
from tests.training.inside.twins import HILLS


@pytest.fixture
def page(shown):
    return shown(MistakesPage(), 940, 560)


def test_the_worst_mistake_comes_first_and_is_enlarged(page):
    answer = Run(DIGITS).show_in(page)
    cases = answer.cases
    names = cases.dataset.class_names
    assert page.cases.grid.tiles[0].key == cases.index[0]
    assert page.close_up.lines[0] == f"✗ {names[cases.truth[0]]}, taken for {names[cases.predicted[0]]}"
    assert any("(true)" in line for line in page.close_up.lines)


def test_the_example_that_the_keys_reach_is_enlarged(page):
    answer = Run(DIGITS).show_in(page)
    QTest.keyClick(page.cases.grid, Qt.Key.Key_Right)
    assert page.close_up.lines[-1] == f"example {answer.cases.index[1] + 1:,}"


def test_the_example_under_the_mouse_is_enlarged_before_that_of_the_keys(page, qtbot):
    answer = Run(DIGITS).show_in(page)
    grid = page.cases.grid
    grid.entered.emit(grid.model().index(2))
    assert page.close_up.lines[-1] == f"example {answer.cases.index[2] + 1:,}"
    grid.viewportEntered.emit()
    assert page.close_up.lines[-1] == f"example {answer.cases.index[0] + 1:,}"


def test_the_chosen_mistake_stays_chosen_where_it_still_is_one(page):
    run = Run(DIGITS)
    answer = run.show_in(page)
    QTest.keyClick(page.cases.grid, Qt.Key.Key_Right)
    run.twin.parameters[1][1].value[...] += 1e-9
    page.set_answer(run.answer(page), 1)
    assert page.close_up.lines[-1] == f"example {answer.cases.index[1] + 1:,}"


def test_the_summary_counts_the_mistakes(page):
    answer = Run(IRIS).show_in(page)
    assert f"Mistakes: {answer.wrong} of {answer.total} examples" in page.summary.text()


def test_without_a_mistake_the_least_sure_are_shown(page):
    run = Run(IRIS, weights={(1, "w"): 0, (1, "b"): [5, 0, 0]})
    run.data.validation.targets[:] = 0
    run.show_in(page)
    assert "No mistake" in page.summary.text()
    assert all("✓" in row[2] for row in page.cases.table.texts())


def test_numbers_are_shown_with_their_differences(page):
    answer = Run(HILLS, "mse").show_in(page)
    rows = page.misses.texts()
    assert len(rows) == len(answer.worst)
    assert int(rows[0][0].replace(",", "")) == answer.worst.index[0] + 1
    (table,) = page.tables()
    assert table.name == "worst_predictions"


def test_a_broken_network_says_so(page):
    Run(DIGITS, weights={(1, "b"): np.nan}).show_in(page)
    assert page.problem().startswith("⚠")
    assert not page.cases.grid.tiles


def test_the_numbers_behind_it_are_the_mistakes(page):
    answer = Run(DIGITS).show_in(page)
    (table,) = page.tables()
    rows = list(table.rows)
    assert [row[0] for row in rows] == (answer.cases.index + 1).tolist()
    assert rows[0][4] == pytest.approx(answer.cases.loss[0])
