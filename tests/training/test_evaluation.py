import math

import numpy as np
import pytest

from nnlab.data.prepared import Examples
from nnlab.training.evaluation import Evaluator
from nnlab.training.trainer import Trainer
from tests.training.runs import small_spec, spec_with


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(small_spec(precision="float64"), blas_threads=1)


def expected(trainer: Trainer, examples: Examples) -> tuple[float, float]:
    """Return loss and accuracy by plain NumPy: a ReLU layer, a tanh layer, the softmax."""
    first, second, output = (block.affine for block in trainer.network.blocks)
    hidden = np.tanh(np.maximum(examples.x @ first.w + first.b, 0) @ second.w + second.b)
    logits = hidden @ output.w + output.b
    log_softmax = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    picked = log_softmax[np.arange(len(examples)), examples.labels]
    return -picked.mean(), np.mean(logits.argmax(axis=1) == examples.labels)


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_loss_and_accuracy_are_those_of_plain_numpy(trainer: Trainer, part: str) -> None:
    for _ in range(20):
        trainer.step()
    examples = getattr(trainer.data, part)
    result = trainer.evaluator.evaluate(examples)
    assert result is not None
    assert (result.loss, result.accuracy) == pytest.approx(expected(trainer, examples), rel=1e-12)


def test_more_examples_than_one_batch_give_the_mean_over_all(trainer: Trainer) -> None:
    rng = np.random.default_rng(0)
    many = Examples(rng.standard_normal((2345, 2)), rng.integers(3, size=2345))
    result = trainer.evaluator.evaluate(many)
    assert result is not None
    assert (result.loss, result.accuracy) == pytest.approx(expected(trainer, many), rel=1e-12)


def test_the_loss_excludes_the_penalty() -> None:
    free, penalised = (Trainer(small_spec(training__l2=l2), blas_threads=1) for l2 in (0.0, 100.0))
    assert free.evaluator.evaluate(free.data.train) == penalised.evaluator.evaluate(penalised.data.train)


def test_a_part_without_examples_has_no_result(trainer: Trainer) -> None:
    assert trainer.evaluator.evaluate(Examples(np.empty((0, 2)), np.empty(0, np.intp))) is None


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_broken_network_has_no_accuracy(trainer: Trainer, bad: float) -> None:
    trainer.network.parameters.values[:] = bad
    result = trainer.evaluator.evaluate(trainer.data.test)
    assert result is not None
    assert not math.isfinite(result.loss)
    assert result.accuracy is None


def test_evaluating_touches_nothing_of_the_step(trainer: Trainer) -> None:
    trainer.step()
    blocks = trainer.network.blocks
    before = [(block.output.copy(), block.grad_output.copy()) for block in blocks]
    grads = trainer.network.parameters.grads.copy()
    trainer.evaluator.evaluate(trainer.data.train)
    trainer.picture()
    after = [(block.output, block.grad_output) for block in blocks]
    for (output, grad), (output_then, grad_then) in zip(before, after, strict=True):
        assert np.array_equal(output, output_then)
        assert np.array_equal(grad, grad_then)
    assert np.array_equal(trainer.network.parameters.grads, grads)


def test_a_picture_describes_every_layer_and_the_output(trainer: Trainer) -> None:
    relu, tanh, output = trainer.picture().layers
    assert relu.dead_share is not None
    assert relu.saturated_share is None
    assert (tanh.histogram.low, tanh.histogram.high) == (-1, 1)
    assert tanh.saturated_share is not None
    assert tanh.dead_share is output.dead_share is output.saturated_share is None


def test_a_picture_is_of_the_first_thousand_training_examples() -> None:
    trainer = Trainer(spec_with(), blas_threads=1)
    assert np.array_equal(trainer.probe.x, trainer.data.train.x[:1000])
    first = trainer.picture().layers[0].histogram
    assert first.counts.sum() + first.zeros + first.non_finite == 1000 * 100


def test_a_small_training_part_is_its_own_probe(trainer: Trainer) -> None:
    assert len(trainer.probe) == len(trainer.data.train)
    result, _ = trainer.evaluator.picture(trainer.probe)
    assert result == trainer.evaluator.evaluate(trainer.data.train)


def test_the_network_of_the_evaluator_is_another(trainer: Trainer) -> None:
    assert isinstance(trainer.evaluator, Evaluator)
    assert trainer.evaluator._network is not trainer.network
    assert trainer.evaluator._network.parameters is trainer.network.parameters
