"""Pictures near the break of a run that diverges."""

from collections.abc import Iterator

import numpy as np

from nnlab.spec.live import Change, with_changes
from nnlab.training.loop import train
from nnlab.training.recording import Climb
from nnlab.training.trainer import Trainer
from tests.training.runs import assert_same_run, small_spec

LEAKY = {f"network__layers__{index}__activation": "leaky_relu" for index in range(2)}
SPEC = small_spec(**LEAKY, training__epochs=400)


def about_to_climb() -> tuple[Trainer, Iterator[float]]:
    """Return a run whose rate has just become far too large, and its steps."""
    trainer = Trainer(SPEC, blas_threads=1)
    steps = train(trainer)
    for _ in range(1000):
        next(steps)
    trainer.change(with_changes(SPEC, [Change(0, "training.learning_rate", 3.0)]))
    return trainer, steps


def test_pictures_are_taken_while_the_loss_climbs_to_its_break() -> None:
    trainer, steps = about_to_climb()
    list(steps)
    history = trainer.recorder.history
    losses = history.losses.since(0)
    assert trainer.first_nonfinite is not None
    heights = {1 + int(np.argmax(losses > losses[0] * 3**power)) for power in range(1, 80)} - {1}
    whole = {picture.step for picture in history.pictures}
    evaluated = {found.step for found in history.evaluations if found.part == "train"}
    assert len(heights) > 5
    assert heights <= evaluated
    assert max(whole) >= trainer.step_count - 5
    assert all(picture.is_finite for picture in history.pictures)


def test_a_run_that_climbs_and_is_resumed_takes_the_same_pictures() -> None:
    trainer, steps = about_to_climb()
    checkpoints = [trainer.checkpoint() for _ in steps]
    assert len(checkpoints) > 8
    for checkpoint in checkpoints:
        resumed = Trainer(SPEC, blas_threads=1, checkpoint=checkpoint)
        list(train(resumed))
        assert_same_run(resumed.checkpoint(), checkpoints[-1])


def test_a_picture_that_is_not_whole_is_recorded_only_where_it_is_the_first() -> None:
    layer = {"kind": "dense", "units": 40, "init": {"kind": "normal", "std": 1000}}
    trainer = Trainer(small_spec(network__layers=[layer] * 16), blas_threads=1)
    list(train(trainer))
    assert trainer.first_nonfinite is not None
    (picture,) = trainer.recorder.history.pictures
    assert (picture.step, picture.is_finite) == (0, False)


def test_a_loss_as_high_as_numbers_go_is_taken_from_a_history() -> None:
    climb = Climb(np.array([1.0, 1e308]))
    assert not climb.notices(1e307)
