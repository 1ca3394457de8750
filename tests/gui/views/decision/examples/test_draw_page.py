"""The pad: what is drawn is asked about, and what the network makes of it is shown."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnlab.gui.views.decision.examples.draw_page import DrawPage
from nnlab.training.inside.response import ExampleQuestion, ResponseQuestion
from tests.gui.views.decision.examples.example_runs import Run
from tests.training.inside.judged import DIGITS, IRIS, SHAPES


@pytest.fixture
def run():
    return Run(DIGITS)


@pytest.fixture
def page(shown):
    return shown(DrawPage(), 940, 560)


@pytest.fixture
def drawing(page, run):
    """Return the page with an empty pad."""
    run.show_in(page)
    page.buttons["clear"].click()
    return page


def drag(pad, *cells, button=Qt.MouseButton.LeftButton):
    """Draw from cell to cell; (x, y) in cells."""
    box, side = pad.box(), pad.side()
    places = [QPointF(box.left() + x * side, box.top() + y * side) for x, y in cells]
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(places) - 1), QEvent.Type.MouseButtonRelease]
    for kind, place in zip(kinds, [*places, places[-1]], strict=True):
        pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(kind, place, pad.mapToGlobal(place), pressed, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pad, event)


def seen(page):
    return np.frombuffer(page.question().values).reshape(8, 8)


def test_at_first_an_example_of_the_data_is_on_the_pad(page, run):
    given = run.show_in(page)
    assert page.question() == ExampleQuestion("validation", 0)
    assert (page.pad.drawn.pixels() == given.pixels).all()
    assert f"class {given.class_names[given.truth]}" in page.summary.text()
    assert f"The network says: {given.response.label}" in page.verdict.text()


def test_a_stroke_is_another_question_with_the_picture_that_is_shown(drawing, qtbot):
    with qtbot.waitSignals([drawing.question_changed] * 2):
        drag(drawing.pad, (3, 1), (3, 7))
    assert isinstance(drawing.question(), ResponseQuestion)
    assert (seen(drawing) == drawing.seen.pixels[..., 0]).all()
    assert seen(drawing).max() == 16
    assert seen(drawing).any(axis=1).all()


def test_a_drawing_is_centred_and_scaled_unless_that_is_switched_off(drawing):
    drag(drawing.pad, (1, 1), (2.5, 1), (2.5, 3.5), (1, 3.5), (1, 1))
    assert seen(drawing)[7].any()
    drawing.buttons["fit"].click()
    assert not seen(drawing)[5:].any()
    assert seen(drawing)[1, 1] > 0


def test_the_answer_is_shown_as_bars_and_strips(drawing, run):
    drag(drawing.pad, (3, 1), (3, 7))
    response = run.answer(drawing)
    drawing.set_answer(response, 1)
    likeliest = int(response.probabilities.argmax())
    assert drawing.bars.texts()[likeliest][0] == str(likeliest)
    assert f"The network says: {likeliest}" in drawing.verdict.text()
    assert drawing.strips.heading(0).startswith(f"1 ReLU 6 · {response.layers[0].silent} silent")


def test_an_empty_pad_asks_nothing(drawing):
    assert drawing.question() is None
    assert drawing.bars.texts() == []
    assert drawing.tables() == ()
    drawing.pad.grab()


def test_the_right_button_erases(drawing):
    drag(drawing.pad, (3, 1), (3, 7))
    drag(drawing.pad, (3, 1), (3, 3), (3, 5), (3, 7), button=Qt.MouseButton.RightButton)
    drag(drawing.pad, (3, 2), (3, 4), (3, 6), button=Qt.MouseButton.RightButton)
    assert drawing.pad.drawn.is_empty
    assert drawing.question() is None


def test_the_left_button_erases_where_that_is_chosen(drawing):
    drag(drawing.pad, (2, 2))
    drawing.buttons["erase"].click()
    drag(drawing.pad, (2, 2))
    assert drawing.pad.drawn.is_empty


def test_the_keys_ink_cell_by_cell(drawing):
    drawing.pad.cell = (0, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(drawing.pad, key)
    expected = np.zeros((8, 8))
    expected[1, 1:3] = 16
    assert (seen(drawing) == expected).all()
    QTest.keyClick(drawing.pad, Qt.Key.Key_Space)
    assert seen(drawing).sum() == 16
    QTest.keyClick(drawing.pad, Qt.Key.Key_Delete)
    assert drawing.question() is None


def test_space_on_the_pad_does_not_start_the_run(drawing):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
    event.ignore()
    QApplication.sendEvent(drawing.pad, event)
    assert event.isAccepted()


def test_an_example_can_be_drawn_on(page, run):
    given = run.show_in(page)
    row, column = np.argwhere(given.pixels[..., 0] == 0)[0]
    drag(page.pad, (column + 0.5, row + 0.5))
    changed = seen(page)
    assert changed[row, column] > 0
    assert (changed >= given.pixels[..., 0]).all()


def test_the_next_and_the_previous_example_are_taken_from_the_data(page, run):
    run.show_in(page)
    page.buttons["next"].click()
    assert page.question() == ExampleQuestion("validation", 1)
    given = run.answer(page)
    page.set_answer(given, 0)
    assert (page.pad.drawn.pixels() == given.pixels).all()
    page.buttons["previous"].click()
    assert page.question() == ExampleQuestion("validation", 0)
    page.buttons["random"].click()
    assert isinstance(page.question(), ExampleQuestion)


def test_another_step_of_the_run_leaves_the_drawing_as_it_is(drawing, run):
    drag(drawing.pad, (3, 1), (3, 7))
    question = drawing.question()
    drawing.set_answer(run.answer(drawing), 1)
    drawing.set_answer(run.answer(drawing), 2)
    assert drawing.question() == question


def test_a_run_on_the_same_data_is_asked_about_the_same_drawing(drawing):
    drag(drawing.pad, (3, 1), (3, 7))
    question = drawing.question()
    drawing.set_run(Run(DIGITS, seed=5).facts)
    assert drawing.question() == question


def test_a_unit_under_the_mouse_or_the_keys_says_its_output(page, run):
    given = run.show_in(page)
    box, _, _ = page.strips.strip(0)
    QTest.mouseMove(page.strips, box.center().toPoint() - QPoint(int(box.width()) // 2 - 3, 0))
    value = given.response.layers[0].output[0]
    assert page.readout.text().startswith("1 ReLU 6, unit 1: output")
    QTest.keyClick(page.strips, Qt.Key.Key_Down)
    assert page.readout.text().startswith("Output, unit 1")
    assert np.isfinite(value)


def test_outputs_that_are_not_finite_are_told(page):
    Run(DIGITS, weights={(1, "b"): np.nan}).show_in(page)
    assert page.problem().startswith("⚠")
    assert page.verdict.text() == "The network names no class."
    assert "not finite" in page.strips.heading(1)
    page.grab()


def test_a_loss_without_probabilities_has_scores(page):
    Run(DIGITS, "hinge").show_in(page)
    assert page.bars.accessibleName() == "Scores of the classes"
    page.grab()


def test_the_numbers_behind_it_are_probabilities_and_outputs(page, run):
    given = run.show_in(page)
    classes, outputs = page.tables()
    assert [row[1] for row in classes.rows] == given.response.probabilities.tolist()
    assert len(list(outputs.rows)) == 6 + 10


def test_it_fits_small_grey_images():
    assert DrawPage.fits(Run(DIGITS).facts)
    assert not DrawPage.fits(Run(SHAPES).facts)
    assert not DrawPage.fits(Run(IRIS).facts)
