"""How many examples there are of each class, and whether that is balanced."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtWidgets import QScrollArea

from nnlab.data.dataset import Dataset
from nnlab.data.split import Split
from nnlab.gui import theme
from nnlab.gui.views.data.class_bars import NARROW
from nnlab.gui.views.data.class_counts import ClassCountsPanel
from nnlab.gui.views.data.parts import part_fill
from tests.gui.views.data.small_sets import colours_of, images, numbers_to_meet, overview_of, table

WIDE, SLIM = 900, 264


def labelled(counts, names="abcdefgh"):
    labels = np.repeat(np.arange(len(counts)), counts)
    return Dataset(np.zeros((len(labels), 1)), labels, tuple(names[: len(counts)]))


def mixed(n):
    """Return a split whose parts hold every fifth example or more."""
    every = np.arange(n)
    return Split(every[every % 5 < 3], every[every % 5 == 3], every[every % 5 == 4])


@pytest.fixture
def panel(shown):
    return shown(ClassCountsPanel(), WIDE, 500)


def test_without_data_a_sentence_promises_them(panel):
    assert panel.promise() == "The number of examples of each class appears here once data are loaded."
    panel.set_overview(overview_of(images()))
    assert panel.is_content_shown()
    panel.set_overview(None)
    assert not panel.is_content_shown()


def test_balanced_classes_are_called_so(panel):
    panel.set_overview(overview_of(labelled([11, 10])))
    words = "Balanced: the largest class is 1.1 times the smallest. Always answering a would be right in 52\u00a0%."
    assert panel.words.text() == words
    assert panel.note.text() == "2 classes"
    panel.set_overview(overview_of(labelled([10, 10])))
    assert panel.words.text().startswith("Balanced: the classes are of the same size, or almost. ")


def test_it_is_said_how_far_classes_are_from_balanced(panel):
    panel.set_overview(overview_of(labelled([10, 31, 12]), mixed(53)))
    words = "Not balanced: b has 3.1 times as many examples as a. Always answering b would be right in 58\u00a0%."
    assert panel.words.text() == words


def test_a_class_without_examples_is_told(panel):
    panel.set_overview(overview_of(labelled([10, 0, 10]), mixed(20)))
    assert panel.words.text().startswith("Not balanced: there are classes without examples.")
    assert panel.words.text().endswith("No training examples: b.")


def test_no_examples_are_no_trouble(panel):
    panel.set_overview(overview_of(labelled([0, 0])))
    assert panel.words.text().startswith("Not balanced: there are classes without examples.")
    panel.grab()


def test_of_many_classes_without_training_examples_the_first_are_named(panel):
    panel.set_overview(
        overview_of(labelled([6, 1, 1, 1, 1, 1, 1]), Split(np.arange(6), np.arange(6, 12), np.empty(0, np.intp)))
    )
    assert panel.words.text().endswith("No training examples: b, c, d, e, f and 1 more.")


def test_a_row_is_told_as_a_sentence(panel):
    panel.set_overview(overview_of(table()))
    assert panel.bars.row_words(0) == "a: train 6, validation 2, test 2, together 10, 10 % of all"
    assert panel.bars.accessibleDescription().count(";") == 2
    assert panel.bars.words_at(QPointF(50, panel.bars.row_rect(0).center().y())) == panel.bars.row_words(0)
    assert panel.bars.words_at(QPointF(50, 10_000)) == ""


@pytest.mark.parametrize("width", [WIDE, SLIM])
def test_a_bar_has_the_colours_of_the_parts_in_proportion(panel, width):
    panel.resize(width, 500)
    panel.set_overview(overview_of(labelled([100, 50]), mixed(150)))
    for row, share in ((0, 1.0), (1, 0.5)):
        box = panel.bars.bar_box(row)
        ends = np.cumsum([0.0, 0.6, 0.2, 0.2]) * share * box.width()
        for part, start, end in zip(("train", "validation", "test"), ends[:-1], ends[1:], strict=True):
            inside = QRect(box.left() + round(start) + 3, box.top() + 3, round(end - start) - 6, 2)
            assert colours_of(panel.bars, inside) == {part_fill(part).name()}
    beyond = QRect(panel.bars.bar_box(1).left() + round(0.5 * panel.bars.bar_box(1).width()) + 3, box.top() + 3, 20, 2)
    assert part_fill("test").name() not in colours_of(panel.bars, beyond)


def test_a_bar_is_framed_in_the_line_of_its_part(panel):
    panel.set_overview(overview_of(labelled([100, 50]), mixed(150)))
    shown, box = theme.current(), panel.bars.bar_box(0)
    assert {shown.train, shown.validation} <= colours_of(panel.bars, box)


def test_numbers_stand_beside_the_bar_or_in_a_slim_panel_above_it(panel):
    panel.set_overview(overview_of(table()))
    assert panel.bars.width() >= NARROW
    wide = panel.bars.row_rect(0).height()
    assert panel.bars.bar_box(0).right() < panel.bars.width() - 60
    panel.resize(SLIM, 500)
    assert panel.bars.row_rect(0).height() > wide
    assert panel.bars.bar_box(0).width() > 0.9 * panel.bars.width()


def test_very_many_classes_scroll(qtbot, panel):
    counts = np.random.default_rng(0).integers(1, 9, 1000)
    panel.set_overview(overview_of(labelled(counts, [f"class {i}" for i in range(1000)]), mixed(counts.sum())))
    (area,) = [area for area in panel.findChildren(QScrollArea) if area.isVisible()]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 10_000)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert panel.bars.visibleRegion().boundingRect().contains(panel.bars.row_rect(999).center())
    assert area.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_numbers_to_be_met_have_a_histogram_a_part(panel):
    panel.set_overview(overview_of(numbers_to_meet(), mixed(100)))
    assert panel.accessibleName() == "Targets"
    assert panel.histograms.isVisible()
    assert not panel.bars.isVisible()
    assert panel.histograms.target_words(0).startswith("height: train: 0.2")
    for place, part in enumerate(("train", "validation", "test")):
        assert part_fill(part).name() in colours_of(panel.histograms, panel.histograms.histogram_box(0, place))


def test_a_line_stands_at_the_mean(panel):
    panel.set_overview(overview_of(numbers_to_meet(), mixed(100)))
    box = panel.histograms.histogram_box(0, 0)
    share = (overview_of(numbers_to_meet(), mixed(100)).targets[0].parts["train"].mean + 2) / 4.5
    at_mean = QRect(box.left() + round(share * box.width()) - 2, box.center().y(), 5, 1)
    assert theme.current().text in colours_of(panel.histograms, at_mean)


def test_many_targets_scroll(qtbot, panel):
    y = np.random.default_rng(0).normal(size=(50, 12))
    panel.set_overview(overview_of(Dataset(np.zeros((50, 1)), y), mixed(50)))
    (area,) = [area for area in panel.findChildren(QScrollArea) if area.isVisible()]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert panel.histograms.target_words(11).startswith("target 12: ")


def test_colours_follow_the_theme(panel, in_theme):
    panel.set_overview(overview_of(labelled([100, 50]), mixed(150)))
    for choice in ("dark", "light"):
        in_theme(choice)
        assert part_fill("train").name() in colours_of(panel.bars, panel.bars.bar_box(0))
