"""Pictures near the break of a run that diverges."""

import numpy as np

from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.live import Change, with_changes
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import assert_same_run, small_spec


def test_pictures_are_taken_while_the_loss_climbs_to_its_break() -> None:
    leaky = {f"network__layers__{index}__activation": "leaky_relu" for index in range(2)}
    spec = small_spec(**leaky, training__epochs=400)
    trainer = Trainer(spec, blas_threads=1)
    steps = train(trainer)
    for _ in range(1000):
        next(steps)
    trainer.change(set_at_rate(spec, 3.0))
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
    leaky = {f"network__layers__{index}__activation": "leaky_relu" for index in range(2)}
    spec = small_spec(**leaky, training__epochs=400)
    trainer = Trainer(spec, blas_threads=1)
    steps = train(trainer)
    for _ in range(1000):
        next(steps)
    trainer.change(set_at_rate(spec, 3.0))
    checkpoints = [trainer.checkpoint() for _ in steps]
    assert len(checkpoints) > 8
    for checkpoint in checkpoints:
        resumed = Trainer(spec, blas_threads=1, checkpoint=checkpoint)
        list(train(resumed))
        assert_same_run(resumed.checkpoint(), checkpoints[-1])


def set_at_rate(spec: ExperimentSpec, rate: float) -> ExperimentSpec:
    return with_changes(spec, [Change(0, "training.learning_rate", rate)])


def test_a_picture_that_is_not_whole_is_recorded_only_where_it_is_the_first() -> None:
    layer = {"kind": "dense", "units": 40, "init": {"kind": "normal", "std": 1000}}
    trainer = Trainer(small_spec(network__layers=[layer] * 16), blas_threads=1)
    list(train(trainer))
    assert trainer.first_nonfinite is not None
    (picture,) = trainer.recorder.history.pictures
    assert (picture.step, picture.is_finite) == (0, False)
