"""The curves of several runs on the same axes."""

from dataclasses import replace

import numpy as np
import pytest

from nnlab.gui.views.compare.curves_page import CurvesPage
from nnlab.training.checkpoint import Finish
from nnlab.training.divergence import FirstNonFinite
from tests.gui.views.compare.made_runs import made_run, shown_runs


@pytest.fixture
def page(shown):
    page = shown(CurvesPage(), 900, 400)
    page.source.setCurrentIndex(1)
    page.set_runs(shown_runs(made_run("Run 1: a"), made_run("Run 2: b")))
    return page


def line(plot, run_id):
    return plot._curves[run_id].getOriginalDataset()


def test_each_run_has_a_line_on_the_same_axes(page):
    for plot in (page.loss, page.accuracy):
        assert [line(plot, run_id)[0].tolist() for run_id in (1, 2)] == [[0, 20, 40]] * 2


def test_a_run_that_has_gone_takes_its_line_along(page):
    page.set_runs(shown_runs(made_run("Run 1: a")))
    assert list(page.loss._curves) == [1]
    assert page.loss.words_at(None) == "Run 1 1.00"


def test_part_and_axis_are_chosen(page):
    page.source.setCurrentIndex(2)
    assert line(page.loss, 1)[0].size == 40
    page.unit.setCurrentIndex(1)
    assert line(page.loss, 1)[0][-1] == pytest.approx(2.0)
    assert page.loss.plot.getPlotItem().getAxis("bottom").labelText == "epoch"


def test_a_logarithmic_axis_shows_logarithms(page):
    page.loss.log.setChecked(True)
    assert line(page.loss, 1)[1] == pytest.approx(np.log10([2.0, 1.5, 1.0]))


def test_the_values_under_the_mouse_are_told_of_each_run(page):
    page.loss.plot.point_at(25.0)
    assert page.loss.readout.text() == "step 25 · Run 1 1.50 · Run 2 1.50"
    page.accuracy.plot.point_at(25.0)
    assert page.accuracy.readout.text() == "step 25 · Run 1 40.0 % · Run 2 40.0 %"
    page.loss.plot.point_at(None)
    assert page.loss.readout.text() == "Run 1 1.00 · Run 2 1.00"


def test_names_that_begin_alike_are_told_whole(page):
    page.set_runs(shown_runs(made_run("x: a"), made_run("x: b")))
    assert page.loss.words_at(None) == "x: a 1.00 · x: b 1.00"


def test_a_run_that_diverged_ends_with_a_mark_that_says_which(page):
    broke = made_run("Run 3: c", broke=FirstNonFinite(33, "1", "forward"), finish=Finish.DIVERGED)
    page.set_runs(shown_runs(made_run("Run 1: a"), broke))
    end = page.loss._ends[2]
    assert (end.isVisible(), end.value()) == (True, 33.0)
    assert end.label.toPlainText() == "✕ Run 3"
    assert not page.loss._ends[1].isVisible()


def test_a_run_that_diverged_does_not_flatten_the_others(page):
    page.source.setCurrentIndex(2)
    base = made_run("Run 1: a")
    losses = 2.0 * 10.0 ** np.arange(40)
    history = replace(base.history, losses=losses)
    broke = made_run("Run 2: b", history=history, broke=FirstNonFinite(40, "1", "forward"))
    page.set_runs(shown_runs(base, broke))
    _, high = page.loss.plot.getPlotItem().viewRange()[1]
    assert high < 10


def test_there_is_no_accuracy_where_numbers_are_to_be_met(page):
    run = made_run()
    evaluations = tuple(replace(each, accuracy=None) for each in run.history.evaluations)
    page.set_runs(shown_runs(replace(run, history=replace(run.history, evaluations=evaluations))))
    assert page.accuracy.isHidden()


def test_the_numbers_behind_it_are_the_points(page):
    loss, accuracy = page.tables()
    assert (loss.name, loss.columns) == ("loss", ("run", "step", "loss"))
    assert list(loss.rows)[:3] == [("Run 1: a", 0.0, 2.0), ("Run 1: a", 20.0, 1.5), ("Run 1: a", 40.0, 1.0)]
    assert len(list(accuracy.rows)) == 6


def test_lines_follow_the_theme(page, in_theme):
    colours = []
    for choice in ("light", "dark"):
        in_theme(choice)
        colours.append(page.loss._curves[1].opts["pen"].color().name())
    assert colours[0] != colours[1]


def test_a_run_in_mid_epoch_is_seen_to_its_end(page):
    page.unit.setCurrentIndex(1)
    run = made_run("Run 1: a", epochs=1.4)
    evaluations = tuple(replace(each, epoch=each.step * 1.4 / 40) for each in run.history.evaluations)
    page.set_runs(shown_runs(replace(run, history=replace(run.history, evaluations=evaluations))))
    assert page.loss.plot.last_step == 2


def test_a_run_that_broke_in_its_first_epoch_is_marked_there(page):
    page.unit.setCurrentIndex(1)
    broke = made_run("Run 2: b", broke=FirstNonFinite(8, "1", "forward"), finish=Finish.DIVERGED, epochs=0.4)
    page.set_runs(shown_runs(made_run("Run 1: a"), broke))
    assert page.loss._ends[2].value() == pytest.approx(0.4)


def test_steps_can_stand_on_a_logarithmic_axis_and_epochs_do_not(page):
    page.x_log.click()
    for plot in (page.loss, page.accuracy):
        assert plot.plot.scale.is_log
        assert line(plot, 1)[0] == pytest.approx(np.log10([20, 40]))
    page.loss.plot.point_at(25.0)
    assert page.loss.readout.text() == "step 25 · Run 1 1.50 · Run 2 1.50"
    page.unit.setCurrentIndex(1)
    assert not page.x_log.isEnabled()
    assert line(page.loss, 1)[0].tolist() == [0, 1, 2]
