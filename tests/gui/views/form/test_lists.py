import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def units(shown):
    return [shown.line(f"Layer {number}: units").text() for number in range(1, 4)]


def focused_name():
    return QApplication.focusWidget().accessibleName()


def drag(qtbot, grip, onto):
    """Drag a card by its grip to just below the middle of another."""
    target = onto.mapToGlobal(QPoint(8, onto.height() // 2 + 2))
    qtbot.mousePress(grip, LEFT)
    qtbot.mouseMove(grip, grip.mapFromGlobal(target))
    qtbot.mouseRelease(grip, LEFT, pos=grip.mapFromGlobal(target))


@pytest.fixture
def three(shown):
    """Show three layers that can be told apart."""
    shown.set_layers(10, 20, 30)
    return shown


def test_layers_are_shown_from_the_input_down(three):
    assert units(three) == ["10", "20", "30"]


def test_the_button_adds_a_layer_at_the_end_and_gives_it_the_focus(qtbot, three):
    qtbot.mouseClick(three.find("Add layer"), LEFT)
    assert three.reported == [("layer_added", 3)]
    assert units(three) == ["10", "20", "30"]  # the document decides
    three.set_layers(10, 20, 30, 40)
    assert focused_name() == "Layer 4"


@pytest.mark.parametrize("way", ["button", "key", "action"])
def test_a_layer_is_duplicated(qtbot, three, way):
    card = three.find("Layer 2")
    if way == "button":
        qtbot.mouseClick(three.find("Duplicate layer 2", QToolButton), LEFT)
    elif way == "key":
        three.line("Layer 2: units").setFocus()
        qtbot.keyClick(three.line("Layer 2: units"), Qt.Key.Key_D, CONTROL)
    else:
        card.duplicate.trigger()
    assert three.reported == [("layer_duplicated", 1)]
    three.set_layers(10, 20, 20, 30)
    assert focused_name() == "Layer 3"


def test_a_layer_is_removed_by_its_button(qtbot, three):
    qtbot.mouseClick(three.find("Remove layer 1", QToolButton), LEFT)
    assert three.reported == [("layer_removed", 0)]


def test_a_layer_is_removed_by_the_key_when_the_card_has_the_focus(qtbot, three):
    card = three.find("Layer 2")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert three.reported == [("layer_removed", 1)]
    three.set_layers(10, 30)
    assert focused_name() == "Layer 2"
    assert three.line("Layer 2: units").text() == "30"


@pytest.mark.parametrize("name", ["Layer 2: units", "Layer 2: activation", "Layer 2: details"])
def test_delete_inside_a_card_removes_nothing(qtbot, three, name):
    field = three.find(name)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert not [one for one in three.reported if one[0] == "layer_removed"]


def test_the_last_layer_stays_and_says_why(shown):
    shown.set_layers(10)
    button = shown.find("Remove layer 1", QToolButton)
    assert not button.isEnabled()
    assert "at least one" in button.toolTip()
    shown.set_layers(10, 20)
    assert shown.find("Remove layer 1", QToolButton).isEnabled()
    assert "Del" in shown.find("Remove layer 1", QToolButton).toolTip()


@pytest.mark.parametrize(("key", "end"), [(Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 2)])
@pytest.mark.parametrize("name", ["Layer 2", "Layer 2: units", "Layer 2: init"])
def test_keys_move_a_layer_from_anywhere_inside_it(qtbot, three, name, key, end):
    widget = three.find(name)
    widget.setFocus()
    qtbot.keyClick(widget, key, ALT)
    assert three.reported == [("layer_moved", 1, end)]


def test_the_focus_and_open_details_follow_a_layer_that_moves(qtbot, three):
    three.find("Layer 1: details").setChecked(True)
    field = three.line("Layer 1: units")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down, ALT)
    three.set_layers(20, 10, 30)
    assert field.hasFocus()
    assert field.accessibleName() == "Layer 2: units"
    assert units(three) == ["20", "10", "30"]
    assert three.find("Layer 2: details").isChecked()
    assert not three.find("Layer 1: details").isChecked()


def test_a_move_past_the_end_does_nothing(qtbot, three):
    card = three.find("Layer 3")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Down, ALT)
    assert three.reported == []


@pytest.mark.parametrize(("start", "onto", "end"), [(1, 3, 2), (1, 2, 1), (3, 1, 1)])
def test_a_drag_by_the_grip_moves_a_layer_below_another(qtbot, three, start, onto, end):
    drag(qtbot, three.find(f"Layer {start}").grip, three.find(f"Layer {onto}"))
    assert three.reported == [("layer_moved", start - 1, end)]


def test_a_drag_back_to_its_place_does_nothing(qtbot, three):
    drag(qtbot, three.find("Layer 2").grip, three.find("Layer 2"))
    assert three.reported == []


def test_a_request_that_is_not_met_leaves_the_document_s_order(qtbot, three):
    card = three.find("Layer 1")
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Down, ALT)
    three.show()
    assert units(three) == ["10", "20", "30"]


def test_cards_are_reused(three):
    before = [three.find(f"Layer {number}") for number in (1, 2, 3)]
    three.set_layers(7, 8, 9, 11)
    assert [three.find(f"Layer {number}") for number in (1, 2, 3)] == before


def test_edits_of_a_moved_card_report_the_new_place(qtbot, three):
    field = three.line("Layer 1: units")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down, ALT)
    three.set_layers(20, 10, 30)
    three.reported.clear()
    field.selectAll()
    qtbot.keyClicks(field, "5")
    assert three.reported == [("value_edited", "network.layers.1.units", 5, True)]


def test_a_step_is_added_from_the_menu(shown):
    menu = shown.find("Add step").menu_
    assert [action.text() for action in menu.actions()] == ["Centre", "Normalise", "PCA", "Whiten"]
    menu.actions()[1].trigger()
    assert shown.reported == [("step_added", "normalize")]


def test_a_step_is_removed_and_moved(qtbot, shown):
    first = shown.find("Step 1, Centre")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down, ALT)
    qtbot.mouseClick(shown.find("Remove step 2", QToolButton), LEFT)
    drag(qtbot, shown.find("Step 2, Normalise").grip, shown.find("Step 1, Centre"))
    assert shown.reported == [("step_moved", 0, 1), ("step_removed", 1)]


def test_steps_that_change_places_show_their_own_options(shown):
    center, normalize = shown.document["preprocessing"]
    shown.show(preprocessing=[normalize, center, {"kind": "normalize", "by": "range"}])
    assert shown.choice("Step 1, Normalise: by").currentText() == "by deviation"
    assert shown.choice("Step 2, Centre: mean").currentText() == "per feature"
    assert shown.choice("Step 3, Normalise: by").currentText() == "by range"


def test_without_a_step_the_form_says_what_that_means(shown):
    shown.show(preprocessing=[])
    assert any("raw examples" in label.text() and label.isVisible() for label in shown.form.findChildren(QLabel))
