"""Pictures of rows that are made a few at a time."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QScrollArea, QWidget

from nnlab.gui.views.activations import row_pictures
from nnlab.gui.views.activations.row_pictures import RowPictures

HEIGHT = 20


class Rows(QWidget):
    """Rows of one colour each that tell how often they are drawn."""

    def __init__(self):
        super().__init__()
        self.colour, self.drawn, self.width_of_rows = QColor("red"), [], 50
        self.pictures = RowPictures(self, self.rect_of, self.draw)

    def rect_of(self, row):
        return QRect(0, row * HEIGHT, self.width_of_rows, HEIGHT)

    def draw(self, painter, row):
        self.drawn.append(row)
        painter.fillRect(self.rect_of(row), self.colour)

    def paintEvent(self, event):
        painter = QPainter(self)
        for row in range(10):
            if self.rect_of(row).intersects(event.rect()):
                self.pictures.paint(painter, row)

    def shown(self):
        """Return the colour of each row as the window has it."""
        image = self.grab().toImage()
        return [image.pixelColor(10, row * HEIGHT + 5).name() for row in range(self.height() // HEIGHT)]


@pytest.fixture
def rows(qtbot, monkeypatch):
    monkeypatch.setattr(row_pictures, "TURN_S", -1.0)
    rows = Rows()
    rows.resize(50, 4 * HEIGHT)
    qtbot.addWidget(rows)
    with qtbot.waitExposed(rows):
        rows.show()
    rows.repaint()
    rows.drawn.clear()
    return rows


def take_turn(rows):
    rows.pictures._turns.timeout.emit()


def test_a_paint_draws_nothing_that_has_a_picture(rows):
    rows.repaint()
    assert rows.drawn == []


def test_rows_are_drawn_anew_one_a_turn_and_show_what_they_were_until_then(rows):
    rows.colour = QColor("blue")
    rows.pictures.refresh()
    assert rows.shown() == ["#ff0000"] * 4
    for done in (1, 2, 3, 4):
        take_turn(rows)
        assert rows.shown() == ["#0000ff"] * done + ["#ff0000"] * (4 - done)
    assert rows.drawn == [0, 1, 2, 3]


def test_as_many_are_drawn_in_a_turn_as_there_is_time_for(rows, monkeypatch):
    monkeypatch.setattr(row_pictures, "TURN_S", 60.0)
    rows.pictures.refresh()
    take_turn(rows)
    assert rows.drawn == [0, 1, 2, 3]


def test_turns_end_by_themselves(qtbot, rows):
    rows.pictures.refresh()
    qtbot.waitUntil(lambda: not rows.pictures._turns.isActive())
    assert rows.drawn == [0, 1, 2, 3]


def test_no_row_waits_for_ever_where_news_come_faster_than_turns(rows):
    for _ in range(4):
        rows.pictures.refresh()
        take_turn(rows)
    assert rows.drawn == [0, 1, 2, 3]


def test_a_row_of_another_size_is_drawn_with_the_next_paint(rows):
    rows.width_of_rows = 40
    rows.repaint()
    assert rows.drawn == [0, 1, 2, 3]


def test_rows_out_of_sight_are_drawn_once_they_are_scrolled_to(qtbot, monkeypatch):
    monkeypatch.setattr(row_pictures, "TURN_S", 60.0)
    rows, area = Rows(), QScrollArea()
    rows.resize(50, 10 * HEIGHT)
    area.setWidget(rows)
    area.resize(80, 4 * HEIGHT)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    area.repaint()
    first = len(rows.drawn)
    assert first < 10
    area.verticalScrollBar().setValue(6 * HEIGHT)
    area.repaint()
    rows.drawn.clear()
    rows.pictures.refresh()
    take_turn(rows)
    assert 9 in rows.drawn
    assert 0 not in rows.drawn
    rows.drawn.clear()
    area.verticalScrollBar().setValue(0)
    area.repaint()
    assert 0 in rows.drawn
