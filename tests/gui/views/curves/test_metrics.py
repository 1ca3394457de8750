"""The running mean is the plain one, however the news were cut into pieces."""

import math

import numpy as np
import pytest

from nnlab.gui.views.curves.metrics import EARLY_SHARE, WINDOW, AccuracyMetrics, Line, LossMetrics
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
    np.testing.assert_allclose(metrics.lines["mean"].points()[1], [1e300] * 25)
    assert np.isnan(metrics.lines["batch"].points()[1][-1])


def test_news_without_a_loss_add_nothing(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([]))
    assert metrics.lines["mean"].points()[0].size == 0


def test_losses_that_are_not_finite_end_the_mean_and_leave_gaps_in_the_batches(snapshot):
    metrics = LossMetrics()
    metrics.add(snapshot([1.0, 3.0, np.inf, np.nan]))
    steps, values = metrics.lines["batch"].points()
    np.testing.assert_array_equal(steps, [1, 2, 3, 4])
    np.testing.assert_array_equal(values, [1, 3, np.nan, np.nan])
    np.testing.assert_array_equal(metrics.lines["mean"].points()[0], [1, 2])
    np.testing.assert_array_equal(metrics.lines["mean"].points()[1], [1, 3])


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


def test_a_line_answers_with_the_last_value_up_to_a_step():
    line = Line()
    line.extend(np.array([10.0, 20.0]), np.array([1.0, 2.0]))
    assert [line.at(step) for step in (9.9, 10, 19.9, 20, 99)] == [None, 1, 1, 2, 2]
