import dataclasses
from collections.abc import Callable, Generator
from math import log
from typing import Any

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from nnlab.data.dataset import Dataset
from nnlab.data.loading import load
from nnlab.data.prepared import Examples
from nnlab.engine.array import Array
from nnlab.engine.penalty import Penalty
from nnlab.errors import NnlabError
from nnlab.resources import resource
from nnlab.spec.document import from_document, from_json, set_at, to_document
from nnlab.spec.experiment import DataSpec
from nnlab.training.batches import Batches
from nnlab.training.loop import train
from nnlab.training.streams import Stream, stream
from nnlab.training.trainer import Trainer
from tests.training.runs import STEPS, small_spec, spec_with


def plain_numpy_run(trainer: Trainer, steps: int) -> tuple[list[float], Array]:
    """Train as the text books write it, with temporaries, from the trainer's weights; return losses and weights.

    A ReLU layer, a tanh layer, softmax, half l2 times the squared weights, and momentum as torch.optim.SGD has it.
    """
    settings, train = trainer.spec.training, trainer.data.train
    learned = [array.copy() for block in trainer.network.blocks for array in (block.affine.w, block.affine.b)]
    velocity = [np.zeros_like(array) for array in learned]
    batches = Batches(train.x, train.targets, settings.batch_size, stream(trainer.spec.seed, Stream.ORDER))
    losses = []
    for _ in range(steps):
        x, labels = batches.next()
        w1, b1, w2, b2, w3, b3 = learned
        h1 = np.maximum(x @ w1 + b1, 0)
        h2 = np.tanh(h1 @ w2 + b2)
        z = h2 @ w3 + b3
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        losses.append(-np.log(p[np.arange(len(x)), labels]).mean())
        d3 = (p - np.eye(z.shape[1])[labels]) / len(x)
        d2 = d3 @ w3.T * (1 - h2**2)
        d1 = d2 @ w2.T * (h1 > 0)
        grads = [x.T @ d1, d1.sum(axis=0), h1.T @ d2, d2.sum(axis=0), h2.T @ d3, d3.sum(axis=0)]
        for index, grad in enumerate(grads):
            penalty = settings.l2 * learned[index] if index % 2 == 0 else 0
            velocity[index] = settings.optimizer.momentum * velocity[index] + grad + penalty
            learned[index] = learned[index] - settings.learning_rate * velocity[index]
    return losses, np.concatenate([array.ravel() for array in learned])


def test_a_run_is_that_of_plain_numpy() -> None:
    spec = small_spec(precision="float64", training__l2=0.01, training__learning_rate=0.1)
    trainer = Trainer(spec, blas_threads=1)
    losses, learned = plain_numpy_run(trainer, STEPS)
    for _ in train(trainer):
        pass
    np.testing.assert_allclose(trainer.recorder.history.losses.since(0), losses, rtol=1e-9)
    blocks = trainer.network.blocks
    found = np.concatenate([array.ravel() for block in blocks for array in (block.affine.w, block.affine.b)])
    np.testing.assert_allclose(found, learned, rtol=1e-8, atol=1e-12)


def test_float32_follows_float64() -> None:
    single, double = (Trainer(small_spec(precision=name), blas_threads=1) for name in ("float32", "float64"))
    for trainer in (single, double):
        list(train(trainer))
    np.testing.assert_allclose(
        single.recorder.history.losses.since(0), double.recorder.history.losses.since(0), rtol=1e-3
    )


@pytest.fixture(scope="module", params=range(5), ids="seed {}".format)
def digits_run(request: pytest.FixtureRequest) -> Trainer:
    """Train the shipped example from one of the seeds 0 to 4."""
    document = to_document(from_json(resource("examples", "digits.json").read_text("utf-8")))
    trainer = Trainer(from_document(set_at(document, "seed", request.param)), blas_threads=1)
    with threadpool_limits(1, user_api="blas"):
        list(train(trainer))
    return trainer


def test_the_shipped_example_learns_to_read_digits(digits_run: Trainer) -> None:
    result = digits_run.recorder.results()["test"]
    assert result is not None
    assert result.accuracy is not None
    assert result.accuracy >= 0.93
    assert digits_run.step_count == 400


def test_the_shipped_example_starts_at_the_log_of_ten(digits_run: Trainer) -> None:
    first_evaluation = digits_run.recorder.history.evaluations[0]
    assert first_evaluation.step == 0
    assert first_evaluation.loss == pytest.approx(log(10), rel=0.02)
    assert digits_run.recorder.history.losses.since(0)[0] == pytest.approx(log(10), rel=0.02)


def full_loss(trainer: Trainer, examples: Examples) -> float:
    """Return the softmax loss over all examples by plain NumPy: a ReLU layer, a tanh layer."""
    first, second, output = (block.affine for block in trainer.network.blocks)
    hidden = np.tanh(np.maximum(examples.x @ first.w + first.b, 0) @ second.w + second.b)
    z = (hidden @ output.w + output.b).astype(np.float64)
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), examples.targets]))


def test_results_are_over_whole_parts() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    results = trainer.recorder.results()
    assert list(results) == ["train", "validation", "test"]
    assert results["train"] is not None
    assert results["train"].loss == pytest.approx(full_loss(trainer, trainer.data.train), rel=1e-5)


def test_a_part_without_examples_has_no_result_and_is_not_evaluated() -> None:
    trainer = Trainer(small_spec(data__split={"train": 1.0, "validation": 0.0, "test": 0.0}), blas_threads=1)
    for _ in train(trainer):
        pass
    results = trainer.recorder.results()
    assert results["validation"] is results["test"] is None
    assert {found.part for found in trainer.recorder.history.evaluations} == {"train"}


def test_the_seed_decides_weights_and_order_and_no_example() -> None:
    here, there = (Trainer(small_spec(seed=seed), blas_threads=1) for seed in (0, 1))
    assert np.array_equal(here.data.train.x, there.data.train.x)
    assert not np.array_equal(here.network.parameters.values, there.network.parameters.values)
    for trainer in (here, there):
        trainer.step()
    assert here.recorder.history.losses.since(0)[0] != there.recorder.history.losses.since(0)[0]


def test_the_order_of_examples_does_not_hang_on_the_network() -> None:
    small, large = Trainer(small_spec(), 1), Trainer(small_spec(network__layers__0__units=50), 1)
    for trainer in (small, large):
        for _ in range(10):
            trainer.step()
    assert np.array_equal(small.checkpoint().place.order, large.checkpoint().place.order)


def first_update(**changes: Any) -> Array:
    """Return how the first step moves the parameters."""
    trainer = Trainer(small_spec(precision="float64", training__optimizer="sgd", **changes), blas_threads=1)
    before = trainer.network.parameters.values.copy()
    trainer.step()
    return trainer.network.parameters.values - before


SCHEDULES: list[tuple[dict[str, Any], Callable[[float], float]]] = [
    ({"kind": "constant"}, lambda _: 1.0),
    ({"kind": "step", "step_size": 2, "gamma": 0.5}, lambda epoch: 0.5 ** (epoch // 2)),
    ({"kind": "exponential", "gamma": 0.9}, lambda epoch: 0.9**epoch),
    ({"kind": "inverse_time", "decay": 0.5}, lambda epoch: 1 / (1 + 0.5 * epoch)),
    ({"kind": "cosine"}, lambda epoch: 0.5 * (1 + np.cos(np.pi * epoch / 6))),
]


@pytest.mark.parametrize(("schedule", "factor"), SCHEDULES, ids=[schedule["kind"] for schedule, _ in SCHEDULES])
def test_the_schedule_reaches_every_step(
    schedule: dict[str, Any], factor: Callable[[float], float], monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = Trainer(small_spec(training__schedule=schedule, training__learning_rate=0.25), blas_threads=1)
    rates, step = [], trainer.optimizer.step

    def spy(rate: float, penalty: Penalty | None = None) -> None:
        rates.append(rate)
        step(rate, penalty)

    monkeypatch.setattr(trainer.optimizer, "step", spy)
    times = []
    while not trainer.is_complete:
        times.append(trainer.time)
        trainer.step()
    assert times[:9] == pytest.approx([*(16 * k / 106 for k in range(7)), 1, 1 + 16 / 106])
    assert rates == pytest.approx([0.25 * factor(time) for time in times])


def test_the_rate_warms_up_from_the_first_step() -> None:
    warm, cold = first_update(training__schedule={"kind": "constant", "warmup": 2}), first_update()
    np.testing.assert_allclose(warm, cold * 16 / 106 / 2, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("penalty", [{"training__l2": 0.0}, {"training__l2": 0.5, "training__l1": 0.1}])
def test_clipping_shortens_the_whole_gradient_penalties_included(penalty: dict[str, float]) -> None:
    free = first_update(**penalty, training__learning_rate=1.0)
    norm = np.linalg.norm(free)
    clipped = first_update(**penalty, training__learning_rate=1.0, training__clip_norm=norm / 3)
    np.testing.assert_allclose(clipped, free / 3, rtol=1e-5, atol=1e-15)
    loose = first_update(**penalty, training__learning_rate=1.0, training__clip_norm=norm * 3)
    assert loose.tolist() == pytest.approx(free.tolist(), rel=1e-12)


def test_both_penalties_count_weights_alone() -> None:
    trainer = Trainer(small_spec(precision="float64"), blas_threads=1)
    values, n = trainer.network.parameters.values, trainer.network.parameters.n_weights
    values[n:] = 0.5
    assert n == 2 * 12 + 12 * 8 + 8 * 3
    free, penalised = (
        first_update(training__learning_rate=1.0, training__l2=l2, training__l1=l1) for l2, l1 in ((0, 0), (0.5, 0.1))
    )
    weights = Trainer(small_spec(precision="float64"), blas_threads=1).network.parameters.values[:n]
    np.testing.assert_allclose((free - penalised)[:n], 0.5 * weights + 0.1 * np.sign(weights), rtol=1e-9, atol=1e-12)
    assert not (free - penalised)[n:].any()


@pytest.mark.parametrize("size", [1, 5, 21])
def test_a_last_batch_of_one_example_trains(size: int) -> None:
    """Of 106 examples one is left over: batch norm then has a batch without variance."""
    layer = {"kind": "dense", "units": 10, "batch_norm": True, "dropout": 0.5}
    trainer = Trainer(small_spec(network__layers=[layer] * 2, training__batch_size=size), blas_threads=1)
    sizes = [len(trainer.network.blocks[0].output) for _ in train(trainer)]
    assert sizes.count(1) >= 6
    parameters = trainer.network.parameters
    assert np.isfinite(parameters.values).all()
    assert np.isfinite(parameters.running).all()
    assert trainer.first_nonfinite is None


def test_the_time_of_steps_is_counted() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    assert trainer.seconds == 0
    trainer.step()
    first = trainer.seconds
    trainer.step()
    assert 0 < first < trainer.seconds


def test_numbers_that_overflow_in_a_step_warn_nobody() -> None:
    trainer = Trainer(spec_with(training__learning_rate=1e300, training__l2=1e300), blas_threads=1)
    for _ in range(5):
        trainer.step()
    assert trainer.first_nonfinite is not None


def test_a_checkpoint_of_other_data_is_refused() -> None:
    checkpoint = Trainer(small_spec(), blas_threads=1).checkpoint()
    with pytest.raises(NnlabError, match="data have changed"):
        Trainer(small_spec(data__seed=1), blas_threads=1, checkpoint=checkpoint)


def test_a_checkpoint_of_data_of_another_shape_is_refused_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = small_spec()
    checkpoint = Trainer(spec, blas_threads=1).checkpoint()
    raw = load(spec.data)
    wider = dataclasses.replace(raw, x=np.column_stack([raw.x, raw.x[:, 0]]))

    def loading(_: DataSpec) -> Generator[float, None, Dataset]:
        yield 1.0
        return wider

    monkeypatch.setattr("nnlab.data.prepared.loading", loading)
    with pytest.raises(NnlabError, match="data have changed"):
        Trainer(spec, blas_threads=1, checkpoint=checkpoint)
