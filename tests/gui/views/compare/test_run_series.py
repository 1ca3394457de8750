"""The numbers behind the curves of several runs."""

from dataclasses import replace

import numpy as np
import pytest

from nnlab.gui.views.compare.run_series import Source, Unit, accuracy_of, loss_of
from nnlab.gui.views.curves.metrics import LossMetrics
from tests.gui.views.compare.made_runs import made_run

RUN = made_run()


def with_losses(losses):
    return replace(RUN, history=replace(RUN.history, losses=losses))


def test_the_loss_of_batches_is_the_running_mean_of_the_live_view():
    losses = np.random.default_rng(2).exponential(size=337)
    losses[[30, 200]] = np.nan, np.inf
    live = LossMetrics()
    live.extend(losses)
    series = loss_of(with_losses(losses), Source.BATCHES, Unit.STEPS)
    np.testing.assert_array_equal(series.x, live.mean.points()[0])
    np.testing.assert_array_equal(series.y, live.mean.points()[1])


@pytest.mark.parametrize("count", [0, 1, 2, 19, 20, 21])
def test_short_runs_have_as_many_means_as_losses(count):
    assert loss_of(with_losses(np.ones(count)), Source.BATCHES, Unit.STEPS).y == pytest.approx(np.ones(count))


def test_a_long_run_is_drawn_by_the_means_of_a_few_batches_each():
    losses = np.arange(30_005.0)
    series = loss_of(with_losses(losses), Source.BATCHES, Unit.STEPS)
    assert series.x[:2].tolist() == [3, 6]
    assert series.x[-2:].tolist() == [30_003, 30_005]
    assert series.y[0] == 1.0
    assert series.y[-2] == pytest.approx(losses[30_001] - 9.5)
    assert series.y.size == 10_002


def test_a_very_long_run_is_smooth_by_its_blocks_alone():
    series = loss_of(with_losses(np.arange(300_000.0)), Source.BATCHES, Unit.STEPS)
    assert series.y[:2].tolist() == pytest.approx([14.5, 44.5])


def test_what_is_not_finite_is_a_gap():
    losses = np.ones(40)
    losses[30] = np.nan
    series = loss_of(with_losses(losses), Source.BATCHES, Unit.STEPS)
    assert np.flatnonzero(np.isnan(series.y)).tolist() == [30]


def test_evaluations_stand_at_their_steps_or_epochs():
    steps, epochs = (loss_of(RUN, Source.TRAIN, unit) for unit in (Unit.STEPS, Unit.EPOCHS))
    assert steps.x.tolist() == [0, 20, 40]
    assert epochs.x.tolist() == [0, 1, 2]
    assert steps.y.tolist() == epochs.y.tolist() == [2.0, 1.5, 1.0]


def test_batches_stand_at_the_epoch_they_are_in():
    series = loss_of(RUN, Source.BATCHES, Unit.EPOCHS)
    assert series.x[[0, 19, 39]] == pytest.approx([0.05, 1.0, 2.0])


def test_accuracy_is_in_percent_and_of_batches_that_of_training_examples():
    assert accuracy_of(RUN, Source.TRAIN, Unit.STEPS).y == pytest.approx([0.0, 40.0, 80.0])
    assert accuracy_of(RUN, Source.BATCHES, Unit.STEPS).y == pytest.approx([0.0, 40.0, 80.0])
    assert accuracy_of(RUN, Source.VALIDATION, Unit.STEPS).x.size == 0


def test_a_value_is_read_at_or_before_a_place_and_not_beyond_the_end():
    series = loss_of(RUN, Source.TRAIN, Unit.STEPS)
    assert series.at(25) == 1.5
    assert series.at(40) == 1.0
    assert series.at(41) is None
    assert series.at(-1) is None
