"""A lesson in the real window: the question, a prediction, the experiments, and what they showed."""

import pytest
from PySide6.QtCore import QPoint, Qt

from nnlab.lessons.reading import shipped
from tests.gui.driving import press

LESSONS = [each.name for each in shipped()]


@pytest.fixture
def lesson(qtbot, open_window):
    """Open the lessons at one that is measured at once."""
    bench = open_window()
    _ = bench.window.live
    press(bench, "lessons")
    bench.guide.lessons.show(LESSONS.index("zero-centred"))
    return bench


def page_of(bench):
    return bench.window.guide.lesson


def run(qtbot, bench):
    page_of(bench).answers.choose(1)
    page_of(bench).run.click()
    qtbot.waitUntil(lambda: not bench.guide.lessons.is_busy, timeout=60_000)


def test_the_question_comes_first_and_the_answer_after_a_prediction(qtbot, lesson):
    page = page_of(lesson)
    assert page.isVisible()
    assert page.question.text() == "What is wrong with inputs that are never negative?"
    assert "Pixels are never negative" in page.intro.text()
    assert "What happens" not in page.intro.text()
    assert not page.run.isEnabled()
    assert not page.text.isVisible()
    page.answers.choose(1)
    assert page.run.isEnabled()


def test_claims_are_measured_and_then_the_reasons_are_told(qtbot, lesson):
    run(qtbot, lesson)
    page = page_of(lesson)
    assert page.text.isVisible()
    assert [card.verdict.text() for card in page.cards] == ["holds"] * 8
    assert page.cards[0].title.text().startswith("✓ With raw pixels")
    assert page.cards[0].numbers.text() == "measured 100\u00a0%\nexpected ≥\u00a099\u00a0%"


def test_what_was_predicted_and_measured_is_still_there_after_another_lesson(qtbot, lesson):
    run(qtbot, lesson)
    place = LESSONS.index("zero-centred")
    lesson.guide.lessons.show(place + 1)
    page = page_of(lesson)
    assert not page.text.isVisible()
    assert not page.run.isEnabled()
    lesson.guide.lessons.show(place)
    assert page.answers.buttons.checkedId() == 1
    assert page.cards[0].verdict.text() == "holds"
    assert page.text.isVisible()


def test_the_runs_of_a_lesson_are_compared_and_looked_at_in_the_views(qtbot, lesson):
    lesson.guide.lessons.show(LESSONS.index("symmetry"))
    run(qtbot, lesson)
    assert [each.name for each in lesson.comparing.shelf.runs] == [
        "All weights zero, ReLU",
        "All weights zero, tanh",
        "He weights",
    ]
    page_of(lesson).experiment_asked.emit("he")
    assert lesson.runs.record is lesson.comparing.shelf.runs[2].record
    assert lesson.draft.spec.name == "He weights"
    assert not lesson.files.is_unsaved


def test_an_experiment_that_was_not_run_comes_into_the_form_as_one_step_of_undo(qtbot, lesson):
    run(qtbot, lesson)
    before = lesson.draft.spec
    page_of(lesson).experiment_asked.emit("raw")
    assert lesson.draft.spec.preprocessing == ()
    lesson.draft.undo_stack.undo()
    assert lesson.draft.spec == before


def test_it_leads_to_the_view_that_shows_it(qtbot, lesson):
    run(qtbot, lesson)
    page_of(lesson).view_asked.emit("data", "centred")
    assert lesson.window.tabs.key == "data"
    assert lesson.draft.spec.name == "Centred pixels"


def test_a_lesson_can_be_given_up(qtbot, lesson):
    lesson.guide.lessons.show(LESSONS.index("batch-normalisation"))
    page = page_of(lesson)
    page.answers.choose(0)
    page.run.click()
    page.cancel.click()
    assert not lesson.guide.lessons.is_busy
    assert page.doing.text() == "Cancelled; nothing was measured."
    assert page.run.isVisible()


def test_words_beside_an_answer_are_clicked_too_and_terms_are_explained(qtbot, lesson):
    page = page_of(lesson)
    row = page.answers._rows[2]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 5, 5))
    assert page.answers.buttons.checkedId() == 2
    assert page.intro.explanation("glossary:sigmoid") == "The activation 1/(1 + e⁻ˣ), between 0 and 1."
    assert page.intro.explanation("https://example.org") == ""


def test_a_lesson_under_way_ends_with_the_window(qtbot, lesson):
    lesson.guide.lessons.show(LESSONS.index("batch-normalisation"))
    page_of(lesson).answers.choose(0)
    page_of(lesson).run.click()
    lesson.close()
