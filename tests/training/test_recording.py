from itertools import pairwise
from math import ceil, inf, nan

import pytest

from nnlab.training.loop import train
from nnlab.training.outline import outline
from nnlab.training.recording import Climb, is_pictured
from nnlab.training.trainer import Trainer
from tests.training.runs import EPOCHS, STEPS, STEPS_PER_EPOCH, small_spec, straight_run

SHAPES = [  # examples, batch size, epochs
    (1, 1, 1),
    (1, 1, 5000),
    (100, 16, 6),
    (1257, 64, 20),
    (1257, 64, 256),
    (1000, 1, 3),
    (12_345, 1, 7),
    (10, 4, 30_000),
    (50_000, 3, 1),
]


def pictured(examples: int, batch_size: int, epochs: int) -> dict[int, int]:
    """Return the pictured steps of a whole run, with the examples seen after each."""
    found, seen = {0: 0}, 0
    for step in range(1, ceil(examples / batch_size) * epochs + 1):
        before, left = seen, examples - seen % examples
        seen += min(batch_size, left)
        if is_pictured(step, before, seen, examples, epochs, batch_size):
            found[step] = seen
    return found


@pytest.mark.parametrize(("examples", "batch_size", "epochs"), SHAPES)
def test_the_start_the_first_32_steps_and_the_last_are_pictured(examples: int, batch_size: int, epochs: int) -> None:
    last = ceil(examples / batch_size) * epochs
    assert is_pictured(0, 0, 0, examples, epochs, batch_size)
    assert {step for step in (*range(33), last) if step <= last} <= set(pictured(examples, batch_size, epochs))


@pytest.mark.parametrize(("examples", "batch_size", "epochs"), [shape for shape in SHAPES if shape[2] <= 512])
def test_the_end_of_each_epoch_is_pictured(examples: int, batch_size: int, epochs: int) -> None:
    ends = {examples * epoch for epoch in range(epochs + 1)}
    assert ends <= set(pictured(examples, batch_size, epochs).values())


@pytest.mark.parametrize(("examples", "batch_size", "epochs"), SHAPES)
def test_however_long_the_run_the_pictures_are_bounded_and_cover_it(
    examples: int, batch_size: int, epochs: int
) -> None:
    found = pictured(examples, batch_size, epochs)
    assert len(found) <= 33 + 256 + min(epochs, 512)
    gaps = [after - before for before, after in pairwise(found.values())]
    assert max(gaps, default=1) <= max(16 * batch_size, ceil(examples * epochs / 256) + batch_size)


@pytest.mark.parametrize("batch_size", [1, 7, 64, 400])
def test_the_grid_of_a_long_run_is_one_of_examples_and_not_of_steps(batch_size: int) -> None:
    """So a run whose batch size changes on the way keeps to it."""
    for line in range(1, 257):
        seen = ceil(line * 1_000_000 / 256)  # the first count of examples beyond the line
        assert is_pictured(1_000, seen - 1, seen, 1000, 1000, batch_size)
        assert is_pictured(1_000, seen - 1, seen - 1 + batch_size, 1000, 1000, batch_size)


def test_the_steps_of_a_short_run_are_pictured_at_most_every_eighth_time() -> None:
    after_the_start = [step for step in pictured(1257, 64, 20) if step > 32]
    ends_of_epochs = {20 * epoch for epoch in range(1, 21)}
    assert min(after - before for before, after in pairwise(s for s in after_the_start if s not in ends_of_epochs)) >= 8


def test_a_run_records_what_falls_on_its_steps() -> None:
    history = straight_run(small_spec()).history
    assert [picture.step for picture in history.pictures] == list(pictured(outline(small_spec()).train, 16, EPOCHS))
    assert len(history.losses) == STEPS
    validated = [found.step for found in history.evaluations if found.part == "validation"]
    assert validated == [STEPS_PER_EPOCH * epoch for epoch in range(1, EPOCHS + 1)]


def test_evaluations_say_at_what_time_in_epochs_they_were_made() -> None:
    history = straight_run(small_spec()).history
    validated = [found.epoch for found in history.evaluations if found.part == "validation"]
    assert validated == list(range(1, EPOCHS + 1))
    trained = [found.epoch for found in history.evaluations if found.part == "train"]
    examples = outline(small_spec()).train
    assert trained[: STEPS_PER_EPOCH + 2] == [
        *(16 * step / examples for step in range(STEPS_PER_EPOCH)),
        1.0,
        1 + 16 / examples,
    ]


def test_training_is_evaluated_with_every_picture() -> None:
    history = straight_run(small_spec(training__epochs=100)).history
    evaluated = [found.step for found in history.evaluations if found.part == "train"]
    expected = list(pictured(outline(small_spec()).train, 16, 100))
    assert evaluated == [picture.step for picture in history.pictures]
    assert set(evaluated) >= set(expected)
    assert len(expected) < STEPS_PER_EPOCH * 100


def climbs(losses: list[float]) -> list[int]:
    climb = Climb()
    return [index for index, loss in enumerate(losses) if climb.notices(loss)]


def test_each_loss_three_times_as_high_as_ever_is_a_climb() -> None:
    assert climbs([1.0, 2.9, 3.0, 3.1, 8.0, 9.1, 0.1, 9.1, 26.0, 28.0]) == [3, 5, 9]


def test_a_leap_over_several_heights_is_one_climb() -> None:
    assert climbs([1.0, 100.0, 200.0, 244.0]) == [1, 3]  # 3, 9, 27, 81 were passed by the first; 243 is the next


def test_a_loss_that_is_not_finite_is_no_climb() -> None:
    assert climbs([1.0, nan, inf, 4.0]) == [3]


def test_the_first_finite_loss_is_what_climbs_are_counted_from() -> None:
    assert climbs([nan, 5.0, 14.0, 16.0]) == [3]


def test_a_loss_of_nothing_may_rise_a_little_unnoticed() -> None:
    assert climbs([0.0, 1e-9, 2.9e-3, 3.1e-3]) == [3]


def test_climbs_without_end_are_few() -> None:
    assert len(climbs([1.01**step for step in range(70_000)])) < 650  # up to 1e302


@pytest.mark.parametrize("cut", range(10))
def test_climbs_go_on_where_an_earlier_run_was(cut: int) -> None:
    losses = [1.0, 2.9, 3.1, 8.0, 9.1, 0.1, 9.1, 26.0, 28.0, 90.0]
    climb = Climb(losses[:cut])
    assert [cut + k for k, loss in enumerate(losses[cut:]) if climb.notices(loss)] == [
        index for index in climbs(losses) if index >= cut
    ]


def test_a_run_cut_short_where_no_picture_falls_ends_with_one() -> None:
    spec = small_spec(training__epochs=2000)
    trainer = Trainer(spec, blas_threads=1)
    steps = train(trainer)
    while trainer.epoch < 5:
        next(steps)
    history = trainer.recorder.history
    assert history.pictures[-1].step < trainer.step_count
    assert history.evaluations[-1].part == "validation"
    trainer.change(small_spec(training__epochs=5))
    assert list(steps) == []
    list(train(trainer))  # ending again adds nothing
    assert history.pictures[-1].step == trainer.step_count
    assert [e.part for e in history.evaluations if e.step == trainer.step_count] == ["validation", "train"]
