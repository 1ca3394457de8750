from typing import Any

import numpy as np
import pytest

from nnlab.training import keyframes
from nnlab.training.batches import Place
from nnlab.training.keyframe import Keyframe
from nnlab.training.keyframes import MOST, Keyframes, stride_for, thinned
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import small_spec


def keyframe(step: int, size: int = 10) -> Keyframe:
    vector = np.full(size, step, np.float32)
    place = Place(0, 0, np.arange(4), {})
    return Keyframe(step, vector, vector[:0], 0.0, {}, place, (), ())


def steps_of(kept: Keyframes) -> list[int]:
    return [frame.step for frame in kept.record()]


@pytest.mark.parametrize(("count", "limit", "stride"), [(1, 64, 1), (64, 64, 1), (65, 64, 2), (129, 64, 4), (5, 0, 8)])
def test_the_stride_doubles_until_there_are_few_enough(count: int, limit: int, stride: int) -> None:
    assert stride_for(count, limit) == stride


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200, 1000])
def test_the_whole_run_stays_covered(count: int) -> None:
    kept = Keyframes()
    for place in range(count):
        kept.offer(place, lambda step=10 * place: keyframe(step))
    steps = steps_of(kept)
    assert len(steps) <= MOST
    assert steps[0] == 0
    assert steps == list(range(0, 10 * count, 10 * stride_for(count, MOST)))


def test_what_would_be_thrown_away_is_not_copied() -> None:
    kept, copied = Keyframes(), []

    def copy(step: int) -> Keyframe:
        copied.append(step)
        return keyframe(step)

    for place in range(1000):
        kept.offer(place, lambda step=place: copy(step))
    assert len(copied) < 4 * MOST


def test_large_networks_keep_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "BUDGET_BYTES", 5 * keyframe(0, 1000).size_bytes)
    kept = Keyframes()
    for place in range(100):
        kept.offer(place, lambda step=place: keyframe(step, 1000))
    assert 2 <= len(kept.record()) <= 5


def test_of_a_network_beyond_the_budget_the_first_and_the_best_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "BUDGET_BYTES", 1)
    kept = Keyframes()
    for place in range(10):
        kept.offer(place, lambda step=place: keyframe(step))
    kept.set_best(lambda: keyframe(7))
    assert steps_of(kept) == [0, 7]


def test_the_best_is_there_once() -> None:
    kept = Keyframes()
    for place in range(10):
        kept.offer(place, lambda step=place: keyframe(step))
    kept.set_best(lambda: keyframe(7))
    assert steps_of(kept) == list(range(10))


@pytest.mark.parametrize("best", [None, 7, 95])
def test_going_on_from_a_record_keeps_the_same_steps(best: int | None) -> None:
    straight, recorded = Keyframes(), list(range(0, 2000, 10))
    resumed = Keyframes()
    for place, step in enumerate(recorded):
        if place == 120:
            resumed = Keyframes(straight.record(), recorded[:place], best)
        for kept in (straight, resumed):
            kept.offer(place, lambda step=step: keyframe(step))
        if step == best or step - 5 == best:
            straight.set_best(lambda: keyframe(best or 0))
    assert steps_of(resumed) == steps_of(straight)


def test_thinning_for_a_file_twice_is_thinning_once() -> None:
    frames = [keyframe(step) for step in range(100)]
    budget = 20 * frames[0].size_bytes
    once = thinned(frames, [0, 63], budget)
    assert {0, 63} <= {frame.step for frame in once}
    assert len(once) <= 22
    assert thinned(once, [0, 63], budget) == once


def test_a_file_without_room_holds_what_is_always_kept() -> None:
    assert [frame.step for frame in thinned([keyframe(step) for step in range(9)], [0, 5], 1)] == [0, 5]
    assert thinned([], [], 100) == ()


def test_a_run_keeps_its_start_and_its_best_epoch() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    start = trainer.weights()
    copies: dict[int, Any] = {}
    for _ in train(trainer):
        copies[trainer.step_count] = trainer.weights().parameters
    record = trainer.recorder.history.record()
    assert record.keyframes[0].parameters.tolist() == start.parameters.tolist()
    best = min((e for e in record.evaluations if e.part == "validation"), key=lambda e: e.loss)
    assert best.step == record.best_step
    assert best.step in [frame.step for frame in record.keyframes]
    for frame in record.keyframes[1:]:
        assert frame.parameters.tolist() == copies[frame.step].tolist()
