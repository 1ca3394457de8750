"""Changes in mid-run: they take effect with the next step, are recorded, and change nothing else."""

import dataclasses
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from nnlab.errors import InvalidSpecError
from nnlab.spec.live import Change, with_changes
from nnlab.training.checkpoint import Checkpoint
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.lively import LIVELY
from tests.training.runs import EPOCHS, STEPS, STEPS_PER_EPOCH, assert_same_run, plain, small_spec, straight_run

DROPOUT = "network.layers.0.dropout"
Plan = Mapping[int, Mapping[str, float]]
"""What gets which value after how many steps."""
EVERYTHING: Plan = {
    0: {"training.l1": 1e-3},
    3: {"training.learning_rate": 0.05},
    5: {"training.l2": 0.1, "training.batch_size": 10},
    6: {DROPOUT: 0.5},
    11: {"training.batch_size": 33, "training.l1": 0.0},
    13: {DROPOUT: 0.2, "network.layers.1.dropout": 0.3},
    20: {DROPOUT: 0.0, "training.epochs": 8},
    24: {"training.batch_size": 106, "training.epochs": 7},
}


def changed_run(plan: Plan, stop: int | None = None, start: Checkpoint | None = None, **changes: Any) -> Trainer:
    """Train by ``plan`` until ``stop`` steps are done or the run ends; changes are made just before their step."""
    trainer = Trainer(small_spec(**changes), blas_threads=1, checkpoint=start)
    made = len(trainer.changes)
    steps = train(trainer)
    while trainer.step_count != stop:
        asked = plan.get(trainer.step_count, {})
        if made < sum(len(later) for step, later in plan.items() if step <= trainer.step_count):
            trainer.change(with_changes(trainer.spec, [Change(0, path, value) for path, value in asked.items()]))
            made = len(trainer.changes)
        if next(steps, None) is None:
            break
    return trainer


def test_changes_are_recorded_with_their_step() -> None:
    trainer = changed_run(EVERYTHING)
    assert {(change.step, change.path, change.value) for change in trainer.changes} == {
        (step, path, value) for step, values in EVERYTHING.items() for path, value in values.items()
    }
    assert [change.step for change in trainer.changes] == sorted(change.step for change in trainer.changes)
    assert trainer.checkpoint().changes == trainer.changes
    assert trainer.spec == with_changes(small_spec(), trainer.changes)
    assert trainer.epoch == 7
    assert trainer.is_complete


def test_the_same_changes_at_the_same_steps_give_the_same_bits() -> None:
    assert_same_run(changed_run(EVERYTHING).checkpoint(), changed_run(EVERYTHING).checkpoint())


def test_a_change_one_step_later_is_another_run() -> None:
    later = {step + (step == 6): values for step, values in EVERYTHING.items()}
    here, there = changed_run(EVERYTHING).checkpoint(), changed_run(later).checkpoint()
    assert not np.array_equal(here.parameters, there.parameters)
    assert np.array_equal(here.history.losses[:6], there.history.losses[:6])
    assert here.history.losses[6] != there.history.losses[6]


@pytest.mark.parametrize("stop", range(0, 30, 2))
def test_a_changed_run_that_is_resumed_anywhere_is_the_unbroken_one(stop: int) -> None:
    half = changed_run(EVERYTHING, stop).checkpoint()
    whole = changed_run(EVERYTHING)
    assert_same_run(changed_run(EVERYTHING, start=half).checkpoint(), whole.checkpoint())


@pytest.mark.parametrize("name", LIVELY)
def test_a_changed_run_of_any_kind_that_is_resumed_is_the_unbroken_one(name: str) -> None:
    changes = LIVELY[name]
    whole = changed_run(EVERYTHING, **changes)
    assert whole.first_nonfinite is None
    checkpoint = None
    for stop in (3, 6, 12, 21, None):
        checkpoint = changed_run(EVERYTHING, stop, start=checkpoint, **changes).checkpoint()
    assert_same_run(checkpoint, whole.checkpoint())


@pytest.mark.parametrize(
    "path", ["training.learning_rate", "training.l2", "training.l1", DROPOUT, "network.layers.1.dropout"]
)
def test_a_change_at_the_start_is_the_run_of_the_other_spec(path: str) -> None:
    document_path = path.replace(".", "__")
    here = changed_run({0: {path: 0.3}}).checkpoint()
    there = straight_run(small_spec(**{document_path: 0.3}))
    assert here.parameters.tobytes() == there.parameters.tobytes()
    assert plain(here.history) == plain(there.history)
    assert plain(here.place) == plain(there.place)
    assert plain(here.dropout) == plain(there.dropout)


@pytest.mark.parametrize("size", [1, 10, 53, 106])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_a_batch_size_changed_at_the_start_is_the_run_of_the_other_spec(size: int, batch_norm: bool) -> None:
    net = {"network__layers__0__batch_norm": batch_norm, "network__layers__0__dropout": 0.4, "training__epochs": 2}
    here = changed_run({0: {"training.batch_size": size}}, **net).checkpoint()
    there = straight_run(small_spec(**net, training__batch_size=size))
    assert here.parameters.tobytes() == there.parameters.tobytes()
    assert here.running.tobytes() == there.running.tobytes()
    assert plain(here.history) == plain(there.history)


def test_a_change_that_is_taken_back_before_the_next_step_changes_no_number() -> None:
    trainer = changed_run({}, stop=5, network__layers__0__batch_norm=True)
    spec = trainer.spec
    other = with_changes(spec, [Change(0, "training.batch_size", 50), Change(0, DROPOUT, 0.5)])
    trainer.change(other)
    trainer.change(spec)
    assert trainer.changes == ()
    list(train(trainer))
    straight = straight_run(small_spec(network__layers__0__batch_norm=True))
    assert trainer.network.parameters.values.tobytes() == straight.parameters.tobytes()
    assert trainer.network.parameters.running.tobytes() == straight.running.tobytes()
    assert plain(trainer.checkpoint().dropout) == plain(straight.dropout)


@pytest.mark.parametrize("size", [1, 5, 53, 100, 106])
@pytest.mark.parametrize("at", [0, 1, 4, 6, 7, 10])
def test_another_batch_size_in_mid_epoch_shows_every_example_once(at: int, size: int) -> None:
    trainer = changed_run({}, stop=at)
    trainer.change(with_changes(trainer.spec, [Change(0, "training.batch_size", size)]))
    left, seen = trainer.steps_left(EPOCHS), [trainer.time]
    sizes = []
    for _ in train(trainer):
        sizes.append(len(trainer.network.blocks[0].output))
        seen.append(trainer.time)
    assert len(sizes) == left
    assert sum(sizes) == EPOCHS * 106 - at // STEPS_PER_EPOCH * 106 - at % STEPS_PER_EPOCH * 16
    assert [round((after - before) * 106) for before, after in pairwise(seen)] == sizes
    assert max(sizes) == min(size, 106)
    assert trainer.epoch == EPOCHS
    validated = [found.epoch for found in trainer.recorder.history.evaluations if found.part == "validation"]
    assert validated == list(range(1, EPOCHS + 1))


@pytest.mark.parametrize(("epochs", "steps"), [(1, STEPS_PER_EPOCH + 3), (2, 2 * STEPS_PER_EPOCH), (9, 63)])
def test_epochs_may_become_more_and_fewer(epochs: int, steps: int) -> None:
    """Fewer than are done already end the run where it is."""
    trainer = changed_run({STEPS_PER_EPOCH + 3: {"training.epochs": epochs}})
    assert trainer.step_count == steps
    assert trainer.is_complete
    assert trainer.steps_left(epochs) == 0


def test_a_complete_run_goes_on_with_more_epochs_as_if_it_had_had_them() -> None:
    first = straight_run(small_spec())
    trainer = Trainer(small_spec(), blas_threads=1, checkpoint=first)
    assert trainer.has_ended
    trainer.change(small_spec(training__epochs=EPOCHS + 3))
    list(train(trainer))
    whole = straight_run(small_spec(training__epochs=EPOCHS + 3))
    assert trainer.changes == (Change(STEPS, "training.epochs", EPOCHS + 3),)
    assert trainer.network.parameters.values.tobytes() == whole.parameters.tobytes()
    assert trainer.recorder.history.losses.since(0).tolist() == whole.history.losses.tolist()


def test_the_rate_and_the_horizon_of_a_schedule_follow_the_changes() -> None:
    trainer = changed_run({}, stop=2 * STEPS_PER_EPOCH, training__schedule="cosine", training__learning_rate=1.0)
    assert trainer.learning_rate == pytest.approx(0.5 * (1 + np.cos(np.pi * 2 / 6)))
    trainer.change(with_changes(trainer.spec, [Change(0, "training.epochs", 4)]))
    assert trainer.learning_rate == pytest.approx(0.5)
    trainer.change(with_changes(trainer.spec, [Change(0, "training.learning_rate", 0.1)]))
    assert trainer.learning_rate == pytest.approx(0.05)


def test_dropout_switched_on_in_mid_run_silences_what_it_should() -> None:
    trainer = changed_run({}, stop=4, network__layers__0__units=400)
    hidden = trainer.network.blocks[0].dropout
    assert hidden is not None
    shares = []
    for rate in (0.5, 0.2, 0.0):
        trainer.change(with_changes(trainer.spec, [Change(0, DROPOUT, rate)]))
        trainer.step()
        mask = trainer.network.blocks[0].dropout.mask  # type: ignore[union-attr]
        shares.append(float(np.mean(mask == 0)) if mask.size else 0.0)
    assert shares == pytest.approx([0.5, 0.2, 0.0], abs=0.02)


def test_another_batch_size_goes_on_in_the_same_stream_and_lets_go_of_the_old_buffers() -> None:
    trainer = changed_run({}, stop=4, network__layers__0__dropout=0.5)
    before, old = plain(trainer.checkpoint()), trainer.network
    trainer.change(with_changes(trainer.spec, [Change(0, "training.batch_size", 20)]))
    after = trainer.checkpoint()
    trainer.change(with_changes(trainer.spec, [Change(0, "training.batch_size", 16)]))
    assert plain(dataclasses.replace(after, changes=())) == before
    assert trainer.network is not old
    assert trainer._update.network is trainer.network
    list(train(trainer))
    straight = straight_run(small_spec(network__layers__0__dropout=0.5))
    assert trainer.network.parameters.values.tobytes() == straight.parameters.tobytes()


def test_what_is_decided_for_the_whole_run_is_refused_and_nothing_changes() -> None:
    trainer = changed_run({}, stop=5)
    before = plain(trainer.checkpoint())
    wanted = small_spec(training__l2=0.5, training__optimizer="adam")
    with pytest.raises(InvalidSpecError) as caught:
        trainer.change(wanted)
    assert [problem.path for problem in caught.value.problems] == ["training.optimizer"]
    assert plain(trainer.checkpoint()) == before
    assert trainer.spec == small_spec()
    list(train(trainer))
    assert_same_run(trainer.checkpoint(), straight_run(small_spec()))


def test_a_new_name_is_no_change() -> None:
    trainer = changed_run({}, stop=5)
    trainer.change(small_spec(name="other", notes="new"))
    assert trainer.changes == ()
