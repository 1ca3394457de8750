import math

import numpy as np
import pytest

from nnlab.data.prepared import Examples
from nnlab.engine.array import Labels
from nnlab.engine.losses import Targets
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import build_loss, build_network, encoded_targets
from nnlab.training.evaluation import Evaluator
from nnlab.training.trainer import Trainer
from tests.training.runs import plain, small_spec


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(small_spec(precision="float64"), blas_threads=1)


def evaluator(trainer: Trainer, batch: int = 1000) -> Evaluator:
    """Return one that shares the parameters of ``trainer``."""
    shape, classes = trainer.data.train.x.shape[1:], trainer.data.record.shape.classes

    def encode(labels: Labels) -> Targets:
        return encoded_targets(trainer.spec, labels, classes)

    n_outputs = trainer.network.blocks[-1].affine.units
    twin = build_network(trainer.spec, shape, n_outputs, batch, trainer.network.parameters)
    return Evaluator(twin, build_loss(trainer.spec, batch, n_outputs), batch, encode, has_classes=True)


def expected(trainer: Trainer, examples: Examples) -> tuple[float, float]:
    """Return loss and accuracy by plain NumPy: a ReLU layer, a tanh layer, the softmax."""
    first, second, output = (block.affine for block in trainer.network.blocks)
    hidden = np.tanh(np.maximum(examples.x @ first.w + first.b, 0) @ second.w + second.b)
    logits = hidden @ output.w + output.b
    log_softmax = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    picked = log_softmax[np.arange(len(examples)), examples.targets]
    return -picked.mean(), np.mean(logits.argmax(axis=1) == examples.targets)


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_loss_and_accuracy_are_those_of_plain_numpy(trainer: Trainer, part: str) -> None:
    for _ in range(20):
        trainer.step()
    examples = getattr(trainer.data, part)
    result = evaluator(trainer).evaluate(examples)
    assert result is not None
    assert (result.loss, result.accuracy) == pytest.approx(expected(trainer, examples), rel=1e-12)


def test_more_examples_than_one_batch_give_the_mean_over_all(trainer: Trainer) -> None:
    rng = np.random.default_rng(0)
    many = Examples(rng.standard_normal((2345, 2)), rng.integers(3, size=2345))
    result = evaluator(trainer).evaluate(many)
    assert result is not None
    assert (result.loss, result.accuracy) == pytest.approx(expected(trainer, many), rel=1e-12)


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_the_batch_of_the_evaluation_changes_nothing(trainer: Trainer, batch: int) -> None:
    found = evaluator(trainer, batch).evaluate(trainer.data.train)
    assert found is not None
    assert (found.loss, found.accuracy) == pytest.approx(expected(trainer, trainer.data.train), rel=1e-12)


@pytest.mark.parametrize("penalty", [{"training__l2": 100.0}, {"training__l1": 100.0}])
def test_the_loss_excludes_the_penalty(penalty: dict[str, float]) -> None:
    free, penalised = (Trainer(small_spec(**changes), blas_threads=1) for changes in ({"training__l2": 0.0}, penalty))
    assert free.recorder.results() == penalised.recorder.results()


def test_a_part_without_examples_has_no_result(trainer: Trainer) -> None:
    assert evaluator(trainer).evaluate(Examples(np.empty((0, 2)), np.empty(0, np.intp))) is None


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_broken_network_has_no_accuracy(trainer: Trainer, bad: float) -> None:
    trainer.network.parameters.values[:] = bad
    result = evaluator(trainer).evaluate(trainer.data.test)
    assert result is not None
    assert not math.isfinite(result.loss)
    assert result.accuracy is None


def lively_spec() -> ExperimentSpec:
    """Return a spec whose layers behave otherwise in training than at test time."""
    layer = {"kind": "dense", "units": 12, "batch_norm": True, "dropout": 0.5}
    return small_spec(network__layers=[layer, layer])


def test_evaluating_touches_nothing_of_the_step() -> None:
    trainer = Trainer(lively_spec(), blas_threads=1)
    for _ in range(3):
        trainer.step()
    before = plain(trainer.checkpoint())
    arrays = [
        array for block in trainer.network.blocks for part in block.parts for array in (part.output, part.grad_output)
    ] + [trainer.network.parameters.grads]
    copies = [array.copy() for array in arrays]
    trainer.recorder.results()
    trainer.picture()
    assert plain(trainer.checkpoint()) == before
    for array, copy in zip(arrays, copies, strict=True):
        assert array.tobytes() == copy.tobytes()


def test_evaluating_twice_gives_the_same() -> None:
    trainer = Trainer(lively_spec(), blas_threads=1)
    for _ in range(3):
        trainer.step()
    assert trainer.recorder.results() == trainer.recorder.results()
    assert plain(trainer.picture()) == plain(trainer.picture())


def test_a_single_example_is_evaluated_as_among_others() -> None:
    trainer = Trainer(lively_spec(), blas_threads=1)
    for _ in range(20):
        trainer.step()
    found, train = evaluator(trainer), trainer.data.train
    alone = [found.evaluate(Examples(train.x[[i]], train.targets[[i]])) for i in range(40)]
    together = found.evaluate(Examples(train.x[:40], train.targets[:40]))
    assert together is not None
    assert together.loss == pytest.approx(np.mean([result.loss for result in alone if result]), rel=1e-5)
