"""One layer of several runs."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from nnlab.gui.views.compare.histogram_page import HistogramPage
from nnlab.training.divergence import FirstNonFinite
from nnlab.training.history import HistoryRecord
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.statistics import distribution
from tests.gui.views.compare.made_runs import made_layer, made_run, shown_runs


def layers(count):
    return {"network__layers": [{"units": 20}] * count}


@pytest.fixture
def page(shown):
    page = shown(HistogramPage(), 900, 400)
    page.set_runs(shown_runs(made_run("a", **layers(1)), made_run("b", **layers(3))))
    return page


def rows(page):
    return page.rows.rows


def choices(box):
    return [box.itemText(index) for index in range(box.count())]


def test_the_layers_of_the_deepest_run_are_offered_and_the_output(page):
    assert choices(page.layer) == ["Layer 1", "Layer 2", "Layer 3", "Output layer"]


def test_each_run_has_a_row_at_its_end(page):
    assert [(row.name, row.note) for row in rows(page)] == [("a", "step 40"), ("b", "step 40")]
    expected = made_layer(40).output
    assert rows(page)[0].distribution.mean == pytest.approx(expected.mean)


def test_a_run_without_the_layer_says_so(page):
    page.layer.setCurrentIndex(1)
    assert [row.note for row in rows(page)] == ["no such layer", "step 40"]
    assert rows(page)[0].distribution is None


def test_the_output_layer_is_that_of_each_run(page):
    page.layer.setCurrentIndex(3)
    means = [row.distribution.mean for row in rows(page)]
    assert means == pytest.approx([made_layer(41).output.mean, made_layer(43).output.mean])


@pytest.mark.parametrize(
    ("index", "of"),
    [
        (0, lambda layer: layer.output),
        (1, lambda layer: layer.preactivation),
        (2, lambda layer: layer.weights.weight),
        (3, lambda layer: layer.weights.gradient),
    ],
)
def test_what_of_the_layer_is_chosen(page, index, of):
    page.subject.setCurrentIndex(index)
    assert rows(page)[0].distribution.std == pytest.approx(of(made_layer(40)).std)


def test_numbers_stand_beside_the_histogram(page):
    assert "mean 0." in page.rows.row_words(0)
    assert "dead 0 %" in page.rows.row_words(0)
    page.subject.setCurrentIndex(3)
    assert "RMS" in page.rows.row_words(0)
    assert "update : weight 0.00100" in page.rows.row_words(0)


def test_the_slider_goes_to_the_same_share_of_each_run(page):
    page.slider.setValue(50)
    assert [row.note for row in rows(page)] == ["step 20", "step 20"]
    page.slider.setValue(0)
    assert [row.note for row in rows(page)] == ["step 0", "step 0"]


def test_the_layer_stays_chosen_when_other_runs_come(page):
    page.layer.setCurrentIndex(1)
    page.set_runs(shown_runs(made_run("c", **layers(2))))
    assert page.layer.currentText() == "Layer 2"


def test_before_the_first_picture_a_row_says_so(page):
    page.set_runs(shown_runs(made_run(history=HistoryRecord(np.empty(0), (), ()))))
    assert [row.note for row in rows(page)] == ["nothing recorded yet"]


def test_what_is_not_finite_is_told_and_not_drawn(page):
    values = np.array([np.nan, np.inf, 1.0, -1.0])
    broken = replace(made_layer(0), output=distribution(values))
    history = HistoryRecord(np.empty(0), (), (LayerPicture(40, 2.0, (broken, broken)),))
    page.set_runs(shown_runs(made_run(history=history, **layers(1))))
    assert rows(page)[0].note == "step 40 · ✕ 2 not finite"
    nothing = replace(made_layer(0), output=distribution(np.full(4, np.nan)))
    history = HistoryRecord(np.empty(0), (), (LayerPicture(40, 2.0, (nothing, nothing)),))
    page.set_runs(shown_runs(made_run(history=history, **layers(1))))
    assert rows(page)[0].distribution is None
    page.grab()


@pytest.mark.parametrize("is_shared", [True, False])
def test_all_runs_share_an_axis_or_have_their_own(page, is_shared):
    wide = HistoryRecord(np.empty(0), (), (LayerPicture(40, 2.0, (made_layer(0, 100.0),) * 2),))
    page.set_runs(shown_runs(made_run("a", **layers(1)), made_run("b", history=wide, **layers(1))))
    page.shared.setChecked(is_shared)
    highs = [page.rows._axis(index).high for index in range(2)]
    assert (highs[0] == highs[1]) is is_shared
    page.grab()


def test_a_run_that_diverged_does_not_decide_the_axis(page):
    wide = HistoryRecord(np.empty(0), (), (LayerPicture(40, 2.0, (made_layer(0, 1e5),) * 2),))
    broke = made_run("b", history=wide, broke=FirstNonFinite(41, "1", "forward"), **layers(1))
    page.set_runs(shown_runs(made_run("a", **layers(1)), broke))
    assert [page.rows._axis(index).high < 100 for index in range(2)] == [True, True]
    page.shared.setChecked(False)
    assert page.rows._axis(1).high > 1e4
    page.set_runs(shown_runs(broke))
    page.shared.setChecked(True)
    assert page.rows._axis(0).high > 1e4
    page.grab()


def test_the_mouse_reads_a_bin(page):
    box = page.rows._box(0)
    words = page.rows.words_at(QPoint(round(box.left() + 20), round(box.center().y())))
    assert " to " in words
    assert "values" in words
    assert page.rows.words_at(QPoint(1, 1)) == ""


def test_the_numbers_behind_it_are_the_bins(page):
    (table,) = page.tables()
    lines = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert {(line["run"], line["layer"], line["of"], line["step"]) for line in lines} == {
        ("a", "1", "output", 40),
        ("b", "1", "output", 40),
    }
    histogram = made_layer(40).output.histogram
    assert [line["count"] for line in lines[:60]] == histogram.counts.tolist()
    assert lines[0]["bin_low"] == histogram.low
    assert lines[59]["bin_high"] == pytest.approx(histogram.high)
