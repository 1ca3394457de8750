"""The bar of exports offers what the view in front has, and says why something cannot be made."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from nnlab.gui.views.export_bar import ALL, ExportBar


@pytest.fixture
def page(shown):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(ExportBar())
    layout.addStretch(1)
    return shown(page, 940, 300)


@pytest.fixture
def bar(page):
    bar = page.findChild(ExportBar)
    bar.set_view("Network", QSize(940, 600), ["layers", "weights"])
    bar.open()
    return bar


def choose(bar, kind):
    bar.kinds.setCurrentIndex(bar.kinds.findData(kind))


def test_the_bar_is_hidden_until_it_is_asked_for(qtbot):
    bar = ExportBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()


def test_a_png_tells_its_pixels_at_each_scale(bar):
    assert (bar.kind, bar.scale) == ("png", 2.0)
    assert bar.note.text() == "1,880 × 1,200 pixels"
    bar.scales.setValue(0.5)
    assert bar.note.text() == "470 × 300 pixels"


def test_too_large_a_picture_is_refused_with_the_reason(bar):
    bar.set_view("Network", QSize(2000, 2000), [])
    bar.scales.setValue(10)
    assert bar.note.text() == "⚠  20,000 × 20,000 pixels: too large to be made."
    assert not bar.save.isEnabled()
    assert not bar.copy.isEnabled()
    choose(bar, "svg")
    assert bar.save.isEnabled()


def test_only_what_matters_is_shown(bar):
    def visible():
        return [control.isVisible() for control in (bar.scales, bar.colours, bar.tables)]

    assert visible() == [True, True, False]
    choose(bar, "svg")
    assert visible() == [False, True, False]
    choose(bar, "csv")
    assert visible() == [False, False, True]


def test_several_tables_are_offered_with_all_of_them_first(bar):
    choose(bar, "csv")
    assert [bar.tables.itemText(place) for place in range(3)] == ["All tables", "layers", "weights"]
    assert bar.table == ALL


def test_a_chosen_table_stays_chosen_as_long_as_the_view_has_it(bar):
    bar.tables.setCurrentIndex(2)
    bar.set_view("Network", QSize(940, 600), ["weights", "layers"])
    assert bar.table == "weights"
    bar.set_view("Live", QSize(940, 600), ["loss"])
    assert bar.table == "loss"


def test_a_view_without_numbers_says_so(bar):
    bar.set_view("Network", QSize(940, 600), [])
    choose(bar, "csv")
    assert "no numbers" in bar.note.text()
    assert not bar.save.isEnabled()


def test_escape_closes_the_bar_and_is_not_heard_by_the_window(qtbot, bar):
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.kinds, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_buttons_tell_what_was_chosen(qtbot, bar):
    with qtbot.waitSignal(bar.save_chosen):
        bar.save.click()
    with qtbot.waitSignal(bar.copy_chosen):
        bar.copy.click()


def test_every_control_has_a_name(bar):
    controls = (bar, bar.kinds, bar.colours, bar.tables, bar.scales)
    assert all(control.accessibleName() for control in controls)


def test_in_a_narrow_window_nothing_is_cut_off(bar):
    bar.window().resize(420, 300)
    shown_ones = [w for w in (bar.kinds, bar.scales, bar.colours, bar.save, bar.copy) if w.isVisible()]
    QApplication.processEvents()
    assert all(w.width() >= w.minimumSizeHint().width() for w in shown_ones)
    assert all(w.mapTo(bar, w.rect().bottomRight()).x() < bar.width() for w in shown_ones)
