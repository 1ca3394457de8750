"""The layers with a few numbers each."""

import pytest
from PySide6.QtCore import Qt

from nnlab.gui.views.gradients.layer_list import LayerList, ListArea, Row


@pytest.fixture
def layers(shown):
    layers = shown(LayerList("Ratios", ("ratio", ""), ("0.00123", "▲ high")), 260, 300)
    layers.set_rows([Row(place, f"{place + 1} ReLU 20", (f"{place}", "✓")) for place in range(3)], 4)
    return layers


def click(qtbot, layers, place):
    qtbot.mouseClick(layers, Qt.MouseButton.LeftButton, pos=layers.row_rect(place).center())


def test_a_click_chooses_a_layer_and_another_lets_go_of_it(layers, qtbot):
    chosen = []
    layers.layer_chosen.connect(chosen.append)
    click(qtbot, layers, 1)
    click(qtbot, layers, 1)
    assert chosen == [1, None]


def test_the_arrows_choose_a_layer(layers, qtbot):
    chosen = []
    layers.layer_chosen.connect(chosen.append)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Escape)
    for key in keys:
        qtbot.keyClick(layers, key)
    assert chosen == [0, 1, 2, 1, 0, None]


def test_where_one_must_be_chosen_the_first_one_is(shown, qtbot):
    layers = shown(LayerList("Means", ("mean",), ("0.00123",), must_choose=True))
    layers.set_rows([Row(2, "3 ReLU 20", ("1",)), Row(3, "4 ReLU 20", ("1",))], 5)
    assert layers.chosen == 2
    click(qtbot, layers, 0)
    qtbot.keyClick(layers, Qt.Key.Key_Escape)
    assert layers.chosen == 2


def test_a_layer_that_is_gone_is_not_chosen_any_more(layers):
    layers.choose(2)
    layers.set_rows([Row(0, "1 ReLU 20", ("0", "✓"))], 2)
    assert layers.chosen is None


def test_rows_are_told_in_words(layers):
    assert layers.accessibleDescription().startswith("1 ReLU 20: ratio 0")


def test_fifty_layers_ask_for_the_height_of_all(layers):
    layers.set_rows([Row(place, f"{place + 1} ReLU 20", ("1", "")) for place in range(50)], 50)
    assert layers.minimumHeight() > 50 * 14
    layers.grab()


def test_a_chosen_layer_comes_into_sight(shown, qtbot):
    layers = LayerList("Ratios", ("ratio",), ("0.00123",))
    area = shown(ListArea(layers), 200, 160)
    layers.set_rows([Row(place, f"{place + 1} ReLU 20", ("1",)) for place in range(50)], 50)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    layers.choose(49)
    assert area.verticalScrollBar().value() > 0
    assert area.minimumSizeHint().width() > layers.minimumSizeHint().width()
