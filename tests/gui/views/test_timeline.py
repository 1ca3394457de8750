from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from nnlab.gui.views.timeline import Timeline

RECORDED, KEPT = [0, 1, 2, 50, 100, 400], [0, 2, 100]


@pytest.fixture
def timeline(shown: Callable[..., Any]) -> Timeline:
    widget: Timeline = shown(Timeline(), 800, 40)
    widget.set_recorded(RECORDED, KEPT, 400)
    return widget


def chosen(timeline: Timeline) -> list[int | None]:
    """Return a list that fills with what is chosen; None for the present."""
    found: list[int | None] = []
    timeline.step_chosen.connect(found.append)
    timeline.present_chosen.connect(lambda: found.append(None))
    return found


def at(timeline: Timeline, step: float) -> QPoint:
    return QPoint(round(timeline.place(step)), timeline.height() // 2)


def test_a_click_goes_to_its_step(timeline: Timeline, qtbot: Any) -> None:
    found = chosen(timeline)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 200))
    assert found[0] == pytest.approx(200, abs=2)


def test_dragging_follows_the_mouse_and_ends_at_the_present(timeline: Timeline, qtbot: Any) -> None:
    found = chosen(timeline)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 100))
    for step in (50, 0, -30, 399.9):
        qtbot.mouseMove(timeline, at(timeline, step))
    assert found[0] == pytest.approx(100, abs=2)
    assert found[1] == pytest.approx(50, abs=2)
    assert found[2:] == [0, 0, None]


@pytest.mark.parametrize(
    ("here", "key", "there"),
    [
        (None, Qt.Key.Key_Left, 400),
        (400, Qt.Key.Key_Right, None),
        (100, Qt.Key.Key_Left, 50),
        (2, Qt.Key.Key_Right, 50),
        (0, Qt.Key.Key_Left, 0),
        (400, Qt.Key.Key_PageUp, 0),
        (50, Qt.Key.Key_Home, 0),
        (50, Qt.Key.Key_End, None),
    ],
)
def test_keys_go_from_recorded_step_to_recorded_step(
    timeline: Timeline, qtbot: Any, here: int | None, key: Qt.Key, there: int | None
) -> None:
    timeline.set_shown(here, "")
    found = chosen(timeline)
    qtbot.keyClick(timeline, key)
    assert found == [there]


def test_without_a_run_there_is_nothing_to_choose(shown: Callable[..., Any]) -> None:
    timeline = shown(Timeline(), 800, 40)
    timeline.set_recorded((), (), 0)
    found = chosen(timeline)
    timeline.move_by(-1)
    assert found == []
    assert not timeline.isEnabled()


def test_it_says_in_words_what_is_shown(timeline: Timeline) -> None:
    timeline.set_shown(50, "step 50")
    assert timeline.accessibleDescription() == "step 50"
    assert timeline.accessibleName() == "Timeline"


def test_another_run_has_other_steps(timeline: Timeline, qtbot: Any) -> None:
    timeline.set_recorded([0, 1, 2, 3, 4, 7], [0], 7)
    timeline.set_shown(None, "now")
    found = chosen(timeline)
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert found == [7]
