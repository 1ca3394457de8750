import dataclasses
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import pytest

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.lively import LIVELY, lively_layers
from tests.training.runs import assert_same_run, noise, plain, small_spec, straight_run

SPECS = {
    "momentum": small_spec(),
    "sgd": small_spec(training__optimizer="sgd"),
    "float64": small_spec(precision="float64"),
    "noisy labels": small_spec(data__label_noise=0.3, data__limit=40),
    "fitted to all": small_spec(preprocessing_fit="all"),
    "early stopping": small_spec(training__early_stopping={"patience": 2}, training__learning_rate=1e-9),
    "batches of one": small_spec(
        network__layers=lively_layers({"kind": "tanh"}), training__batch_size=1, data__limit=8
    ),
    "clipping and both penalties": small_spec(training__clip_norm=0.1, training__l1=1e-3, training__l2=1e-2),
    **{name: small_spec(**changes) for name, changes in LIVELY.items()},
    "logistic": small_spec(data__source=noise(150, 4, classes=2), training__loss="logistic"),
}


@pytest.fixture(scope="module")
def straight() -> dict[str, Checkpoint]:
    return {name: straight_run(spec) for name, spec in SPECS.items()}


def interrupted_at(spec: ExperimentSpec, step: int) -> Checkpoint:
    return next(checkpoints(spec, (step,)))


def checkpoints(spec: ExperimentSpec, at: Sequence[int]) -> Iterator[Checkpoint]:
    """Yield checkpoints of one run after so many steps; it ends where it ends."""
    trainer = Trainer(spec, blas_threads=1)
    steps = train(trainer)
    done = 0
    for step in at:
        done += sum(1 for _ in islice(steps, step - done))
        yield trainer.checkpoint()


def resumed(spec: ExperimentSpec, checkpoint: Checkpoint) -> Checkpoint:
    trainer = Trainer(spec, blas_threads=1, checkpoint=checkpoint)
    for _ in train(trainer):
        pass
    return trainer.checkpoint()


@pytest.mark.parametrize("name", SPECS)
def test_a_run_resumed_again_and_again_is_the_straight_run(straight: dict[str, Checkpoint], name: str) -> None:
    """Resumed before and after the first step, around the end of an epoch, and before and after the last step."""
    spec = SPECS[name]
    checkpoint = Trainer(spec, blas_threads=1).checkpoint()
    for step in (0, 1, 6, 7, 8, 20, 41, 42):
        trainer = Trainer(spec, blas_threads=1, checkpoint=checkpoint)
        for _ in islice(train(trainer), step - checkpoint.step):
            pass
        checkpoint = trainer.checkpoint()
    assert_same_run(resumed(spec, checkpoint), straight[name])


@pytest.mark.parametrize("name", ["momentum", "early stopping"])
def test_a_run_resumed_after_any_step_is_the_straight_run(straight: dict[str, Checkpoint], name: str) -> None:
    for checkpoint in checkpoints(SPECS[name], range(straight[name].step + 1)):
        assert_same_run(resumed(SPECS[name], checkpoint), straight[name])


@pytest.mark.parametrize("step", [33, 97, 98, 101, 333])
def test_a_long_run_that_is_resumed_between_two_pictures_takes_no_other_ones(step: int) -> None:
    spec = small_spec(training__epochs=80)
    assert_same_run(resumed(spec, interrupted_at(spec, step)), straight_run(spec))


def test_every_part_of_the_state_matters(straight: dict[str, Checkpoint]) -> None:
    """Or the tests above would not notice one that is left out."""
    name = "adam 6 in float32"
    spec, checkpoint = SPECS[name], interrupted_at(SPECS[name], 10)
    fresh = Trainer(spec, blas_threads=1).checkpoint()
    shuffled = dataclasses.replace(checkpoint.place, random_state=fresh.place.random_state)
    for part in (
        {"running": fresh.running},
        {"dropout": fresh.dropout},
        {"place": shuffled},
        {"optimizer": {**checkpoint.optimizer, "square_sum": fresh.optimizer["square_sum"]}},
        {"parameters": fresh.parameters},
    ):
        found = resumed(spec, dataclasses.replace(checkpoint, **part))
        assert plain(found.history) != plain(straight[name].history), part.keys()


def test_a_checkpoint_is_a_copy() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    steps = train(trainer)
    for _ in range(5):
        next(steps)
    checkpoint = trainer.checkpoint()
    before = plain(checkpoint)
    list(steps)
    assert plain(checkpoint) == before


def test_resuming_leaves_the_checkpoint_as_it_was() -> None:
    checkpoint = interrupted_at(small_spec(), 5)
    before = plain(checkpoint)
    resumed(small_spec(), checkpoint)
    assert plain(checkpoint) == before


def test_a_checkpoint_says_what_made_it() -> None:
    trainer = Trainer(small_spec(), blas_threads=2)
    checkpoint = trainer.checkpoint()
    assert checkpoint.blas_threads == 2
    assert checkpoint.data == trainer.data.record
    assert checkpoint.first_nonfinite is None
    assert (checkpoint.step, checkpoint.seconds) == (0, 0)


def test_the_time_goes_on_from_where_it_was() -> None:
    checkpoint = dataclasses.replace(interrupted_at(small_spec(), 5), seconds=100.0)
    assert resumed(small_spec(), checkpoint).seconds > 100


def test_the_preprocessing_of_a_resumed_run_is_not_fitted_anew() -> None:
    checkpoint = interrupted_at(small_spec(), 5)
    fitted = tuple(dataclasses.replace(step, shift=step.shift + 1) for step in checkpoint.data.fitted)
    changed = dataclasses.replace(checkpoint, data=dataclasses.replace(checkpoint.data, fitted=fitted))
    trainer = Trainer(small_spec(), blas_threads=1, checkpoint=changed)
    fresh = Trainer(small_spec(), blas_threads=1)
    assert not np.array_equal(trainer.data.train.x, fresh.data.train.x)
    assert trainer.checkpoint().data.fitted == fitted


def test_training_is_the_same_however_often_it_is_looked_at(straight: dict[str, Checkpoint]) -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    for _ in train(trainer):
        trainer.picture()
        trainer.recorder.results()
        trainer.sketch(trainer.recorder.history.pictures[-1])
        trainer.checkpoint()
    assert_same_run(trainer.checkpoint(), straight["momentum"])
