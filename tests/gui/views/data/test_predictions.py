"""What the panel of predictions shows, by setting predictions made by hand, and by clicking."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from nnlab.gui.views.data.column_table import BAR_WIDTH, SHARE
from nnlab.gui.views.data.predictions import PredictionsPanel, ShownPrediction
from nnlab.gui.views.data.thumbnails import brightness_range, to_image
from nnlab.training.evaluation import Result
from nnlab.training.prediction import Prediction

PROBABILITIES = np.array([[0.1, 0.9, 0], [0.6, 0.2, 0.2], [0.004, 0, 0.996], [0.4, 0.35, 0.25]], np.float32)
CLASSES = Prediction(
    outputs=PROBABILITIES,
    labels=np.array([1, 0, 2, 0]),
    probabilities=PROBABILITIES,
    truth=None,
    result=None,
    class_names=("ant", "bee", "cat"),
    target_names=(),
)
KNOWN = replace(CLASSES, truth=np.array([1, 2, 2, 1]), result=Result(0.4567, 0.5))
NUMBERS = Prediction(
    outputs=np.array([[0.5], [-2.25], [12345.6]], np.float32),
    labels=None,
    probabilities=None,
    truth=None,
    result=None,
    class_names=(),
    target_names=("price",),
)
IMAGES = np.arange(4 * 6 * 5, dtype=np.uint8).reshape(4, 6, 5, 1)


def shown_of(prediction, **others):
    return ShownPrediction(Path("/data/new.csv"), "Digits, after 780 steps", prediction, **others)


@pytest.fixture
def panel(shown):
    return shown(PredictionsPanel(), 936, 500)


def headings(table):
    model = table.model()
    return [model.headerData(place, Qt.Orientation.Horizontal).strip() for place in range(model.columnCount())]


def cell(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    return table.model().index(row, column).data(role)


def drop(panel, *urls):
    """Drop urls on the panel, if it welcomes them; return whether it does."""
    data = QMimeData()
    data.setUrls(list(urls))
    copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(panel.rect().center(), copy, data, buttons, keys)
    enter.setAccepted(False)
    panel.dragEnterEvent(enter)
    if enter.isAccepted():
        panel.dropEvent(QDropEvent(QPointF(panel.rect().center()), copy, data, buttons, keys))
    return enter.isAccepted()


def test_before_there_is_a_prediction_it_says_how_to_get_one(panel):
    assert not panel.is_content_shown()
    assert "Run ▸ Predict on New Data…" in panel.promise()
    assert not panel.save_button.isVisible()


def test_each_example_has_its_class_and_its_probability(panel):
    panel.set_prediction(shown_of(CLASSES))
    assert panel.is_content_shown()
    assert headings(panel.table) == ["example", "prediction", "probability"]
    assert panel.table.texts() == [
        ["1", "bee", "90 %"],
        ["2", "ant", "60 %"],
        ["3", "cat", ">99 %"],
        ["4", "ant", "40 %"],
    ]


def test_a_bar_shows_the_probability(panel):
    panel.set_prediction(shown_of(CLASSES))
    assert [cell(panel.table, row, 2, SHARE) for row in range(4)] == pytest.approx([0.9, 0.6, 0.996, 0.4])
    assert cell(panel.table, 0, 1, SHARE) is None


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_a_bar_is_as_long_as_its_share(panel, in_theme, choice, share):
    colours = in_theme(choice)
    probabilities = np.array([[share, 0, 0]], np.float32)
    panel.set_prediction(
        shown_of(replace(CLASSES, outputs=probabilities, probabilities=probabilities, labels=np.array([0])))
    )
    pixmap = QPixmap(300, 20)
    pixmap.fill(QColor(colours.base))
    option = QStyleOptionViewItem()
    option.rect = pixmap.rect()
    painter = QPainter(pixmap)
    panel.table.itemDelegate().paint(painter, option, panel.table.model().index(0, 2))
    painter.end()
    row = [pixmap.toImage().pixelColor(x, 10).name() for x in range(300)]
    assert row.count(colours.accent) == pytest.approx(share * BAR_WIDTH, abs=1)
    assert row.count(colours.border) == pytest.approx((1 - share) * BAR_WIDTH, abs=1)


def test_right_and_wrong_are_told_by_sign_and_colour(panel, in_theme):
    panel.set_prediction(shown_of(KNOWN))
    assert headings(panel.table)[-1] == "truth"
    assert [row[-1] for row in panel.table.texts()] == ["✓ bee", "✗ cat", "✓ cat", "✗ bee"]
    for choice in ("light", "dark"):
        colours = in_theme(choice)
        found = [cell(panel.table, row, 3, Qt.ItemDataRole.ForegroundRole).name() for row in range(2)]
        assert found == [colours.good, colours.bad]


def test_the_summary_tells_file_examples_and_network(panel):
    panel.set_prediction(shown_of(CLASSES))
    assert panel.note.text() == "new.csv · 4 examples · Digits, after 780 steps"
    panel.set_prediction(shown_of(KNOWN))
    assert panel.note.text() == "new.csv · 4 examples · accuracy 50.0 % · loss 0.457 · Digits, after 780 steps"
    panel.set_prediction(shown_of(replace(KNOWN, result=Result(float("nan"), None))))
    assert panel.note.text() == "new.csv · 4 examples · loss NaN · Digits, after 780 steps"


def test_the_classes_are_counted(panel):
    panel.set_prediction(shown_of(CLASSES))
    assert panel.counts.isVisible()
    assert panel.counts.texts() == [["ant", "2"], ["bee", "1"], ["cat", "1"]]
    assert [cell(panel.counts, row, 1, SHARE) for row in range(3)] == [1, 0.5, 0.5]


def test_scores_have_no_probabilities(panel):
    panel.set_prediction(shown_of(replace(CLASSES, probabilities=None)))
    assert headings(panel.table) == ["example", "prediction"]


def test_numbers_stand_beside_the_truth_and_the_difference(panel):
    panel.set_prediction(shown_of(NUMBERS))
    assert headings(panel.table) == ["example", "predicted price"]
    assert [row[1] for row in panel.table.texts()] == ["0.500", "−2.25", "12,346"]
    assert not panel.counts.isVisible()
    panel.set_prediction(shown_of(replace(NUMBERS, truth=np.array([[1.0], [-2.25], [12000.0]]))))
    assert headings(panel.table) == ["example", "predicted price", "true price", "difference"]
    assert panel.table.texts()[0] == ["1", "0.500", "1.00", "−0.500"]


def test_numbers_without_names_are_counted(panel):
    two = replace(NUMBERS, target_names=(), outputs=np.zeros((3, 2), np.float32))
    panel.set_prediction(shown_of(two))
    assert headings(panel.table) == ["example", "predicted target 1", "predicted target 2"]


def test_examples_go_by_the_names_of_their_files(panel):
    names = ("b.png", "a.png", "d.png", "c.png")
    panel.set_prediction(shown_of(CLASSES, names=names))
    assert [row[0] for row in panel.table.texts()] == list(names)
    panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in panel.table.texts()] == sorted(names)


def test_sorted_by_probability_the_least_certain_comes_first(panel):
    panel.set_prediction(shown_of(CLASSES))
    panel.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in panel.table.texts()] == ["4", "2", "1", "3"]
    panel.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[0] for row in panel.table.texts()] == ["3", "1", "2", "4"]


def test_sorted_by_truth_the_wrong_ones_come_first(panel):
    panel.set_prediction(shown_of(KNOWN))
    panel.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row[-1] for row in panel.table.texts()] == ["✗ bee", "✗ cat", "✓ bee", "✓ cat"]


def test_sorted_by_difference_the_smallest_error_comes_first(panel):
    panel.set_prediction(shown_of(replace(NUMBERS, truth=np.array([[1.0], [-2.0], [12000.0]]))))
    panel.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in panel.table.texts()] == ["2", "1", "3"]


def test_the_chosen_example_stays_chosen_when_the_table_is_sorted(panel):
    panel.set_prediction(shown_of(CLASSES))
    panel.table.selectRow(2)
    assert panel.table.current() == 2
    panel.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert (panel.table.current(), panel.table.currentIndex().row()) == (2, 3)


def test_another_prediction_is_not_sorted_as_the_last_one_was(panel):
    panel.set_prediction(shown_of(CLASSES))
    panel.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    panel.set_prediction(shown_of(KNOWN))
    assert [row[0] for row in panel.table.texts()] == ["1", "2", "3", "4"]
    assert panel.table.horizontalHeader().sortIndicatorSection() == -1


def test_the_image_of_the_chosen_example_is_shown_with_what_is_said_of_it(panel):
    panel.set_prediction(shown_of(KNOWN, images=IMAGES))
    assert panel.picture.isVisible()
    low, high = brightness_range(IMAGES)
    for row in (0, 3):
        panel.table.selectRow(row)
        assert panel.picture.image() == to_image(IMAGES[row], low, high)
    assert to_image(IMAGES[0], low, high) != to_image(IMAGES[3], low, high)
    assert panel.readout.text() == "prediction ant, probability 40 %, truth ✗ bee"


def test_rows_of_numbers_have_no_image(panel):
    panel.set_prediction(shown_of(CLASSES, images=IMAGES))
    panel.set_prediction(shown_of(CLASSES))
    assert not panel.picture.isVisible()
    assert panel.counts.isVisible()


def test_the_button_says_that_the_predictions_are_wanted_in_a_file(qtbot, panel):
    panel.set_prediction(shown_of(CLASSES))
    with qtbot.waitSignal(panel.save_chosen):
        qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)


def test_one_local_file_can_be_dropped(qtbot, panel):
    with qtbot.waitSignal(panel.data_dropped) as dropped:
        assert drop(panel, QUrl.fromLocalFile("/data/new.csv"))
    assert dropped.args == ["/data/new.csv"]


@pytest.mark.parametrize("urls", [(), ("https://example.org/new.csv",), ("file:///a.csv", "file:///b.csv")])
def test_nothing_else_can_be_dropped(qtbot, panel, urls):
    with qtbot.assertNotEmitted(panel.data_dropped):
        assert not drop(panel, *map(QUrl, urls))


def test_none_clears_everything(panel):
    panel.set_prediction(shown_of(CLASSES, images=IMAGES))
    panel.set_prediction(None)
    assert not panel.is_content_shown()
    assert (panel.note.text(), panel.table.texts()) == ("", [])
    assert not panel.save_button.isVisible()


def test_a_screen_reader_hears_what_the_parts_are(panel):
    named = (panel, panel.table, panel.counts, panel.picture)
    assert all(widget.accessibleName() for widget in named)
    assert len({widget.accessibleName() for widget in named}) == len(named)


def test_probabilities_that_are_no_numbers_are_shown_without_a_bar(panel):
    broken = np.full((4, 3), np.nan, np.float32)
    panel.set_prediction(shown_of(replace(KNOWN, probabilities=broken)))
    assert panel.table.texts()[0][2] == "–"
    assert not panel.grab().isNull()


def test_tens_of_thousands_of_examples_fill_the_table(panel):
    many = np.tile(PROBABILITIES, (15_000, 1))
    panel.set_prediction(shown_of(replace(CLASSES, outputs=many, probabilities=many, labels=many.argmax(axis=1))))
    panel.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert panel.table.model().rowCount() == 60_000
    assert panel.table.current() == 0
