"""How the features are distributed: small histograms, and the mean image."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtWidgets import QScrollArea

from nnlab.data.dataset import Dataset
from nnlab.gui import theme
from nnlab.gui.views.data.features import FeaturesPanel
from nnlab.gui.views.data.parts import part_fill
from tests.gui.views.data.small_sets import colours_of, images, overview_of, split_of, table


@pytest.fixture
def panel(shown):
    return shown(FeaturesPanel(), 900, 500)


def made(x):
    return Dataset(x, np.arange(len(x)) % 2, ("a", "b"))


def test_without_data_a_sentence_promises_them(panel):
    assert panel.promise() == "A histogram of every feature appears here once data are loaded."
    panel.set_overview(overview_of(table()))
    assert panel.is_content_shown()
    panel.set_overview(None)
    assert not panel.is_content_shown()


def test_the_heading_says_how_many_and_of_what(panel):
    panel.set_overview(overview_of(table()))
    assert panel.note.text() == "3 features · training part, 60 examples · 1 of them constant"
    panel.set_overview(overview_of(made(np.random.default_rng(0).normal(size=(50, 1000)))))
    assert panel.note.text() == "the first 200 of 1,000 features · training part, 30 examples"
    panel.set_overview(overview_of(made(np.arange(50.0)[:, np.newaxis])))
    assert panel.note.text() == "one feature · training part, 30 examples"


@pytest.mark.parametrize("dataset", [images(0), table(0)])
def test_no_examples_are_no_trouble(panel, dataset):
    panel.set_overview(overview_of(dataset))
    assert "0 examples" in panel.note.text()
    panel.grab()


def test_a_feature_is_told_as_a_sentence(panel):
    panel.set_overview(overview_of(table()))
    assert panel.features.cell_words(0) == "width: −1 to 0.192, mean −0.404, std 0.350"
    assert panel.features.cell_words(1) == "depth: constant: 3.5"
    assert panel.features.cell_words(2) == "legs: 0 to 3, mean 1.50, std 1.12, 4 values"
    assert panel.features.accessibleDescription().count(";") == 2


def test_the_histogram_is_drawn_in_the_colour_of_the_training_part(panel):
    panel.set_overview(overview_of(table()))
    seen = colours_of(panel.features, panel.features.histogram_box(0))
    assert {part_fill("train").name(), theme.current().train, theme.current().text} <= seen


def test_a_constant_feature_has_a_word_and_no_histogram(panel):
    panel.set_overview(overview_of(table()))
    seen = colours_of(panel.features, panel.features.histogram_box(1))
    assert theme.current().muted in seen
    assert part_fill("train").name() not in seen


def test_under_the_mouse_are_the_values_of_a_bin(panel):
    panel.set_overview(overview_of(table()))
    box = QRectF(panel.features.histogram_box(2))
    words = panel.features.words_at(box.center() + QPointF(3, 0)).split("\n")
    assert words == [panel.features.cell_words(2), "1.50 to 2.50: 15 values, 25 %"]
    below = QPointF(box.center().x(), box.bottom() + 20)
    assert panel.features.words_at(below) == panel.features.cell_words(2)
    assert panel.features.words_at(QRectF(panel.features.histogram_box(1)).center()) == panel.features.cell_words(1)
    assert panel.features.words_at(QPointF(5, 5000)) == ""


@pytest.mark.parametrize("width", [260, 500, 950, 1600])
def test_features_fill_the_lines_and_do_not_overlap(panel, width):
    panel.set_overview(overview_of(made(np.random.default_rng(0).normal(size=(50, 40)))))
    panel.resize(width, 500)
    cells = [panel.features.cell_rect(index) for index in range(40)]
    assert not any(a.intersects(b) for n, a in enumerate(cells) for b in cells[n + 1 :])
    assert max(cell.right() for cell in cells) < panel.features.width()
    assert max(cell.bottom() for cell in cells) < panel.features.height()


def test_two_hundred_features_scroll_and_only_those_to_be_seen_are_drawn(qtbot, panel, monkeypatch):
    panel.set_overview(overview_of(made(np.random.default_rng(0).normal(size=(50, 300)))))
    (area,) = panel.findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 1000)
    drawn = []
    monkeypatch.setattr(panel.features, "_paint_feature", lambda *about: drawn.append(about[1]))
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    panel.features.repaint()
    assert 199 in drawn
    assert 0 not in drawn
    assert len(drawn) < 40


def test_images_have_a_mean_image_and_channels(panel):
    panel.set_overview(overview_of(images(channels=3)))
    assert panel.mean_image.isVisible()
    assert panel.channels.cell_words(1) == "green: constant: 100"
    assert panel.channels.cell_words(0).startswith("red: 0 to 100, mean ")
    panel.set_overview(overview_of(table()))
    assert not panel.mean_image.isVisible()
    assert not panel.channels.isVisible()


def test_the_mean_image_is_that_of_the_training_part(qtbot, panel):
    panel.set_overview(overview_of(images(), split_of(50)))
    box = panel.mean_image.image_box()
    assert panel.mean_image.words_at(QPointF(box.topLeft())) == "pixel (1, 1): mean 14.5"
    assert panel.mean_image.words_at(QPointF(box.bottomRight())) == "pixel (4, 5): mean 100"
    assert panel.mean_image.words_at(QPointF(0, 0)) == ""
    qtbot.waitUntil(lambda: panel.mean_image.rect().contains(box))
    corner = QRect(box.left() + 2, box.top() + 2, 8, 8)
    assert colours_of(panel.mean_image, corner) == {"#252525"}  # 14.5 of 100


def test_pixels_stand_where_they_stand_in_the_image(panel):
    panel.set_overview(overview_of(images()))
    assert panel.features.columns() == 5
    cells = [panel.features.cell_rect(index) for index in range(20)]
    assert [cell.top() for cell in cells[:5]] == [cells[0].top()] * 5
    assert cells[5].topLeft() == QPoint(cells[0].left(), cells[5].top())
    assert panel.features.cell_words(0).startswith("pixel (1, 1): 0 to 29")


def test_large_images_have_no_pixels_and_larger_pictures(panel):
    panel.set_overview(overview_of(images()))
    small = panel.mean_image.image_box().width()
    panel.set_overview(overview_of(made(np.zeros((50, 20, 20, 1)))))
    assert not panel.features.isVisible()
    assert panel.mean_image.image_box().width() > 1.4 * small


def test_colours_follow_the_theme(panel, in_theme):
    panel.set_overview(overview_of(table()))
    for choice in ("dark", "light"):
        in_theme(choice)
        assert part_fill("train").name() in colours_of(panel.features, panel.features.histogram_box(0))
