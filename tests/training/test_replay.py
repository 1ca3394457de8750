from functools import reduce

from nnlab.jobs import Mailbox
from nnlab.training.checkpoint import RunRecord
from nnlab.training.loop import train
from nnlab.training.publisher import Publisher
from nnlab.training.replay import replay
from nnlab.training.snapshot import Snapshot, merge
from nnlab.training.trainer import Trainer
from tests.training.runs import plain, small_spec


def test_a_replay_is_what_a_watching_window_was_told_in_all() -> None:
    spec = small_spec()
    trainer = Trainer(spec, blas_threads=1)
    mailbox: Mailbox[Snapshot] = Mailbox(merge)
    news, told = Publisher(3, trainer, mailbox), []
    for _ in train(trainer):
        news.publish()
        told.append(mailbox.take())
    watched = reduce(merge, told)
    shown = replay(RunRecord(spec, trainer.checkpoint(), None, {}), run_id=3)
    for name in ("run_id", "first_step", "losses", "evaluations", "picture", "pictures"):
        assert plain(getattr(shown, name)) == plain(getattr(watched, name)), name
    assert (shown.progress.step, shown.progress.steps) == (watched.progress.step, watched.progress.steps)
    assert shown.progress.seconds == watched.progress.seconds


def test_a_run_that_was_saved_before_its_first_step_can_be_replayed() -> None:
    spec = small_spec()
    shown = replay(RunRecord(spec, Trainer(spec, blas_threads=1).checkpoint(), None, {}))
    assert (shown.progress.step, shown.progress.steps_per_second) == (0, 0)
    assert len(shown.losses) == 0
    assert shown.picture.layers == ()
