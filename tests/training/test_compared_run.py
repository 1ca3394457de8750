"""Runs at work, put together from their news."""

import numpy as np

from nnlab.training.compared_run import LiveRun, compared
from nnlab.training.runner import Runner
from tests.training.runs import SOON, STEPS, rest, small_spec

SPEC = small_spec()


def test_the_news_of_a_run_make_the_run(thread):
    runner = Runner(thread, SPEC)
    live = LiveRun(SPEC, runner.sizes.n_outputs)
    for _ in range(3):
        runner.step_batch()
        rest(thread, runner)
        live.add(runner.mailbox.take())
    assert live.compared("a").step == 3
    assert live.progress.steps == STEPS
    runner.start()
    assert runner.wait(SOON)
    live.add(runner.mailbox.take())
    whole, record = live.compared("a"), compared("a", runner.record().result(SOON))
    assert whole.history.losses.tolist() == record.history.losses.tolist()
    assert whole.history.evaluations == record.history.evaluations
    assert [picture.step for picture in whole.history.pictures] == [p.step for p in record.history.pictures]
    assert (whole.step, whole.epochs, whole.n_outputs) == (record.step, record.epochs, record.n_outputs)
    assert whole.finish is None


def test_steps_of_an_earlier_run_have_no_known_loss(thread):
    runner = Runner(thread, SPEC)
    runner.step_batch()
    rest(thread, runner)
    runner.mailbox.take()
    runner.step_batch()
    rest(thread, runner)
    live = LiveRun(SPEC, 3)
    live.add(runner.mailbox.take())
    losses = live.compared("a").history.losses
    assert np.isnan(losses).tolist() == [True, False]


def test_before_the_first_news_nothing_is_known():
    run = LiveRun(SPEC, 3).compared("a")
    assert (run.step, run.epochs, run.results, run.initial_loss, run.steps_per_second) == (0, 0.0, {}, None, None)
