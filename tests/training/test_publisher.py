from functools import reduce

import numpy as np
import pytest

from nnlab.jobs import Mailbox
from nnlab.training import publisher
from nnlab.training.layer_picture import LayerPicture
from nnlab.training.loop import train
from nnlab.training.publisher import Publisher, Rate
from nnlab.training.snapshot import Snapshot, merge
from nnlab.training.statistics import LayerStatistics, UnitShares
from nnlab.training.trainer import Trainer
from tests.training.runs import EPOCHS, STEPS, STEPS_PER_EPOCH, assert_same_run, plain, small_spec, straight_run

BREAKING = {
    "network__layers__0__activation": "leaky_relu",
    "network__layers__1__activation": "leaky_relu",
    "training__learning_rate": 100.0,
    "training__epochs": 100,
}


@pytest.fixture
def mailbox() -> Mailbox[Snapshot]:
    return Mailbox(merge)


@pytest.mark.parametrize("fetch_every", [1, 3, 10, 1000])
@pytest.mark.parametrize("publish_every", [1, 4, 1000])
def test_no_loss_and_no_evaluation_is_lost(mailbox: Mailbox[Snapshot], publish_every: int, fetch_every: int) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    news, fetched = Publisher(1, trainer, mailbox), []
    for step, _ in enumerate(train(trainer)):
        if step % publish_every == 0:
            news.publish()
        if step % fetch_every == 0 and (snapshot := mailbox.take()):
            fetched.append(snapshot)
    news.publish()
    fetched.append(mailbox.take())
    whole = reduce(merge, fetched)
    assert whole.first_step == 0
    assert whole.losses.tolist() == trainer.recorder.history.losses.since(0).tolist()
    assert list(whole.evaluations) == trainer.recorder.history.evaluations
    ends = [snapshot.first_step + len(snapshot.losses) for snapshot in fetched]
    assert [snapshot.first_step for snapshot in fetched] == [0, *ends[:-1]]


def test_a_snapshot_tells_how_far_the_run_is(mailbox: Mailbox[Snapshot]) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    news, steps = Publisher(7, trainer, mailbox), train(trainer)
    for _ in range(10):
        next(steps)
    news.publish()
    snapshot = mailbox.take()
    assert snapshot is not None
    assert snapshot.run_id == 7
    progress = snapshot.progress
    assert (progress.step, progress.steps) == (10, STEPS)
    assert (progress.epochs, progress.epoch) == (EPOCHS, 1)
    assert progress.time == trainer.time == 1 + 3 * 16 / len(trainer.data.train)
    assert progress.seconds == trainer.seconds
    assert progress.steps_per_second == pytest.approx(10 / trainer.seconds)


def test_a_snapshot_does_not_change_any_more(mailbox: Mailbox[Snapshot]) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    news, steps = Publisher(1, trainer, mailbox), train(trainer)
    next(steps)
    news.publish()
    snapshot = mailbox.take()
    assert snapshot is not None
    losses, counts = snapshot.losses.copy(), snapshot.picture.layers[0].output.histogram.counts.copy()
    list(steps)
    assert snapshot.losses.tolist() == losses.tolist()
    assert snapshot.picture.layers[0].output.histogram.counts.tolist() == counts.tolist()


def test_where_there_is_no_time_for_pictures_sketches_show_the_present_step(
    mailbox: Mailbox[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "SHARE_OF_TIME", 1e-9)  # after one picture there is never time for another
    trainer = Trainer(small_spec(training__epochs=300), blas_threads=1)
    news, steps, taken = Publisher(1, trainer, mailbox), train(trainer), []
    picture = trainer.picture
    monkeypatch.setattr(trainer, "picture", lambda: taken.append(trainer.step_count) or picture())
    for step, _ in zip(range(1, 200), steps, strict=False):
        news.publish()
        snapshot = mailbox.take()
        assert snapshot is not None
        assert snapshot.picture.step == step
        probed = trainer.recorder.history.pictures[-1]
        if probed.step == step:
            assert snapshot.picture.layers is probed.layers
        elif step not in taken:
            assert [shares(layer) for layer in snapshot.picture.layers] == [shares(layer) for layer in probed.layers]
            assert snapshot.picture.layers[1].output.mean == pytest.approx(
                trainer.network.blocks[1].output.mean(), abs=1e-6
            )
    assert len(taken) == 1


def shares(layer: LayerStatistics) -> UnitShares:
    return layer.shares


def test_pictures_on_the_probe_set_keep_to_their_share_of_the_time(
    mailbox: Mailbox[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(publisher, "monotonic", lambda: now)
    trainer = Trainer(small_spec(training__epochs=1000), blas_threads=1)
    picture, taken = trainer.picture, []

    def slow_picture() -> LayerPicture:
        nonlocal now
        taken.append(now)
        now += 0.03
        return picture()

    monkeypatch.setattr(trainer, "picture", slow_picture)
    trainer.record()
    monkeypatch.setattr(trainer.recorder, "_record_picture", lambda *_, **__: None)
    news = Publisher(1, trainer, mailbox)
    for _, _ in zip(range(300), train(trainer), strict=False):
        now += 0.1
        news.publish()
    assert len(taken) * 0.03 <= 0.02 * now + 0.03
    assert len(taken) > 0.015 * now / 0.03


@pytest.mark.parametrize("seed", range(3))
def test_of_a_run_that_diverges_only_whole_pictures_are_shown(mailbox: Mailbox[Snapshot], seed: int) -> None:
    trainer = Trainer(small_spec(**BREAKING, seed=seed), blas_threads=1)
    news = Publisher(1, trainer, mailbox)
    for _ in train(trainer):
        news.publish()
        snapshot = mailbox.take()
        assert snapshot is not None
        assert not any(layer.output.histogram.non_finite for layer in snapshot.picture.layers)
    assert trainer.first_nonfinite is not None
    news.publish(at_rest=True)
    last = mailbox.take()
    assert last is not None
    assert last.picture.step >= trainer.recorder.history.pictures[-1].step
    assert not any(layer.output.histogram.non_finite for layer in last.picture.layers)


def test_a_run_at_rest_shows_its_very_step(mailbox: Mailbox[Snapshot], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "SHARE_OF_TIME", 1e-9)
    trainer = Trainer(small_spec(training__epochs=300), blas_threads=1)
    news = Publisher(1, trainer, mailbox)
    for _, _ in zip(range(100), train(trainer), strict=False):
        news.publish()
    news.publish(at_rest=True)
    snapshot = mailbox.take()
    assert snapshot is not None
    assert snapshot.picture.step == trainer.step_count
    assert plain(snapshot.picture.layers) == plain(trainer.picture().layers)


def test_changes_are_told_and_count_at_once(mailbox: Mailbox[Snapshot]) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    news, steps = Publisher(1, trainer, mailbox), train(trainer)
    for _ in range(10):
        next(steps)
    trainer.change(small_spec(training__epochs=10, training__batch_size=53))
    for _ in range(2):  # all of them each time
        news.publish()
        snapshot = mailbox.take()
        assert snapshot is not None
        assert snapshot.changes == trainer.changes
        assert len(snapshot.changes) == 2
    # of 106 examples 48 are done in the second epoch: two steps, and two in each of eight epochs
    assert (snapshot.progress.epochs, snapshot.progress.steps) == (10, 10 + 2 + 16)


def test_an_end_before_the_last_epoch_is_the_end_that_is_told(mailbox: Mailbox[Snapshot]) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    news = Publisher(1, trainer, mailbox, epochs=2)
    next(iter(train(trainer)))
    news.publish()
    snapshot = mailbox.take()
    assert snapshot is not None
    assert (snapshot.progress.epochs, snapshot.progress.steps) == (2, 2 * STEPS_PER_EPOCH)


def test_pictures_for_the_window_are_not_recorded_and_change_nothing(
    mailbox: Mailbox[Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "SHARE_OF_TIME", float("inf"))
    spec = small_spec(training__epochs=100)
    trainer = Trainer(spec, blas_threads=1)
    news, shown = Publisher(1, trainer, mailbox), set()
    for _ in train(trainer):
        news.publish()
        snapshot = mailbox.take()
        assert snapshot is not None
        shown.add(snapshot.picture.step)
    assert shown > {picture.step for picture in trainer.recorder.history.pictures if picture.step}
    assert_same_run(trainer.checkpoint(), straight_run(spec))


@pytest.mark.parametrize(("interval", "published"), [(0.0, 5), (1e9, 0)])
def test_news_are_published_when_they_are_due(
    mailbox: Mailbox[Snapshot], monkeypatch: pytest.MonkeyPatch, interval: float, published: int
) -> None:
    monkeypatch.setattr(publisher, "INTERVAL", interval)
    trainer = Trainer(small_spec(), blas_threads=1)
    news, count = Publisher(1, trainer, mailbox), 0
    for _, _ in zip(range(5), train(trainer, is_watched=news.is_due), strict=False):
        news.publish_if_due()
        count += mailbox.take() is not None
    assert count == published


def test_a_resumed_run_tells_what_is_new(mailbox: Mailbox[Snapshot]) -> None:
    first = Trainer(small_spec(), blas_threads=1)
    list(train(first, epochs=2))
    second = Trainer(small_spec(), blas_threads=1, checkpoint=first.checkpoint())
    news = Publisher(1, second, mailbox)
    list(train(second))
    news.publish()
    snapshot = mailbox.take()
    assert snapshot is not None
    assert snapshot.first_step == 2 * STEPS_PER_EPOCH
    assert len(snapshot.losses) == STEPS - 2 * STEPS_PER_EPOCH
    earlier = len(first.recorder.history.evaluations)
    assert list(snapshot.evaluations) == second.recorder.history.evaluations[earlier:]


def test_the_rate_is_that_of_stepping_and_is_smoothed() -> None:
    rate = Rate()
    assert rate.update(0, 0.0) == 0
    assert rate.update(100, 1.0) == 100
    assert rate.update(100, 1.0) == 100  # nothing was stepped
    assert rate.update(400, 2.0) == 200  # half of 100 and half of 300
    assert np.isfinite(rate.update(500, 2.0))
