from itertools import pairwise

import pytest

from nnlab.training.recording import is_pictured
from tests.training.runs import EPOCHS, STEPS, STEPS_PER_EPOCH, small_spec, straight_run

SHAPES = [(1, 1), (1, 5000), (7, 6), (20, 20), (20, 256), (1000, 3), (12_345, 77), (3, 100_000), (100_000, 1)]


def pictured(per_epoch: int, epochs: int) -> list[int]:
    return [step for step in range(per_epoch * epochs + 1) if is_pictured(step, per_epoch, epochs)]


@pytest.mark.parametrize(("per_epoch", "epochs"), SHAPES)
def test_the_start_the_first_32_steps_and_the_last_are_pictured(per_epoch: int, epochs: int) -> None:
    last = per_epoch * epochs
    assert {step for step in (*range(33), last) if step <= last} <= set(pictured(per_epoch, epochs))


@pytest.mark.parametrize(
    ("per_epoch", "epochs"), [(per_epoch, epochs) for per_epoch, epochs in SHAPES if epochs <= 256]
)
def test_the_end_of_each_epoch_is_pictured(per_epoch: int, epochs: int) -> None:
    ends = {per_epoch * epoch for epoch in range(epochs + 1)}
    assert ends <= set(pictured(per_epoch, epochs))


@pytest.mark.parametrize(("per_epoch", "epochs"), SHAPES)
def test_however_long_the_run_the_pictures_are_bounded_and_cover_it(per_epoch: int, epochs: int) -> None:
    steps = pictured(per_epoch, epochs)
    assert len(steps) <= 33 + 512 + min(epochs, 512)
    gaps = [after - before for before, after in pairwise(steps)]
    assert max(gaps, default=1) <= max(1, -(-per_epoch * epochs // 128))


def test_a_run_records_what_falls_on_its_steps() -> None:
    history = straight_run(small_spec()).history
    assert [picture.step for picture in history.pictures] == list(range(STEPS + 1))
    assert len(history.losses) == STEPS
    validated = [found.step for found in history.evaluations if found.part == "validation"]
    assert validated == [STEPS_PER_EPOCH * epoch for epoch in range(1, EPOCHS + 1)]


def test_training_is_evaluated_with_every_picture() -> None:
    history = straight_run(small_spec(training__epochs=100)).history
    evaluated = [found.step for found in history.evaluations if found.part == "train"]
    assert evaluated == [picture.step for picture in history.pictures] == pictured(STEPS_PER_EPOCH, 100)
