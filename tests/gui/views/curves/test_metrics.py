"""The running mean is the plain one, however the news were cut into pieces."""

import math
from dataclasses import replace

import numpy as np
import pytest

from nnlab.gui.views.curves.metrics import AccuracyMetrics, LossMetrics, RateMetrics
from nnlab.gui.views.curves.running_mean import EARLY_SHARE, WINDOW
from nnlab.training.layer_picture import LayerPicture
from tests.gui.views.news import evaluation


def plain_means(losses):
    windows = [min(WINDOW, math.ceil(EARLY_SHARE * end)) for end in range(1, len(losses) + 1)]
    return [np.mean(losses[end - window : end]) for end, window in enumerate(windows, start=1)]


@pytest.mark.parametrize("piece", [1, 3, 19, 20, 21, 500])
def test_the_running_mean_is_the_plain_mean_of_the_last_20_or_of_a_tenth_of_the_run(snapshot, piece):
    losses = np.random.default_rng(2).exponential(size=337)
    metrics = LossMetrics()
    for first in range(0, losses.size, piece):
        metrics.add(snapshot(losses[first : first + piece], first))
    steps, means = metrics.lines["mean"].points()
    np.testing.assert_array_equal(steps, np.arange(1, 338))
    np.testing.assert_allclose(means, plain_means(losses), rtol=1e-13)


def test_a_huge_loss_is_forgotten_once_it_is_out_of_the_window(snapshot):
    losses = np.array([1e300, *[0.25] * 40])
    metrics = LossMetrics()
    metrics.add(snapshot(np.append(np.full(300, 0.5), losses)))
    np.testing.assert_allclose(metrics.lines["mean"].points()[1][300 + WINDOW :], 0.25, rtol=1e-13)


def test_early_in_a_run_the_mean_does_not_lag_behind_a_steep_fall(snapshot):
    losses = 2.3 * np.exp(-np.arange(60) / 20)
    metrics = LossMetrics()
    metrics.add(snapshot(losses))
    assert np.abs(metrics.lines["mean"].points()[1] / losses - 1).max() < 0.15


def test_losses_too_large_for_an_axis_count_as_not_finite(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([1e300] * 25 + [1.5e308]))
    np.testing.assert_allclose(metrics.lines["mean"].points()[1], [1e300] * 25 + [np.nan])
    assert np.isnan(metrics.lines["batch"].points()[1][-1])


def test_news_without_a_loss_add_nothing(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([]))
    assert metrics.lines["mean"].points()[0].size == 0


def test_losses_that_are_not_finite_leave_gaps_in_the_batches_and_in_their_mean(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([1.0, 3.0, np.inf, np.nan]))
    steps, values = metrics.lines["batch"].points()
    np.testing.assert_array_equal(steps, [1, 2, 3, 4])
    np.testing.assert_array_equal(values, [1, 3, np.nan, np.nan])
    np.testing.assert_array_equal(metrics.lines["mean"].points()[1], [1, 3, np.nan, np.nan])


def test_the_best_loss_is_the_lowest_validation_loss(snapshot):
    metrics = LossMetrics()
    assert metrics.best() is None
    parts = [(20, "validation", 0.9), (20, "train", 0.1), (40, "validation", 0.3), (60, "validation", 0.5)]
    metrics.add(snapshot(evaluations=[evaluation(step, part, loss, 0.5) for step, part, loss in parts]))
    assert metrics.best() == (40, 0.3)


def test_the_best_accuracy_is_the_highest_of_the_validation_in_percent(snapshot):
    metrics = AccuracyMetrics()
    assert metrics.best() is None
    shares = [(20, 0.5), (40, 0.94), (60, 0.9)]
    metrics.add(snapshot(evaluations=[evaluation(step, "validation", 1.0, share) for step, share in shares]))
    assert metrics.best() == (40, pytest.approx(94))


def test_an_evaluation_that_is_not_finite_or_has_no_accuracy_is_left_out(snapshot):
    loss, accuracy = LossMetrics(), AccuracyMetrics()
    news = snapshot(evaluations=[evaluation(20, "validation", np.nan, 0.1), evaluation(40, "validation", 0.5, None)])
    loss.add(news)
    accuracy.add(news)
    assert loss.best() == (40, 0.5)
    assert accuracy.best() is None


def test_steps_that_nobody_told_of_have_no_loss(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([1.0, 2.0], first_step=3))
    np.testing.assert_array_equal(metrics.lines["batch"].points()[1], [np.nan, np.nan, np.nan, 1, 2])
    np.testing.assert_array_equal(metrics.lines["batch"].points()[0], [1, 2, 3, 4, 5])


def test_steps_that_are_told_twice_count_once(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([1.0, 2.0, 3.0]))
    metrics.add(snapshot([2.0, 3.0, 4.0], first_step=1))
    np.testing.assert_array_equal(metrics.lines["batch"].points()[1], [1, 2, 3, 4])


def test_only_the_plot_of_a_run_that_diverged_is_cut_a_little_above_its_first_loss(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([2.0, 1.0, 1e20, np.inf]))
    assert metrics.ceiling(has_diverged=False) is None
    assert metrics.ceiling(has_diverged=True) == 6
    brief = LossMetrics()
    brief.add(snapshot([2.0, 3.0, np.nan]))
    assert brief.ceiling(has_diverged=True) == 3
    nothing = LossMetrics()
    nothing.add(snapshot([np.nan]))
    assert nothing.ceiling(has_diverged=True) is None


def pictured(snapshot, rates, steps=()):
    """Return the news of as many steps as there are rates, with pictures of some of them."""
    pictures = [LayerPicture(step, step / 20, (), rates[step - 1]) for step in steps]
    news = snapshot([1.0] * len(rates))
    latest = LayerPicture(len(rates), len(rates) / 20, (), rates[-1])
    return replace(news, picture=latest, pictures=(LayerPicture(0, 0.0, ()), *pictures))


def test_the_rate_is_known_where_the_layers_were_pictured(snapshot):
    metrics = RateMetrics()
    metrics.add(pictured(snapshot, [0.1, 0.09, 0.08], (1, 2)))
    metrics.add(pictured(snapshot, [0.1, 0.09, 0.08, 0.07, 0.06], (1, 2, 3, 4)))
    steps, rates = metrics.lines["rate"].points()
    np.testing.assert_array_equal(steps, [1, 2, 3, 4, 5])
    np.testing.assert_array_equal(rates, [0.1, 0.09, 0.08, 0.07, 0.06])
    assert metrics.ceiling(has_diverged=False) == 0.1
    assert metrics.best() is None


def test_of_a_rate_that_stays_only_both_ends_are_kept(snapshot):
    metrics = RateMetrics()
    for count in range(1, 40):
        metrics.add(pictured(snapshot, [0.1] * count))
    metrics.add(pictured(snapshot, [0.1] * 39 + [0.05]))
    np.testing.assert_array_equal(metrics.lines["rate"].points()[0], [1, 39, 40])
    np.testing.assert_array_equal(metrics.lines["rate"].points()[1], [0.1, 0.1, 0.05])
