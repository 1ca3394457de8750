"""A lesson in the real window: the question, a prediction, the experiments, and what they showed."""

import pytest
from PySide6.QtCore import QPoint, Qt

from nnlab.lessons.reading import shipped
from nnlab.spec.document import new_spec
from nnlab.store.experiment_file import Experiment, open_experiment, save
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


def test_one_lesson_leads_to_the_next_and_the_last_to_none(qtbot, lesson):
    run(qtbot, lesson)
    page = page_of(lesson)
    page.next.click()
    assert page.choice.currentIndex() == LESSONS.index("zero-centred") + 1
    assert not page.next.isVisible()
    lesson.guide.lessons.show(len(LESSONS) - 1)
    run(qtbot, lesson)
    assert not page.next.isVisible()


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


def test_what_was_done_is_handed_in_with_the_file(qtbot, lesson, open_window, tmp_path, fake_dialogs):
    run(qtbot, lesson)
    assert lesson.files.is_unsaved
    path = tmp_path / "handed-in.nnlab"
    lesson.files._dialogs.path = path
    with qtbot.waitSignal(lesson.files.saved):
        press(lesson, "save_as")
    assert not lesson.files.is_unsaved
    (kept,) = open_experiment(path).lessons.lessons
    assert (kept.lesson, kept.predicted, kept.answer) == ("zero-centred", 1, "They all have the same sign")
    assert kept.held == len(kept.claims) == 8
    other = open_window()
    _ = other.window.live
    press(other, "lessons")
    other.open(path)
    other.guide.lessons.show(LESSONS.index("zero-centred"))
    page = page_of(other)
    assert page.answers.buttons.checkedId() == 1
    assert [card.verdict.text() for card in page.cards] == ["holds"] * 8
    assert page.text.isVisible()


def test_lessons_stay_with_other_experiments_but_not_with_other_files(qtbot, lesson, tmp_path):
    run(qtbot, lesson)
    done = lesson.files.lessons
    lesson.files.open_example("spirals")
    assert lesson.files.lessons is done
    path = tmp_path / "other.nnlab"
    save(path, Experiment(new_spec()))
    lesson.files.open(path)
    assert lesson.files.lessons.lessons == ()
    assert not page_of(lesson).text.isVisible()


def test_the_run_of_a_lesson_is_shown_without_a_question(qtbot, lesson, fake_dialogs):
    lesson.guide.lessons.show(LESSONS.index("symmetry"))
    run(qtbot, lesson)
    assert lesson.files.is_unsaved
    for name in ("he", "zeros"):
        page_of(lesson).experiment_asked.emit(name)
        assert lesson.draft.spec.network.layers[0].init.kind == name
    assert lesson.files.is_unsaved  # the lesson, not the run
