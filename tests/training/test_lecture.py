"""Published figures that the engine must match: CS231n 2017, lecture 6 and course notes 1 to 3, rerun over eight seeds.

Standard deviations are population standard deviations over all outputs of a layer.
"""

from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest
from numpy.linalg import norm
from threadpoolctl import threadpool_limits

from nnlab.data.preprocessing import fit
from nnlab.engine.penalty import Penalty
from nnlab.resources import resource
from nnlab.spec.activations import LeakyReluSpec
from nnlab.spec.document import from_document, from_json, set_at, to_document
from nnlab.spec.preprocessing import WhitenSpec
from nnlab.training import recording
from nnlab.training.build import build_loss
from nnlab.training.loop import train
from nnlab.training.statistics import LayerStatistics
from nnlab.training.trainer import Trainer
from tests.engine import gradient_check
from tests.training.runs import noise, spec_with

EVERYTHING_TRAINS = {"train": 1.0, "validation": 0.0, "test": 0.0}


def deep_probe(activation: str, init: dict[str, Any], seed: int) -> tuple[LayerStatistics, ...]:
    """Return ten layers of 500 units on 1000 examples of 500 unit Gaussian features, at their start."""
    layer = {"kind": "dense", "units": 500, "activation": {"kind": activation}, "init": init}
    spec = spec_with(
        data__source=noise(1000, 500),
        data__split=EVERYTHING_TRAINS,
        preprocessing=[],
        network__layers=[layer] * 10,
        seed=seed,
        data__seed=seed,
    )
    return Trainer(spec, blas_threads=1).picture().layers[:10]


@pytest.mark.parametrize("seed", [0, 1])
def test_small_weights_let_the_outputs_of_deep_tanh_layers_vanish(seed: int) -> None:
    layers = deep_probe("tanh", {"kind": "normal", "std": 0.01}, seed)
    stds = [layer.output.std for layer in layers]
    assert stds[:5] == pytest.approx([0.2135, 0.0476, 0.01063, 0.00238, 0.00053], rel=0.05)
    shrinks = [before / after for before, after in pairwise(stds[4:])]
    assert all(4 <= shrink <= 5 for shrink in shrinks), shrinks
    assert stds[-1] == pytest.approx(3e-7, rel=0.5)


@pytest.mark.parametrize("seed", [0, 1])
def test_he_weights_keep_deep_relu_layers_alive(seed: int) -> None:
    layers = deep_probe("relu", {"kind": "he"}, seed)
    for number, low, high in ((1, 0.82, 0.83), (5, 0.70, 1.02), (10, 0.58, 1.25)):
        assert low <= layers[number - 1].output.std <= high, number
    assert 0.44 <= layers[9].shares.zero <= 0.56
    dead = layers[9].shares.dead
    assert dead is not None
    assert 0.03 <= dead <= 0.18


def initial_loss(units: int, features: int, std: float, l2: float, seed: int, **changes: Any) -> tuple[float, float]:
    """Return the loss of a net with one ReLU layer at its start, without and with the penalty."""
    init = {"kind": "normal", "std": std}
    spec = spec_with(
        data__source=noise(200, features),
        data__split=EVERYTHING_TRAINS,
        network__layers=[{"kind": "dense", "units": units, "init": init}],
        network__output__init=init,
        training__l2=l2,
        seed=seed,
        **changes,
    )
    trainer = Trainer(spec, blas_threads=1)
    result = trainer.recorder.results()["train"]
    assert result is not None
    return result.loss, result.loss + Penalty(trainer.network.parameters, l2).value()


@pytest.mark.parametrize("seed", range(3))
def test_ten_classes_lose_the_log_of_ten_at_first(seed: int) -> None:
    loss, _ = initial_loss(50, 3072, 1e-4, 1000.0, seed)
    assert loss == pytest.approx(2.302585, abs=1e-3)


@pytest.mark.parametrize("seed", range(3))
def test_the_penalty_is_half_lambda_times_the_squared_weights(seed: int) -> None:
    _, total = initial_loss(50, 3072, 1e-4, 1000.0, seed)
    assert total == pytest.approx(3.0747, abs=0.012)


@pytest.mark.parametrize("seed", range(3))
def test_the_hinge_loss_of_ten_classes_is_nine_at_first(seed: int) -> None:
    loss, _ = initial_loss(50, 3072, 1e-4, 0.0, seed, training__loss="hinge")
    assert loss == pytest.approx(9.0, abs=1e-3)


@pytest.mark.parametrize("l2", [1.0, 1000.0])
def test_biases_are_no_part_of_the_penalty(l2: float) -> None:
    changes = {"network__layers__0__bias": 0.0, "network__output__bias": 0.0}
    biased = dict.fromkeys(changes, 0.5)
    spec = spec_with(data__source=noise(200, 30), network__layers=[{"kind": "dense", "units": 5}])
    penalties = []
    for values in (changes, biased):
        document = to_document(spec)
        for path, value in values.items():
            document = set_at(document, path.replace("__", "."), value)
        trainer = Trainer(from_document(document), blas_threads=1)
        parameters = trainer.network.parameters
        weights = [block.affine.w for block in trainer.network.blocks]
        penalties.append(Penalty(parameters, l2).value())
        assert penalties[-1] == pytest.approx(0.5 * l2 * sum(float((w.astype(np.float64) ** 2).sum()) for w in weights))
    assert penalties[0] == penalties[1]


def test_a_net_overfits_twenty_examples_at_one_of_the_rates() -> None:
    accuracies = []
    for rate in (0.001, 0.01, 0.1):
        spec = spec_with(
            data__limit=20,
            training__l2=0.0,
            training__learning_rate=rate,
            training__epochs=200,
            training__batch_size=20,
        )
        trainer = Trainer(spec, blas_threads=1)
        list(train(trainer))
        assert len(trainer.data.train) == 20
        result = trainer.recorder.results()["train"]
        assert result is not None
        accuracies.append(result.accuracy)
    assert max(accuracies) == 1.0


def test_updates_of_the_shipped_example_are_a_healthy_share_of_the_weights() -> None:
    """About a thousandth; from 0.0001 to 0.03 is healthy. Asked of every layer, over its whole run."""
    trainer = Trainer(from_json(resource("examples", "digits.json").read_text("utf-8")), blas_threads=1)
    layers = [block.affine for block in trainer.network.blocks]
    ratios, before = [], [layer.w.copy() for layer in layers]
    with threadpool_limits(1, user_api="blas"):
        for _ in train(trainer):
            now = [layer.w.copy() for layer in layers]
            ratios.append([norm(new - old) / norm(old) for new, old in zip(now, before, strict=True)])
            before = now
    found = np.median(ratios, axis=0)
    assert ((found >= 0.0001) & (found <= 0.03)).all(), found


def test_gradients_of_smooth_layers_agree_to_a_ten_millionth() -> None:
    """Right below 1e-7, by central differences of 1e-5 in float64; the relative error is that of the course notes."""
    assert gradient_check.STEP == 1e-5
    spec = spec_with(
        data__source=noise(40, 6),
        network__layers=[{"kind": "dense", "units": 7, "activation": {"kind": kind}} for kind in ("tanh", "gelu")],
        network__output__init={"kind": "he"},
        training__batch_size=10,
        precision="float64",
    )
    trainer = Trainer(spec, blas_threads=1)
    x, labels = trainer.data.train.x[:10], trainer.data.train.targets[:10]
    network, loss = trainer.network, build_loss(spec, 10, 10)
    loss.forward(network.forward(x, training=True), labels)
    network.backward(loss.backward(10))
    analytic = network.parameters.grads.copy()
    numeric = gradient_check.central_differences(
        lambda: loss.forward(network.forward(x, training=True), labels), network.parameters.values
    )
    whole = norm(analytic - numeric) / max(norm(analytic), norm(numeric))
    assert whole < 1e-7
    wrong = norm(1.03 * analytic - numeric) / max(norm(1.03 * analytic), norm(numeric))
    assert wrong > 0.01


def test_a_leaky_relu_lets_a_hundredth_through_unless_told_otherwise() -> None:
    assert LeakyReluSpec().slope == 0.01
    layer = {"kind": "dense", "units": 1, "activation": {"kind": "leaky_relu"}}
    network = Trainer(spec_with(network__layers=[layer]), blas_threads=1).network
    activation = network.blocks[0].activation
    assert activation is not None
    x = np.array([[-2.0], [3.0]], np.float32)
    assert activation.forward(x, training=True).ravel().tolist() == pytest.approx([-0.02, 3.0])


def test_a_loss_three_times_as_high_as_at_the_start_is_where_a_run_is_breaking_out() -> None:
    assert recording.CLIMB == 3.0


def test_equal_logits_of_ten_classes_lose_exactly_that() -> None:
    loss = build_loss(spec_with(precision="float64"), 7, 10)
    assert loss.forward(np.zeros((7, 10)), np.arange(7)) == pytest.approx(log(10), rel=1e-15)


def test_whitening_adds_a_hundred_thousandth_to_the_variances_unless_told_otherwise() -> None:
    """``whitening_epsilon``: x / sqrt(variance + 1e-5), seen on data whose variance is no larger than that."""
    spec = spec_with(preprocessing=[{"kind": "whiten"}])
    assert spec.preprocessing[0] == WhitenSpec(epsilon=1e-5)
    rng = np.random.default_rng(0)
    x = np.sqrt(1e-5) * rng.standard_normal((5000, 1))
    (step,) = fit(spec.preprocessing, x)
    assert step.apply(x).std() == pytest.approx(np.sqrt(0.5), rel=0.05)
