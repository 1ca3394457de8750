"""The bar at the bottom: buttons, speed, progress and the latest numbers."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from nnlab.gui.views.actions import Actions
from nnlab.gui.views.transport import FASTEST, NOTCHES, SLOWEST, Transport
from nnlab.gui.views.word_button import ICON, WORDS
from tests.gui.views.news import evaluation


@pytest.fixture
def actions(qapp):
    owner = QObject()
    yield Actions(owner)
    owner.deleteLater()


@pytest.fixture
def bar(shown, actions):
    return shown(Transport(actions.transport()), 1280, 64)


def test_every_button_triggers_its_action(qtbot, bar, actions):
    expected = ["start", "step_batch", "step_epoch", "stop", "restart", "new_seed"]
    buttons = bar.findChildren(QToolButton)
    assert len(buttons) == len(expected)
    for button, name in zip(buttons, expected, strict=True):
        with qtbot.waitSignal(getattr(actions, name).triggered):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_disabled_action_disables_its_button(bar, actions):
    actions.stop.setEnabled(False)
    disabled = [button.text() for button in bar.findChildren(QToolButton) if not button.isEnabled()]
    assert disabled == ["Stop"]


def test_where_there_is_no_room_the_icons_stand_alone(shown, actions):
    bar = shown(Transport(actions.transport()), 1280, 64)
    buttons = bar.findChildren(QToolButton)
    assert {button.toolButtonStyle() for button in buttons} == {WORDS}
    bar.resize(bar.minimumSizeHint().width(), 64)
    assert {button.toolButtonStyle() for button in buttons} == {ICON}
    assert all(button.width() >= button.iconSize().width() for button in buttons)
    assert all(button.toolTip() for button in buttons)
    bar.resize(1280, 64)
    assert {button.toolButtonStyle() for button in buttons} == {WORDS}


def test_the_words_in_the_progress_bar_come_before_those_of_the_buttons(shown, actions, snapshot):
    bar = shown(Transport(actions.transport()), 900, 64)
    bar.set_snapshot(snapshot([0.5] * 130))
    bar.set_time_left(3599)
    assert {button.toolButtonStyle() for button in bar.findChildren(QToolButton)} == {ICON}
    assert bar.progress.width() > bar.progress.fontMetrics().horizontalAdvance(bar.progress.text())


def test_words_half_again_as_long_are_not_cut(shown, actions):
    for action in actions.all():
        action.setText(action.text() + action.text()[: len(action.text()) // 2])
    bar = shown(Transport(actions.transport()), 1280, 64)
    assert bar.minimumSizeHint().width() < 700
    for button in bar.findChildren(QToolButton):
        assert button.width() >= button.sizeHint().width()


def test_a_shorter_word_leaves_the_other_buttons_where_they_are(bar, actions):
    stop = bar.findChildren(QToolButton)[3]
    actions.set_start("Go on with it", "", "start")
    bar.layout().activate()
    before = stop.x()
    actions.set_start("Go", "", "start")
    bar.layout().activate()
    assert stop.x() == before


def test_the_loss_stands_in_where_there_is_no_accuracy(bar, snapshot):
    bar.set_snapshot(snapshot([0.9], evaluations=[evaluation(1, "validation", 0.3, None)]))
    assert bar.latest.text() == "loss 0.900 · validation 0.300 · 1,333 steps/s"


def test_the_state_is_shown_whole_or_with_an_ellipsis_and_whole_in_its_tooltip(bar):
    bar.set_state("Ready")
    assert bar.state.shown_text() == "Ready"
    long = "Diverged: not a number from step 3, first in the output layer " * 5
    bar.set_state(long)
    assert bar.state.shown_text().endswith("…")
    assert bar.state.toolTip() == bar.state.text() == long
    assert bar.minimumSizeHint().width() <= 1280


def test_markup_in_a_state_is_not_interpreted(bar):
    bar.set_state("<b>x</b>")
    assert bar.state.textFormat() is Qt.TextFormat.PlainText
    assert bar.state.shown_text() == "<b>x</b>"


def test_progress_follows_the_steps_and_names_the_epoch(bar, snapshot):
    bar.set_snapshot(snapshot([0.5] * 130))
    assert (bar.progress.value(), bar.progress.maximum()) == (325, 1000)
    assert bar.progress.text() == "epoch 6 / 20"


def test_the_time_left_stands_beside_the_epoch(bar, snapshot):
    bar.set_snapshot(snapshot([0.5] * 130))
    bar.set_time_left(72.4)
    assert bar.progress.text() == "epoch 6 / 20 · 1 min 12 s left"
    bar.set_time_left(None)
    assert bar.progress.text() == "epoch 6 / 20"


def test_the_latest_numbers_stay_until_newer_ones_come(bar, snapshot):
    bar.set_snapshot(snapshot([0.9, 0.1234], evaluations=[evaluation(2, "validation", 0.3, 0.9777)]))
    assert bar.latest.text() == "loss 0.123 · validation 97.8 % · 1,333 steps/s"
    bar.set_snapshot(snapshot([], 2, evaluations=[evaluation(2, "train", 0.3, 0.1)]))
    assert bar.latest.text() == "loss 0.123 · validation 97.8 % · 1,333 steps/s"
    bar.set_snapshot(snapshot([np.nan], 2))
    assert bar.latest.text().startswith("loss NaN")


def test_a_rate_that_is_not_known_is_not_shown(bar, snapshot):
    bar.set_snapshot(snapshot([0.5], rate=0.0))
    assert bar.latest.text() == "loss 0.500"


def test_clearing_forgets_progress_and_numbers(bar, snapshot):
    bar.set_snapshot(snapshot([0.5] * 130))
    bar.set_time_left(10)
    bar.clear()
    assert (bar.progress.value(), bar.progress.text(), bar.latest.text()) == (0, "", "")


def test_the_speed_goes_from_one_step_a_second_by_equal_ratios_to_full(bar):
    assert bar.speed.value() == NOTCHES
    assert bar.steps_per_second() is None
    assert bar.speed_words.text() == "full"
    chosen = []
    for notch in range(NOTCHES):
        bar.speed.setValue(notch)
        chosen.append(bar.steps_per_second())
    assert (chosen[0], chosen[-1]) == (SLOWEST, pytest.approx(FASTEST))
    ratios = np.divide(chosen[1:], chosen[:-1])
    np.testing.assert_allclose(ratios, ratios[0])


def test_a_chosen_speed_is_told_and_shown(qtbot, bar):
    with qtbot.waitSignal(bar.speed_chosen) as slow:
        bar.speed.setValue(0)
    assert slow.args == [1.0]
    assert bar.speed_words.text() == "1/s"
    with qtbot.waitSignal(bar.speed_chosen) as full:
        bar.speed.setValue(NOTCHES)
    assert full.args == [None]


def test_the_first_button_can_take_the_keyboard(qtbot, bar):
    bar.activateWindow()
    bar.focus_start()
    qtbot.waitUntil(bar.findChildren(QToolButton)[0].hasFocus)
