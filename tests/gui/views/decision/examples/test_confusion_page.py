"""The confusion matrix shows counts, and the examples of the cell that is chosen."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnlab.gui.views.decision.examples.confusion_page import ConfusionPage
from tests.gui.views.decision.examples.example_runs import Run
from tests.training.inside.judged import CANCER, DIGITS, IRIS, SHAPES
from tests.training.inside.twins import HILLS


@pytest.fixture
def page(shown):
    return shown(ConfusionPage(), 940, 560)


def cell_centre(page, row, column) -> QPoint:
    return page.matrix.frame().cell(row, column).center().toPoint()


def full_cell(answer):
    return divmod(int(answer.counts.argmax()), len(answer.counts))


def test_without_an_answer_the_page_says_what_will_appear(page):
    assert page.question() is None
    page.set_run(Run(IRIS).facts)
    assert not page.is_content_shown()
    assert "once a run has begun" in page.promise()
    assert page.question().part == "validation"


def test_a_click_shows_the_examples_of_the_cell(page):
    answer = Run(DIGITS).show_in(page)
    row, column = full_cell(answer)
    QTest.mouseClick(page.matrix, Qt.MouseButton.LeftButton, pos=cell_centre(page, row, column))
    cases = page.cases.cases
    assert len(cases) == answer.counts[row, column]
    assert [tile.key for tile in page.cases.grid.tiles] == cases.index.tolist()
    assert page.heading.text() == page.matrix.words((row, column))
    assert page.matrix.chosen == (row, column)


def test_arrow_keys_reach_a_cell_and_return_chooses_it(page):
    Run(DIGITS).show_in(page)
    page.matrix.cell = (0, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(page.matrix, key)
    assert page.matrix.chosen == (0, 2)
    assert page.readout.text() == page.matrix.words((0, 2))


def test_a_chosen_cell_stays_chosen_when_the_counts_change(page):
    run = Run(DIGITS)
    answer = run.show_in(page)
    page.matrix.choose(full_cell(answer))
    run.twin.parameters[1][0].value[...] *= -1
    other = run.answer(page)
    page.set_answer(other, 5)
    assert page.matrix.chosen == full_cell(answer)
    assert len(page.cases.cases) == other.counts[full_cell(answer)]


def test_at_first_the_most_frequent_mistake_is_shown(page):
    answer = Run(DIGITS).show_in(page)
    assert page.matrix.chosen == answer.worst_pairs(1)[0][:2]


def test_another_part_is_another_question(page, qtbot):
    Run(IRIS).show_in(page)
    with qtbot.waitSignal(page.question_changed):
        page.parts.button("train").click()
    assert page.question().part == "train"


def test_parts_without_examples_are_not_offered(page):
    run = Run(IRIS, data__split={"train": 0.8, "validation": 0.0, "test": 0.2})
    page.set_run(run.facts)
    assert page.question().part == "test"
    assert page.parts.button("validation").isHidden()


@pytest.mark.parametrize("source", [IRIS, CANCER], ids=["iris", "cancer"])
def test_rows_are_shown_as_a_table_with_their_features(page, source):
    loss = "logistic" if source is CANCER else "softmax"
    answer = Run(source, loss).show_in(page)
    page.matrix.choose(full_cell(answer))
    rows = page.cases.table.texts()
    assert len(rows) == answer.counts.max()
    assert [row[0] for row in rows] == [f"{index + 1}" for index in page.cases.cases.index.tolist()]


def test_a_table_keeps_the_order_that_was_chosen(page):
    run = Run(IRIS)
    answer = run.show_in(page)
    page.matrix.choose(full_cell(answer))
    page.cases.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    page.set_answer(run.answer(page), 1)
    numbers = [int(row[0]) for row in page.cases.table.texts()]
    assert numbers == sorted(numbers)


def test_examples_without_finite_outputs_are_said_to_be_in_no_cell(page):
    answer = Run(IRIS, weights={(1, "w"): np.inf}).show_in(page)
    assert page.problem().startswith("⚠")
    assert str(answer.broken) in page.problem()


def test_the_numbers_behind_it_are_counts_and_shares(page):
    answer = Run(IRIS).show_in(page)
    counts, shares = page.tables()
    assert [row[1:] for row in map(list, counts.rows)] == answer.counts.tolist()
    assert [row[0] for row in shares.rows] == list(answer.class_names)


def test_names_that_are_wider_than_a_cell_are_turned(page):
    Run(SHAPES).show_in(page)
    assert page.matrix.frame().is_turned
    Run(DIGITS).show_in(page)
    assert not page.matrix.frame().is_turned


def test_the_matrix_is_said_in_words(page):
    answer = Run(DIGITS).show_in(page)
    truth, said, count = answer.worst_pairs(1)[0]
    assert f"{count} × {truth} taken for {said}" in page.matrix.accessibleDescription()


def test_both_themes_are_painted(page, in_theme):
    Run(DIGITS).show_in(page)
    pictures = []
    for choice in ("light", "dark"):
        in_theme(choice)
        pictures.append(page.matrix.grab().toImage())
    assert pictures[0] != pictures[1]


def test_it_fits_runs_with_classes():
    assert ConfusionPage.fits(Run(IRIS).facts)
    assert not ConfusionPage.fits(Run(HILLS, "mse").facts)
