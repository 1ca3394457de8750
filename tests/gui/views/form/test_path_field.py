"""Where a file lies: as it is shown, typed, dropped and asked for; and lines whose text is the value."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QToolButton

LONG = "/home/somebody/sets/train-images-idx3-ubyte-of-the-year-2024-and-some-more.gz"


@pytest.fixture
def table(shown):
    """Show a table, and return the line of its path."""
    shown.show(data__source={"kind": "csv", "path": "/data/iris.csv"})
    return shown.line("File")


def drop(line, data):
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(line, enter)
    if enter.isAccepted():
        QApplication.sendEvent(line, QDropEvent(QPointF(5, 5), copy, data, left, none))
    return enter.isAccepted()


def files(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def test_the_name_of_the_file_is_seen_and_the_tooltip_has_the_path(table):
    assert table.shown_text() == "iris.csv"
    assert table.text() == "/data/iris.csv"
    assert table.tip().startswith("<p>/data/iris.csv</p><p><b>File</b></p>")


def test_the_whole_path_is_there_to_be_edited(table):
    table.setFocus()
    assert table.shown_text() == "/data/iris.csv"


def test_a_long_name_loses_its_middle(shown, table):
    shown.show(data__source={"kind": "csv", "path": LONG})
    seen = table.shown_text()
    assert seen.startswith("train")
    assert seen.endswith(".gz")
    assert "…" in seen
    assert table.fontMetrics().horizontalAdvance(seen) < table.width()


def test_what_is_drawn_is_the_name(shown, table):
    before = table.grab().toImage()
    shown.show(data__source={"kind": "csv", "path": "/elsewhere/iris.csv"})
    assert table.grab().toImage() == before
    shown.show(data__source={"kind": "csv", "path": "/data/wine.csv"})
    assert table.grab().toImage() != before


def test_without_a_path_it_says_so(shown, table):
    shown.show(data__source={"kind": "csv"})
    assert table.shown_text() == "none chosen yet"
    assert table.tip() == table.toolTip()


def test_typing_reports_the_path_so_far(qtbot, shown, table):
    table.setFocus()
    qtbot.keyClicks(table, "/b")
    where = "data.source.path"
    assert shown.reported == [("value_edited", where, "/", True), ("value_edited", where, "/b", True)]


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ('"/data/x y.csv"', "/data/x y.csv"),
        ("file:///data/x%20y.csv", "/data/x y.csv"),
        ("  /data/x.csv ", "/data/x.csv"),
    ],
)
def test_what_file_managers_copy_is_understood(shown, table, pasted, path):
    table.setFocus()
    QApplication.clipboard().setText(pasted)
    table.selectAll()
    table.paste()
    assert shown.reported == [("value_edited", "data.source.path", path, True)]


def test_a_dropped_file_takes_the_place_of_the_present_one(shown, table):
    assert drop(table, files(LONG, "/data/other.csv"))
    assert shown.reported == [("value_edited", "data.source.path", LONG, False)]
    assert table.text() == LONG


def test_an_address_elsewhere_is_no_file(shown, table):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/iris.csv")])
    assert not drop(table, data)
    assert shown.reported == []


@pytest.mark.parametrize(("name", "path"), [("Images", "data.source.path"), ("Labels", "data.source.labels")])
def test_browsing_names_the_field_that_it_is_for(qtbot, shown, name, path):
    shown.show(data__source={"kind": "idx"})
    qtbot.mouseClick(shown.find(f"{name}: browse", QToolButton), Qt.MouseButton.LeftButton)
    assert shown.reported == [("browse_requested", path)]


def test_browsing_works_from_the_keyboard(qtbot, shown, table):
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown.reported == [("browse_requested", "data.source.path")]


def test_the_button_has_a_word_where_there_is_room(qtbot, shown):
    shown.show(data__source={"kind": "csv"})
    button = shown.find("File: browse", QToolButton)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    shown.form.resize(900, 900)
    qtbot.waitUntil(lambda: button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    assert button.text() == "Browse…"


def test_an_empty_second_path_stands_for_null(qtbot, shown):
    shown.show(data__source={"kind": "idx", "path": "/x", "labels": "/y"})
    labels = shown.line("Labels")
    labels.setFocus()
    qtbot.keyClick(labels, Qt.Key.Key_Delete)
    assert shown.reported == [("value_edited", "data.source.labels", None, True)]
    assert labels.placeholderText() == "found beside them"
    assert not labels.default.differs


def test_a_problem_turns_the_frame_of_the_line(shown, table):
    shown.form.set_problems({"data.source.path": "There is no file /data/iris.csv."})
    assert table.property("wrong") is True
    assert table.accessibleDescription().startswith("There is no file")


def test_a_number_is_a_name_like_any_other(qtbot, shown):
    shown.show(data__source={"kind": "csv", "label": "5"}, name="7")
    assert shown.line("Label column").text() == "5"
    assert shown.line("Name").text() == "7"
    column = shown.line("Label column")
    column.setFocus()
    qtbot.keyClicks(column, "3")
    assert shown.reported == [("value_edited", "data.source.label", "3", True)]


def test_an_empty_label_is_guessed(qtbot, shown):
    shown.show(data__source={"kind": "csv", "label": "x"})
    column = shown.line("Label column")
    column.setFocus()
    qtbot.keyClick(column, Qt.Key.Key_Backspace)
    assert shown.reported == [("value_edited", "data.source.label", None, True)]
    assert column.placeholderText() == "guessed"
    assert column.menu().actions()[0].text() == "Reset to default: guessed"


def test_an_unnamed_experiment_says_so(shown):
    assert shown.line("Name").placeholderText() == "untitled"
