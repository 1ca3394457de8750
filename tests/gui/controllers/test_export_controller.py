"""Exports write what is chosen where it is chosen, and nothing else."""

import csv
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnlab.gui import theme
from nnlab.gui.controllers.export_controller import ExportController
from nnlab.gui.number_table import NumberTable
from nnlab.gui.pending import Pending
from nnlab.gui.views.export_bar import ExportBar
from nnlab.gui.views.message_bar import MessageBar
from nnlab.gui.views.tabs import Tab, Tabs


class Dialogs:
    """Answers with a path, and remembers what was suggested."""

    def __init__(self):
        self.path, self.asked = None, []

    def ask_picture_path(self, suggestion):
        self.asked.append(suggestion)
        return self.path

    ask_table_path = ask_picture_path


class Settings:
    """A person with a folder who likes the window dark."""

    def __init__(self, folder):
        self._folder = folder

    def folder(self):
        return self._folder

    def colours(self):
        return "dark"


class View(QLabel):
    """Something to export."""

    def __init__(self):
        super().__init__("words of the view")
        self.given = [
            NumberTable("loss", ("step", "loss"), [[0, 1 / 3], [1, None]]),
            NumberTable("layers", ("name",), [["1 ReLU, 100"]]),
        ]

    def tables(self):
        return self.given


class Desk:
    """A window's worth of what exports need."""

    def __init__(self, page, folder):
        self.tabs, self.bar, self.messages = Tabs(), ExportBar(), MessageBar()
        self.view = View()
        self.tabs.add(Tab("live", "&Live", lambda: self.view))
        self.tabs.add(Tab("other", "Other", QWidget))
        layout = QVBoxLayout(page)
        for widget in (self.messages, self.bar, self.tabs):
            layout.addWidget(widget)
        self.dialogs = Dialogs()
        self.controller = ExportController(
            self.tabs,
            self.bar,
            self.messages,
            self.dialogs,
            Settings(folder),
            Pending(page),
            lambda: "Digits: two layers",
        )

    def open(self, kind, table=None):
        self.controller.open()
        self.bar.kinds.setCurrentIndex(self.bar.kinds.findData(kind))
        if table is not None:
            self.bar.tables.setCurrentIndex(self.bar.tables.findData(table))

    def save(self, path):
        self.dialogs.path = path
        self.bar.save.click()


@pytest.fixture
def desk(shown, tmp_path):
    page = QWidget()
    desk = Desk(page, tmp_path)
    shown(page, 800, 600)
    yield desk
    desk.controller.close()


@pytest.fixture
def saved(qtbot, desk):
    """Save, and wait until the bar of messages says so."""

    def save(path):
        desk.save(path)
        qtbot.waitUntil(lambda: desk.messages.text().startswith("✓"))

    return save


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_the_action_opens_the_bar_for_the_view_in_front(desk):
    assert desk.bar.isHidden()
    desk.controller.open()
    assert desk.bar.isVisible()
    assert desk.bar.title.text() == "Export Live"
    desk.tabs.show_view("other")
    assert desk.bar.title.text() == "Export Other"


def test_a_png_is_as_large_as_the_view_times_the_scale(desk, saved, tmp_path):
    desk.open("png")
    desk.bar.scales.setValue(1.5)
    size = desk.view.size()
    saved(tmp_path / "a.png")  # after which a message takes some of the room
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (round(1.5 * size.width()), round(1.5 * size.height()))


def test_an_svg_holds_the_words_of_the_view(desk, saved, tmp_path):
    desk.open("svg")
    saved(tmp_path / "a.svg")
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert "words of the view" in "".join(root.itertext())


def test_a_table_is_written_with_all_its_digits(desk, saved, tmp_path):
    desk.open("csv", "loss")
    saved(tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv") == [["step", "loss"], ["0", repr(1 / 3)], ["1", ""]]


def test_all_tables_are_files_of_their_own(desk, saved, tmp_path):
    desk.open("csv")
    saved(tmp_path / "run.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run-layers.csv", "run-loss.csv"]
    assert rows(tmp_path / "run-layers.csv") == [["name"], ["1 ReLU, 100"]]


def test_a_table_that_the_view_has_no_more_is_not_saved_but_the_present_ones_offered(desk, tmp_path):
    desk.open("csv", "loss")
    others = [NumberTable("layers", ("name",), [("1 ReLU, 100",)])]
    desk.view.tables = lambda: others
    QGuiApplication.clipboard().setText("mine")
    desk.bar.copy.click()
    assert QGuiApplication.clipboard().text() == "mine"
    assert desk.bar.table == "layers"
    desk.view.tables = list
    desk.save(tmp_path / "a.csv")
    assert desk.dialogs.asked == []
    assert not desk.bar.save.isEnabled()


def test_files_that_the_dialog_did_not_ask_about_are_not_replaced_unasked(qtbot, desk, tmp_path):
    (tmp_path / "run-loss.csv").write_text("precious")
    desk.open("csv")
    desk.save(tmp_path / "run.csv")
    assert "run-loss.csv" in desk.messages.text()
    assert (tmp_path / "run-loss.csv").read_text() == "precious"
    assert not (tmp_path / "run-layers.csv").exists()
    desk.messages.choose(0)
    qtbot.waitUntil(lambda: desk.messages.text().startswith("✓"))
    assert rows(tmp_path / "run-loss.csv")[0] == ["step", "loss"]


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_cancelled_dialog_saves_nothing(desk, tmp_path, kind):
    desk.open(kind)
    desk.save(None)
    assert len(desk.dialogs.asked) == 1
    assert list(tmp_path.iterdir()) == []
    assert desk.messages.isHidden()


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_what_cannot_be_written_is_said_in_a_sentence(qtbot, desk, tmp_path, kind):
    desk.open(kind)
    desk.save(tmp_path / "missing" / f"a.{kind}")
    qtbot.waitUntil(lambda: desk.messages.text().startswith("⚠"))
    assert "there is no folder" in desk.messages.text()


def test_the_suggested_name_tells_what_it_is_and_where_the_last_export_went(desk, saved, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    desk.open("png")
    saved(folder / "x.png")
    desk.open("csv", "loss")
    saved(folder / "y.csv")
    assert desk.dialogs.asked == [tmp_path / "Digits two layers Live.png", folder / "Digits two layers Live loss.csv"]


def test_a_picture_is_copied_at_its_scale(desk):
    desk.open("png")
    desk.bar.copy.click()
    assert QGuiApplication.clipboard().image().width() == 2 * desk.view.width()
    assert desk.messages.text().startswith("✓")


def test_numbers_are_copied_with_tabs(desk):
    desk.open("csv", "loss")
    desk.bar.copy.click()
    assert QGuiApplication.clipboard().text() == f"step\tloss\n0\t{1 / 3!r}\n1\t\n"


def test_all_tables_are_copied_one_below_the_other(desk):
    desk.open("csv")
    desk.bar.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[-2:] == ["name", "1 ReLU, 100"]


def test_a_light_picture_of_a_dark_window(desk, saved, in_theme, tmp_path):
    in_theme("dark")
    desk.open("png")
    desk.bar.colours.setCurrentIndex(1)
    saved(tmp_path / "a.png")
    assert QImage(str(tmp_path / "a.png")).pixelColor(1, 1).name() == theme.LIGHT.window
    assert theme.current() is theme.DARK


def test_a_view_may_say_what_of_it_is_drawn(desk, saved, tmp_path):
    inner = QLabel("all of it", desk.view)
    inner.resize(1000, 900)
    desk.view.picture_widget = lambda: inner
    desk.open("png")
    saved(tmp_path / "a.png")
    assert QImage(str(tmp_path / "a.png")).width() == 2000


def test_a_view_without_tables_has_no_numbers(desk):
    desk.tabs.show_view("other")
    desk.open("csv")
    assert not desk.bar.save.isEnabled()


def test_a_long_table_is_written_a_little_at_a_time_and_can_be_given_up(qtbot, desk, tmp_path):
    def endless():
        n = 0
        while True:
            yield [n]
            n += 1

    desk.view.given = [NumberTable("endless", ("n",), endless())]
    desk.open("csv")
    desk.save(tmp_path / "a.csv")
    qtbot.waitUntil(lambda: "rows" in desk.messages.text())
    desk.messages.choose(0)
    assert list(tmp_path.iterdir()) == []
