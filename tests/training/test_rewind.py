import pytest

from nnlab.jobs import ComputeThread
from nnlab.spec.live import Change
from nnlab.training.checkpoint import RunRecord
from nnlab.training.loop import train
from nnlab.training.rewind import rewound
from nnlab.training.runner import Runner
from nnlab.training.trainer import Trainer
from tests.training.runs import STEPS, assert_same_run, finished, small_spec, straight_run
from tests.training.trained import trained

LIVELY = {"network__layers__0__batch_norm": True, "network__layers__1__dropout": 0.3}


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_starting_again_from_any_keyframe_gives_the_same_bits(optimizer: str) -> None:
    spec = small_spec(training__optimizer=optimizer, **LIVELY)
    record = trained(spec)
    frames = record.checkpoint.history.keyframes
    assert len(frames) > 10
    for frame in frames[:: len(frames) // 5]:
        earlier = rewound(record, frame)
        assert earlier.checkpoint.step == frame.step
        again = Trainer(spec, 1, earlier.checkpoint)
        for _ in train(again):
            pass
        assert_same_run(again.checkpoint(), record.checkpoint)


def test_what_came_later_is_forgotten() -> None:
    record = trained(small_spec())
    frame = record.checkpoint.history.keyframes[5]
    history = rewound(record, frame).checkpoint.history
    assert len(history.losses) == frame.step
    assert max(e.step for e in history.evaluations) <= frame.step
    assert history.pictures[-1].step <= frame.step
    assert history.keyframes[-1] is frame


def test_only_changes_that_had_acted_are_kept() -> None:
    spec = small_spec()
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer):
        if trainer.step_count == 10:
            trainer.change(small_spec(training__learning_rate=0.5))
    record = RunRecord(spec, trainer.checkpoint(), None, {})
    frames = {frame.step: frame for frame in record.checkpoint.history.keyframes}
    assert rewound(record, frames[10]).checkpoint.changes == ()
    later = min(step for step in frames if step > 10)
    assert rewound(record, frames[later]).checkpoint.changes == (Change(10, "training.learning_rate", 0.5),)


def test_a_runner_goes_on_from_a_keyframe_as_a_new_run(thread: ComputeThread) -> None:
    spec = small_spec()
    record = trained(spec)
    first = Runner(thread, spec)
    again = Runner(thread, spec, rewound(record, record.checkpoint.history.keyframes[7]))
    assert again.run_id != first.run_id
    first.discard()
    again.start()
    checkpoint = finished(again)
    assert checkpoint.step == STEPS
    assert_same_run(checkpoint, straight_run(spec))
