"""The examples as images and as rows: which are shown, where the mouse is, and what is copied."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QSlider

from nnlab.data.dataset import Dataset
from nnlab.data.split import Split
from nnlab.gui import theme
from nnlab.gui.views.data.example_grid import SIDES
from nnlab.gui.views.data.examples import ExamplesPanel
from tests.gui.views.data.small_sets import colours_of, images, numbers_to_meet, split_of, table


@pytest.fixture
def panel(shown):
    return shown(ExamplesPanel(), 900, 500)


@pytest.fixture
def grid(panel):
    panel.set_dataset(images(), split_of(50))
    return panel.grid


@pytest.fixture
def rows(panel):
    panel.set_dataset(table(), split_of(100))
    return panel.table


def cell(view, row, column=0):
    return view.visualRect(view.model().index(row, column))


def text(view, row, column):
    return view.model().index(row, column).data()


def move_mouse(view, position):
    at = QPointF(position)
    nothing = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), moved)


def test_without_data_a_sentence_promises_them(panel):
    assert not panel.is_content_shown()
    assert panel.promise() == "The examples appear here once data are loaded."
    panel.set_dataset(images(), split_of(50))
    assert panel.is_content_shown()
    panel.set_dataset(None, None)
    assert not panel.is_content_shown()


def test_images_are_a_grid_and_rows_a_table(panel):
    for dataset, view in ((images(), panel.grid), (table(), panel.table), (numbers_to_meet(), panel.table)):
        panel.set_dataset(dataset, split_of(len(dataset.x)))
        assert panel.view() is view
        assert view.isVisible()
        assert view.model().rowCount() == len(dataset.x)


def test_an_image_is_drawn_sharp_with_its_part_below(panel, grid):
    box = grid.image_box(cell(grid, 30))
    assert (box.width(), box.height()) == (70, 56)  # 14 times as large
    assert colours_of(grid.viewport(), box) == {"#4c4c4c", "#ffffff"}  # 30 and 100 of 100
    below = box.translated(0, box.height() + 2)
    below.setHeight(6)
    assert theme.current().validation in colours_of(grid.viewport(), below)


def test_large_images_are_made_smaller(panel):
    x = np.zeros((10, 400, 200, 3), np.uint8)
    panel.set_dataset(Dataset(x, np.arange(10) % 2, ("a", "b")), split_of(10))
    box = panel.grid.image_box(cell(panel.grid, 0))
    assert (box.width(), box.height()) == (36, 72)


def test_the_size_of_images_can_be_chosen_and_keeps_the_current_one_in_sight(panel, grid):
    panel.show_example(40)
    for place, side in enumerate(SIDES):
        panel.filters.side_slider.setValue(place)
        box = grid.image_box(cell(grid, 39))
        assert abs(box.width() - side) <= 3
        assert grid.viewport().rect().contains(cell(grid, 39).center())


def test_cells_fill_the_line(panel, grid):
    assert cell(grid, 0).top() == cell(grid, 1).top()
    last = max(row for row in range(50) if cell(grid, row).top() == cell(grid, 0).top())
    bar = grid.verticalScrollBar().sizeHint().width()
    assert 0 <= grid.maximumViewportSize().width() - bar - cell(grid, last).right() <= last + 2


def test_only_what_is_seen_is_made(panel, shown, monkeypatch):
    panel.set_dataset(images(20_000), split_of(20_000))
    drawn = []
    monkeypatch.setattr(panel.grid, "paint_example", lambda *about: drawn.append(about[2]))
    panel.grid.viewport().repaint()
    assert 0 < len(drawn) < 200


def test_the_filters_choose_part_and_class(panel, grid):
    assert panel.note.text() == "50 examples"
    panel.filters.part_choice.setCurrentText("test")
    assert panel.note.text() == "10 of 50 examples"
    panel.filters.class_choice.setCurrentText("odd")
    assert panel.note.text() == "5 of 50 examples"
    assert [text(grid, row, 0) for row in range(5)] == ["odd"] * 5
    panel.filters.part_choice.setCurrentIndex(0)
    assert panel.note.text() == "25 of 50 examples"


def test_what_a_limit_leaves_out_can_be_chosen_only_where_there_is_such(panel):
    panel.set_dataset(images(), split_of(50))
    assert panel.filters.part_choice.findText("left out") < 0
    panel.set_dataset(images(), Split(np.arange(10), np.arange(30, 40), np.arange(40, 50)))
    panel.filters.part_choice.setCurrentText("left out")
    assert panel.note.text() == "20 of 50 examples"
    assert panel.grid.words_at(cell(panel.grid, 0).bottomLeft() - QPoint(0, 2)).startswith("example 11 · left out")


def test_a_part_without_examples_says_so(panel):
    panel.set_dataset(images(10), Split(np.arange(10), *[np.empty(0, np.intp)] * 2))
    panel.filters.part_choice.setCurrentText("test")
    assert panel.note.text() == "0 of 10 examples"
    assert panel.readout.text() == "No example is of this part and this class."


@pytest.mark.parametrize("dataset", [images(0), table(0), numbers_to_meet(0)])
def test_no_examples_are_no_trouble(panel, dataset):
    panel.set_dataset(dataset, split_of(0))
    assert panel.note.text() == "0 examples"
    assert not panel.show_example(1)
    panel.grab()


def test_numbers_to_be_met_have_no_classes_to_choose(panel):
    panel.set_dataset(numbers_to_meet(), split_of(100))
    assert not panel.filters.class_choice.isVisible()
    panel.set_dataset(table(), split_of(100))
    assert panel.filters.class_choice.isVisible()


def test_the_current_example_stays_current_where_the_filter_lets_it(panel, rows):
    panel.show_example(72)
    panel.filters.part_choice.setCurrentText("validation")
    assert panel.current() == 71
    panel.filters.part_choice.setCurrentText("train")
    assert panel.current() is None


def test_another_data_set_starts_with_all_of_it(panel, grid):
    panel.filters.class_choice.setCurrentText("odd")
    panel.set_dataset(table(), split_of(100))
    assert panel.note.text() == "100 examples"
    assert panel.current() is None
    assert panel.readout.text() == ""


@pytest.mark.parametrize("dataset", [images(200), table(200)])
def test_one_goes_to_an_example_by_its_number(qtbot, panel, dataset):
    panel.set_dataset(dataset, split_of(200))
    panel.filters.part_choice.setCurrentText("train")
    field = panel.filters.number_field
    field.setText(" 190 ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert panel.current() == 189
    assert panel.filters.part_choice.currentIndex() == 0
    assert panel.readout.text().startswith("example 190 · test · class ")
    assert panel.view().viewport().rect().contains(cell(panel.view(), 189).center())


@pytest.mark.parametrize("typed", ["0", "51", "abc", "-1", "²", ""])
def test_a_number_of_no_example_is_told(qtbot, panel, grid, typed):
    field = panel.filters.number_field
    field.setText(typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.property("wrong") is True
    assert panel.readout.text() == "Examples have the numbers 1 to 50."
    qtbot.keyClicks(field, "1")
    assert field.property("wrong") is False


def test_under_the_mouse_are_example_and_pixel(panel, grid):
    box = grid.image_box(cell(grid, 7))
    move_mouse(grid, box.topLeft() + QPoint(3, 3))
    assert panel.readout.text() == "example 8 · train · class odd · pixel (1, 1): 7"
    move_mouse(grid, box.bottomRight() - QPoint(3, 3))
    assert panel.readout.text() == "example 8 · train · class odd · pixel (4, 5): 100"
    move_mouse(grid, QPoint(box.center().x(), box.bottom() + 8))
    assert panel.readout.text() == "example 8 · train · class odd"


def test_a_colour_has_its_three_values(panel):
    panel.set_dataset(images(channels=3), split_of(50))
    box = panel.grid.image_box(cell(panel.grid, 7))
    assert panel.grid.words_at(box.topLeft()).endswith("pixel (1, 1): red 7, green 100, blue 100")


def test_under_the_mouse_are_row_and_feature(panel, rows):
    move_mouse(rows, cell(rows, 2, 4).center())
    assert panel.readout.text() == "example 3 · train · class b · legs: 2"
    move_mouse(rows, cell(rows, 2, 0).center())
    assert panel.readout.text() == "example 3 · train · class b"


def test_when_the_mouse_has_left_the_current_example_is_told(panel, rows):
    panel.show_example(5)
    move_mouse(rows, cell(rows, 2, 0).center())
    QApplication.sendEvent(rows.viewport(), QEvent(QEvent.Type.Leave))
    assert panel.readout.text() == "example 5 · train · class b"


def test_the_keys_move_from_example_to_example(qtbot, panel, grid):
    grid.setFocus()
    panel.show_example(1)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert panel.readout.text() == "example 2 · train · class odd"
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert panel.current() == 1 + sum(cell(grid, row).top() == cell(grid, 0).top() for row in range(50))


def test_a_table_has_label_part_and_features(rows):
    headers = [rows.model().headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert headers == ["class", "part", "width", "depth", "legs"]
    assert [text(rows, 99, column) for column in range(5)] == ["c", "test", "1.00", "3.50", "3"]
    assert rows.model().headerData(99, Qt.Orientation.Vertical) == "100"


def test_numbers_stand_at_the_right_with_three_digits(rows):
    right = rows.model().index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert rows.model().index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert text(rows, 1, 2) == "−0.980"
    assert rows.model().index(0, 2).data(Qt.ItemDataRole.FontRole).featureTags()


def test_a_table_of_numbers_to_be_met_has_them_first(panel):
    panel.set_dataset(numbers_to_meet(), split_of(100))
    model = panel.table.model()
    headers = [model.headerData(column, Qt.Orientation.Horizontal).strip() for column in range(4)]
    assert headers == ["height", "part", "feature 1", "feature 2"]
    assert text(panel.table, 0, 0).strip() == "−2.00"
    panel.show_example(1)
    assert panel.readout.text() == "example 1 · train · height −2"


def test_the_words_of_a_table_fit_their_columns(rows):
    metrics = rows.fontMetrics()
    for column in range(5):
        for row in (0, 70, 99):
            assert metrics.horizontalAdvance(text(rows, row, column)) + 8 < rows.columnWidth(column)


def test_a_table_of_very_many_features_opens(panel):
    x = np.random.default_rng(0).normal(size=(10, 20_000))
    panel.set_dataset(Dataset(x, np.arange(10) % 2, ("a", "b")), split_of(10))
    assert panel.table.model().columnCount() == 20_002


def test_copied_rows_are_whole_and_separated_by_tabs(qtbot, panel, rows):
    rows.selectRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    value = repr(float(table().x[1, 0]))
    assert QGuiApplication.clipboard().text() == f"2\tc\ttrain\t{value}\t3.5\t1.0"
    assert panel.readout.text() == "Copied example 2."


def test_several_images_are_copied_a_line_each(qtbot, panel, grid):
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 50
    assert panel.readout.text() == "Copied 50 examples."
    assert lines[7].split("\t") == ["8", "odd", "train", "7", *["100"] * 19]


def test_not_more_is_copied_than_can_be(qtbot, panel, rows, monkeypatch):
    monkeypatch.setattr("nnlab.gui.views.data.examples.MOST_COPIED", 9)
    rows.selectAll()
    qtbot.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 3
    assert panel.readout.text() == "Copied the first 3 of 100 examples."


def test_a_chosen_row_keeps_its_colours_on_a_tinted_ground(panel, rows):
    rows.selectRow(0)
    part = cell(rows, 0, 1)
    seen = colours_of(rows.viewport(), part)
    shown = theme.current()
    assert theme.blend(shown.raised, shown.accent, 0.25).name() in seen
    assert shown.train in seen


def test_colours_follow_the_theme(panel, rows, in_theme):
    for choice in ("dark", "light"):
        shown = in_theme(choice)
        place = cell(rows, 0, 1).translated(rows.viewport().mapTo(panel, QPoint(0, 0)))
        assert {shown.train, shown.raised} <= colours_of(panel, place)


def test_every_control_has_a_name(panel, grid):
    controls = [c for kind in (QComboBox, QLineEdit, QSlider) for c in panel.filters.findChildren(kind)]
    assert len(controls) >= 4
    corner = panel.table.findChild(QAbstractButton)
    assert all(control.accessibleName() for control in [*controls, panel.grid, panel.table, corner])
    assert grid.model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "example 4 · train · class odd"
