"""The panel that shows a file before it is imported."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QToolButton

from nnlab.gui import theme
from nnlab.gui.views.data.import_panel import ImportPanel
from nnlab.gui.views.data.import_progress import ImportProgress
from nnlab.gui.views.data.preview_table import PreviewTable
from nnlab.gui.views.form.kinds.sources import SOURCES
from nnlab.spec.files import CifarSpec, CsvSpec, IdxSpec, ImageFolderSpec, NpzSpec

LEFT = Qt.MouseButton.LeftButton
FILES = [CsvSpec, NpzSpec, IdxSpec, CifarSpec, ImageFolderSpec]
COLUMNS = ["number", "length", "species"]
ROWS = [["1", "5.1", "setosa"], ["2", "4.9"], ["3", "7.0", "versicolor", "too much"]]
KINDS = ["left_out", "number", "category"]
SIGNALS = ("option_edited", "browse_requested", "load_chosen", "cancel_chosen")


@pytest.fixture
def panel(qtbot, shown):
    panel = shown(ImportPanel(), 944, 600)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.reported = []
    for name in SIGNALS:
        getattr(panel, name).connect(lambda *args, name=name: panel.reported.append((name, *args)))
    return panel


def show(panel, spec=CsvSpec, **options):
    panel.show_source(spec(**options).model_dump(mode="json"), spec().model_dump(mode="json"))


def find(panel, kind, name):
    (found,) = [widget for widget in panel.findChildren(kind) if widget.accessibleName() == name]
    return found


def line(panel, name):
    return find(panel, QLineEdit, name)


def texts(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible() and label.text()]


def preview(panel, label=2, facts="", notes=()):
    panel.set_preview(COLUMNS, ROWS, label, KINDS, facts, notes)
    return panel.preview.table


@pytest.mark.parametrize("spec", FILES)
def test_every_option_of_the_kind_has_a_row_with_its_value(panel, spec):
    show(panel, spec, path="/data/x")
    row = next(row for row in SOURCES if row.kind == spec().kind)
    names = {widget.accessibleName() for kind in (QLineEdit, QComboBox) for widget in panel.findChildren(kind)}
    assert len(names) == len(row.options)
    assert all(name.startswith("Import: ") for name in names)
    assert "/data/x" in {widget.text() for widget in panel.findChildren(QLineEdit)}


def test_another_kind_has_other_rows(panel):
    show(panel, ImageFolderSpec, path="/data/flowers")
    show(panel, CsvSpec, path="/data/iris.csv")
    assert [row.accessibleName() for row in panel.findChildren(QLineEdit)] == ["Import: file", "Import: label column"]


def test_the_title_names_the_file(panel):
    show(panel, path="/data/iris.csv")
    assert "Import iris.csv" in texts(panel)
    show(panel)
    assert "Import" in texts(panel)


def test_what_was_guessed_stands_in_the_rows_and_differs(panel):
    show(panel, path="/data/iris.csv", separator=";", header=False)
    header = find(panel, QComboBox, "Import: header")
    assert header.currentText() == "none"
    assert header.default.differs
    assert not find(panel, QComboBox, "Import: encoding").default.differs


def test_a_choice_is_told_at_once(qtbot, panel):
    show(panel, path="/data/iris.csv")
    choice = find(panel, QComboBox, "Import: separator")
    choice.setFocus()
    qtbot.keyClicks(choice, "semi")
    assert panel.reported[-1] == ("option_edited", "separator", ";")


def test_what_is_typed_is_told_when_the_typing_has_ended(qtbot, panel):
    show(panel, path="/data/iris.csv")
    label = line(panel, "Import: label column")
    label.setFocus()
    qtbot.keyClicks(label, "species")
    assert panel.reported == []
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert panel.reported == [("option_edited", "label", "species")]


def test_what_is_typed_is_told_before_it_is_loaded(qtbot, panel):
    show(panel, ImageFolderSpec, path="/data/flowers")
    width = line(panel, "Import: width")
    width.setFocus()
    qtbot.keyClicks(width, "64")
    panel.load.click()
    assert panel.reported == [("option_edited", "width", 64), ("load_chosen",)]


def test_nothing_is_loaded_with_what_turns_out_wrong(qtbot, panel):
    show(panel, ImageFolderSpec, path="/data/flowers")
    panel.option_edited.connect(lambda name, _: panel.set_problem("must be at least 1.", name))
    width = line(panel, "Import: width")
    width.setFocus()
    qtbot.keyClicks(width, "0")
    panel.load.click()
    assert panel.reported == [("option_edited", "width", 0)]


def test_browsing_names_the_option(qtbot, panel):
    show(panel, IdxSpec, path="/data/images")
    qtbot.mouseClick(find(panel, QToolButton, "Import: labels: browse"), LEFT)
    assert panel.reported == [("browse_requested", "labels")]


def test_return_loads_and_escape_gives_up(qtbot, panel):
    show(panel, path="/data/iris.csv")
    panel.setFocus()
    assert panel.load.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert panel.reported == [("load_chosen",), ("cancel_chosen",)]


def test_return_loads_from_the_table_and_the_choices(qtbot, panel):
    show(panel, path="/data/iris.csv")
    table = preview(panel)
    for widget in (table, find(panel, QComboBox, "Import: header")):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert panel.reported == [("load_chosen",)] * 2


def test_return_presses_the_button_that_has_the_focus(qtbot, panel):
    show(panel, path="/data/iris.csv")
    for button in (panel.cancel, find(panel, QToolButton, "Import: file: browse")):
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert panel.reported == [("cancel_chosen",), ("browse_requested", "path")]


def test_in_a_line_of_text_return_only_ends_the_typing(qtbot, panel):
    show(panel, path="/data/iris.csv")
    label = line(panel, "Import: label column")
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_Return)
    assert panel.reported == []


def test_escape_in_a_line_first_takes_back_what_was_typed(qtbot, panel):
    show(panel, path="/data/iris.csv", label="x")
    label = line(panel, "Import: label column")
    label.setFocus()
    qtbot.keyClicks(label, "y")
    qtbot.keyClick(label, Qt.Key.Key_Escape)
    assert label.text() == "x"
    assert ("cancel_chosen",) not in panel.reported
    qtbot.keyClick(label, Qt.Key.Key_Escape)
    assert panel.reported[-1] == ("cancel_chosen",)


def test_a_problem_is_told_as_it_is_and_forbids_loading(panel):
    show(panel, path="/data/iris.csv")
    panel.setFocus()
    panel.set_problem("iris.csv: row 3 has no value.")
    assert "⚠ iris.csv: row 3 has no value." in texts(panel)
    assert not panel.load.isEnabled()
    assert panel.load.toolTip() == "iris.csv: row 3 has no value."
    assert panel.cancel.hasFocus()
    panel.set_problem("")
    assert panel.load.isEnabled()
    assert panel.load.hasFocus()
    assert not any("⚠" in text for text in texts(panel))


def test_a_problem_of_an_option_is_told_below_it(panel):
    show(panel, ImageFolderSpec, path="/data/flowers")
    panel.set_problem("must be at least 1.", "width")
    assert texts(panel).count("⚠ Must be at least 1.") == 1
    assert line(panel, "Import: width").property("wrong") is True
    panel.set_problem("The folder is empty.")
    assert line(panel, "Import: width").property("wrong") is False
    assert "⚠ The folder is empty." in texts(panel)


def test_while_it_loads_it_can_only_be_stopped(qtbot, panel):
    show(panel, path="/data/iris.csv")
    panel.setFocus()
    panel.set_progress(0.0)
    assert panel.progress.isVisible()
    assert not panel.load.isEnabled()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert panel.reported == [("cancel_chosen",)]
    panel.set_progress(None)
    assert not panel.progress.isVisible()
    assert panel.load.isEnabled()


def test_the_rows_are_shown_with_names_and_kinds(panel):
    show(panel, path="/data/iris.csv")
    table = preview(panel, facts="3 rows")
    model = table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == ["number\nleft out", "length\nnumber", "species\nlabel · category"]
    cells = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert cells == [["1", "5.1", "setosa"], ["2", "4.9", ""], ["3", "7.0", "versicolor"]]
    assert "To be predicted: species · 3 rows" in texts(panel)
    assert table.isVisible()


@pytest.mark.parametrize(("header", "lines"), [(True, ["2", "3", "4"]), (False, ["1", "2", "3"])])
def test_rows_are_numbered_as_an_editor_numbers_the_lines(panel, header, lines):
    show(panel, path="/data/iris.csv", header=header)
    model = preview(panel).model()
    assert [model.headerData(n, Qt.Orientation.Vertical) for n in range(3)] == lines


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_label_is_marked_by_shade_as_well(panel, in_theme, choice):
    show(panel, path="/data/iris.csv")
    table = preview(panel)
    in_theme(choice)
    picture = panel.grab().toImage()
    corners = [table.visualRect(table.model().index(0, column)).topRight() for column in (1, 2)]
    places = [table.viewport().mapTo(panel, corner + QPoint(-2, 1)) for corner in corners]
    grounds = [QColor(picture.pixel(place)).name() for place in places]
    assert grounds[0] == theme.current().raised
    assert grounds[1] != grounds[0]


def test_a_click_on_another_column_has_it_predicted(qtbot, panel):
    show(panel, path="/data/iris.csv")
    header = preview(panel).horizontalHeader()
    for column in (2, 1):
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, 5))
    assert panel.reported == [("option_edited", "label", "length")]


def test_the_tooltip_of_a_column_says_why_it_is_left_out(panel):
    show(panel, path="/data/iris.csv")
    table = preview(panel, notes=["left out: it counts the rows", "", ""])
    tip = table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "number\nleft out: it counts the rows\nClick to predict this column"


def test_long_names_lose_their_middle_and_are_whole_in_the_tooltip(panel):
    name = "a_column_whose_name_is_so_long_that_it_would_push_all_others_out_of_sight"
    panel.set_preview([name, "y"], [["1", "2"]], 1, ["number", "number"])
    table = panel.preview.table
    head = table.model().headerData(0, Qt.Orientation.Horizontal).split("\n")[0]
    assert "…" in head
    assert table.fontMetrics().horizontalAdvance(head) < table.columnWidth(0) < 300
    assert name in table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)


def test_a_table_of_very_many_columns_is_shown(shown):
    table = shown(PreviewTable(), 600, 300)
    columns = [str(n) for n in range(100_000)]
    table.show_preview(columns, [["0"] * 100_000] * 20, 99_999, ["number"] * 100_000)
    assert table.model().headerData(99_999, Qt.Orientation.Horizontal) == "99999\nlabel · number"


@pytest.mark.parametrize("shape", [(8, 8), (8, 8, 1), (32, 16, 3)])
def test_images_are_shown_with_their_names(panel, shape):
    show(panel, ImageFolderSpec, path="/data/flowers")
    panel.set_images([("rose", np.full(shape, 255, np.uint8)), ("lily", np.zeros(shape, np.uint8))])
    panel.set_facts("2 images")
    images = panel.preview.images
    assert images.isVisible()
    assert [images.item(n).text() for n in range(images.count())] == ["rose", "lily"]
    centres = [images.item(n).icon().pixmap(72).toImage() for n in range(2)]
    assert [QColor(image.pixel(image.rect().center())).name() for image in centres] == ["#ffffff", "#000000"]
    assert "2 images" in texts(panel)


def test_arrays_have_a_line_of_facts_in_place_of_the_promise(panel):
    show(panel, NpzSpec, path="/data/x.npz")
    assert any("appears here" in text for text in texts(panel))
    panel.set_facts("1,000 examples of 20, 3 classes")
    assert "1,000 examples of 20, 3 classes" in texts(panel)
    assert not any("appears here" in text for text in texts(panel))


def test_of_another_file_nothing_is_known_yet(panel):
    show(panel, path="/data/iris.csv")
    preview(panel, facts="3 rows")
    show(panel, path="/data/iris.csv", separator=";")
    assert panel.preview.table.isVisible()
    show(panel, path="/data/wine.csv")
    assert not panel.preview.table.isVisible()
    assert not any("3 rows" in text for text in texts(panel))


@pytest.mark.parametrize("spec", FILES)
def test_every_control_has_a_name_of_its_own_and_an_explanation(panel, spec):
    show(panel, spec, path="/data/x")
    kinds = (QLineEdit, QComboBox, QAbstractButton)
    controls = [widget for kind in kinds for widget in panel.findChildren(kind) if widget.isVisible()]
    names = [widget.accessibleName() or widget.text() for widget in controls]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(widget.toolTip() for widget in controls)
    assert panel.preview.table.accessibleName()
    assert panel.preview.images.accessibleName()


def test_tab_goes_through_options_then_table_then_buttons(qtbot, panel):
    show(panel, ImageFolderSpec, path="/data/flowers")
    show(panel, CsvSpec, path="/data/iris.csv")
    table = preview(panel)
    line(panel, "Import: file").setFocus()
    visited = []
    while not panel.cancel.hasFocus() and len(visited) < 20:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited[0] is find(panel, QToolButton, "Import: file: browse")
    assert visited[1] is line(panel, "Import: label column")
    assert visited[-3:] == [table, panel.load, panel.cancel]
    assert len(visited) == 11


def test_the_time_left_is_told_once_there_is_something_to_go_by(qtbot):
    now = [100.0]
    bar = ImportProgress(clock=lambda: now[0])
    qtbot.addWidget(bar)
    bar.set_share(0.0)
    assert bar.format() == "0 %"
    now[0] += 0.4
    bar.set_share(0.1)
    assert bar.format() == "10 %"
    now[0] += 9.6
    bar.set_share(0.25)
    assert bar.format() == "25 % · 30 s left"
    assert bar.value() == bar.maximum() // 4
    bar.set_share(None)
    assert bar.isHidden()
    bar.set_share(0.5)
    assert bar.format() == "50 %"
