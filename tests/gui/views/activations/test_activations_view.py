"""The tab of the activations."""

import dataclasses

import pytest
from PySide6.QtCore import Qt

from nnlab.gui.views.activations.activations_view import PROMISE, ROWS
from nnlab.gui.views.activations.shown import BOTH


def test_before_the_first_step_the_view_says_what_will_appear(view):
    assert view._stack.currentIndex() == PROMISE
    assert view.note.text() == ""
    assert [list(table.rows) for table in view.tables()] == [[], []]


def test_a_moment_is_shown_with_its_step(view, moment):
    view.set_moment(moment([0, 10, 2040]))
    assert view._stack.currentIndex() == ROWS
    assert view.note.text() == "step 2,040 · on training examples, at most 1,000"
    assert len(view.rows.layers) == 3
    assert view.rows.accessibleDescription().startswith("1 ReLU 20: pre-activation: mean ")


def test_a_look_back_names_the_recorded_step(view, moment):
    view.set_moment(moment(at=25))
    assert view.note.text().startswith("step 20, the recorded one nearest to 25 · ")
    assert view.rows.step == 20


def test_a_sketch_is_called_what_it_is(view, moment, picture):
    view.set_moment(dataclasses.replace(moment(), picture=picture(45, is_sketch=True)))
    assert view.note.text() == "step 45 · a sample of the last batch"


def test_values_that_are_not_finite_are_counted(view, moment, relu_layer, broken_layer):
    view.set_moment(moment([0, 5], [relu_layer, broken_layer]))
    assert view.note.text().startswith("✕ 10,000 values are not finite · step 5")
    view.grab()


def test_what_is_shown_already_is_not_drawn_again(view, moment):
    now = moment()
    view.set_moment(now)
    layers = view.rows.layers
    view.rows.layers = ()  # which a view that took it again would fill
    view.set_moment(dataclasses.replace(now))
    assert view.rows.layers == ()
    view.set_moment(dataclasses.replace(now, last_step=99))
    assert view.rows.layers == layers
    assert view.rows.last_step == 99


def test_a_moment_without_a_picture_keeps_the_one_before(view, moment):
    view.set_moment(moment())
    view.set_moment(moment([], last_step=3))
    assert len(view.rows.layers) == 3


def test_another_run_leaves_only_the_promise(view, moment, facts):
    view.set_moment(moment())
    view.set_run(dataclasses.replace(facts, run_id=2))
    assert view._stack.currentIndex() == PROMISE
    assert view.rows.layers == ()
    assert view.rows.accessibleDescription() == ""
    view.set_run(None)
    assert [list(table.rows) for table in view.tables()] == [[], []]


def test_the_buttons_choose_what_is_drawn(view, moment):
    view.set_moment(moment())
    pictures = [view.grab().toImage()]
    for button in (
        view.choices.histograms[BOTH[:1]],
        view.choices.histograms[BOTH[1:]],
        view.choices.strips,
        view.choices.log,
        view.choices.shared_axis,
    ):
        button.click()
        pictures.append(view.grab().toImage())
        assert pictures[-1] != pictures[-2], button.text()
    assert view.rows.shown.histograms == ("output",)
    assert view.rows.shown.strips == "preactivation"
    assert view.rows.shown.is_log
    assert view.rows.shown.has_shared_axis


def test_three_layers_are_tall_and_fifty_scroll(qtbot, view, moment):
    view.set_moment(moment([0, 5]))
    qtbot.waitUntil(lambda: view.rows.row_height() > 120)
    bar = view.area.verticalScrollBar()
    assert bar.maximum() == 0
    view.set_moment(moment([0, 5], count=50))
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert view.rows.row_height() >= 46
    view.area.setFocus()
    qtbot.keyClick(view.area, Qt.Key.Key_PageDown)
    assert bar.value() > 300
    before = bar.value()
    qtbot.keyClick(view.area, Qt.Key.Key_Down)
    assert bar.value() > before
    view.grab()


def test_left_and_right_go_from_one_recorded_step_to_the_next(qtbot, view, moment):
    view.set_moment(moment(at=20))
    view.area.setFocus()
    for key, step in ((Qt.Key.Key_Left, 10), (Qt.Key.Key_Right, 40)):
        with qtbot.waitSignal(view.step_pointed) as signal:
            qtbot.keyClick(view.area, key)
        assert signal.args == [step]
    view.set_moment(moment())
    with qtbot.assertNotEmitted(view.step_pointed):
        qtbot.keyClick(view.area, Qt.Key.Key_Right)


def test_a_click_on_a_strip_points_to_a_step(qtbot, view, moment):
    view.set_moment(moment())
    view.grab()
    box = view.rows.strip_box(1)
    with qtbot.waitSignal(view.step_pointed) as signal:
        qtbot.mouseClick(view.rows, Qt.MouseButton.LeftButton, pos=box.center())
    assert signal.args[0] == pytest.approx(20, abs=1)


def test_the_tables_hold_every_recorded_step_and_the_shown_histograms(view, moment):
    view.set_moment(moment())
    statistics, histograms = view.tables()
    rows = list(statistics.rows)
    assert len(rows) == 4 * 3
    assert all(len(row) == len(statistics.columns) for row in rows)
    assert rows[0][:2] == ("1 ReLU 20", 0)
    assert rows[0][2] == view.rows.strips.pictures[0].layers[0].output.mean
    bins = list(histograms.rows)
    assert len(bins) == 3 * 2 * 60
    assert {row[0] for row in bins} == {40}
    counted = sum(row[5] for row in bins[:60])
    assert counted == view.rows.layers[0].preactivation.histogram.counts.sum()


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_both_themes_draw_all_of_it(view, moment, in_theme, choice):
    view.set_moment(moment())
    in_theme(choice)
    image = view.grab().toImage()
    assert image.pixelColor(20, 500).name() == ("#ffffff" if choice == "light" else "#23272e")
