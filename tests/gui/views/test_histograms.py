"""The panel around the rows of histograms."""

import dataclasses

import pytest
from PySide6.QtWidgets import QScrollArea

from nnlab.gui.views.histogram_columns import number_columns
from nnlab.gui.views.histograms import ColumnNames, HistogramPanel


@pytest.fixture
def panel(shown):
    return shown(HistogramPanel(), 900, 360)


def test_before_a_run_the_panel_says_what_will_appear(panel):
    assert panel._stack.currentIndex() == 0
    assert panel.note.text() == ""
    assert panel.rows.layers == ()


def test_the_note_tells_what_is_shown_and_when_it_was(panel, moment, relu_layer):
    panel.set_moment(moment([2040], [relu_layer]))
    assert panel.note.text() == "outputs on training examples, at most 1,000 · step 2,040"
    assert panel.rows.layers == (relu_layer,)
    assert panel.rows.isVisible()


def test_a_look_back_names_the_recorded_step(panel, moment, relu_layer):
    panel.set_moment(moment([0, 20, 40], [relu_layer], at=25))
    assert panel.note.text().endswith("· step 20, the recorded one nearest to 25")


def test_a_sketch_is_called_what_it_is(panel, moment, picture, relu_layer):
    sketch = picture(40, [relu_layer], is_sketch=True)
    panel.set_moment(dataclasses.replace(moment([0, 20], [relu_layer]), picture=sketch))
    assert panel.note.text() == "outputs in the last batch, a sample · step 40"


def test_values_that_are_not_finite_are_counted(panel, moment, relu_layer, broken_layer):
    panel.set_moment(moment([20], [relu_layer, broken_layer]))
    assert panel.note.text().endswith("✕ 10,000 values are not finite")


def test_a_moment_without_a_picture_keeps_the_one_before(panel, moment, relu_layer):
    panel.set_moment(moment([20], [relu_layer]))
    panel.set_moment(moment([]))
    assert panel.rows.layers == (relu_layer,)


def test_every_column_is_explained_under_the_mouse(panel, moment, relu_layer):
    panel.set_moment(moment([20], [relu_layer]))
    names = panel.findChild(ColumnNames)
    places = names._places()
    told = [names.words_at(place.center().x()) for place in places]
    assert told == [column.about for column in number_columns()]
    assert all(told)
    assert names.words_at(5) == ""


def test_clearing_leaves_only_the_promise(panel, moment, relu_layer):
    panel.set_moment(moment([20], [relu_layer]))
    panel.clear()
    assert panel._stack.currentIndex() == 0
    assert panel.note.text() == ""
    assert panel.rows.accessibleDescription() == ""


def test_what_nobody_sees_is_drawn_only_once_it_is_shown(panel, moment, relu_layer):
    panel.hide()
    panel.set_moment(moment([20], [relu_layer]))
    assert panel.rows.layers == ()
    panel.show()
    assert panel.rows.layers == (relu_layer,)


def test_the_button_puts_all_layers_on_one_axis(panel, moment, relu_layer, tanh_layer):
    panel.set_moment(moment([20], [relu_layer, tanh_layer]))
    own = panel.rows.grab().toImage()
    panel.shared_axis.click()
    assert panel.rows.grab().toImage() != own
    panel.shared_axis.click()
    assert panel.rows.grab().toImage() == own


def test_eleven_layers_fit_and_fifty_scroll(qtbot, panel, moment, relu_layer):
    bar = panel.findChild(QScrollArea).verticalScrollBar()
    panel.set_moment(moment([20], [relu_layer] * 11))
    qtbot.waitUntil(lambda: panel.rows.height() >= 11 * 26)
    assert bar.maximum() == 0
    panel.set_moment(moment([20], [relu_layer] * 50))
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert panel.rows.row_rect(49).height() >= 26
    bar.setValue(bar.maximum())
    panel.grab()
