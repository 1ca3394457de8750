"""Published figures that the engine must match: CS231n 2017, lecture 6 and course notes 1 to 3, rerun over eight seeds.

Standard deviations are population standard deviations over all outputs of a layer.
"""

from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest

from nnlab.engine.penalty import Penalty
from nnlab.training.build import build_loss
from nnlab.training.statistics import LayerStatistics
from nnlab.training.trainer import Trainer
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
    return Trainer(spec, blas_threads=1).recorder.picture(0).layers[:10]


@pytest.mark.parametrize("seed", [0, 1])
def test_small_weights_let_the_outputs_of_deep_tanh_layers_vanish(seed: int) -> None:
    layers = deep_probe("tanh", {"kind": "normal", "std": 0.01}, seed)
    stds = [layer.std for layer in layers]
    assert stds[:5] == pytest.approx([0.2135, 0.0476, 0.01063, 0.00238, 0.00053], rel=0.05)
    shrinks = [before / after for before, after in pairwise(stds[4:])]
    assert all(4 <= shrink <= 5 for shrink in shrinks), shrinks
    assert stds[-1] == pytest.approx(3e-7, rel=0.5)


@pytest.mark.parametrize("seed", [0, 1])
def test_he_weights_keep_deep_relu_layers_alive(seed: int) -> None:
    layers = deep_probe("relu", {"kind": "he"}, seed)
    for number, low, high in ((1, 0.82, 0.83), (5, 0.70, 1.02), (10, 0.58, 1.25)):
        assert low <= layers[number - 1].std <= high, number
    assert 0.44 <= layers[9].zero_share <= 0.56
    dead = layers[9].dead_share
    assert dead is not None
    assert 0.03 <= dead <= 0.18


def initial_loss(units: int, features: int, std: float, l2: float, seed: int) -> tuple[float, float]:
    """Return the loss of a net with one ReLU layer at its start, without and with the penalty."""
    init = {"kind": "normal", "std": std}
    spec = spec_with(
        data__source=noise(200, features),
        data__split=EVERYTHING_TRAINS,
        network__layers=[{"kind": "dense", "units": units, "init": init}],
        network__output__init=init,
        training__l2=l2,
        seed=seed,
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


def test_equal_logits_of_ten_classes_lose_exactly_that() -> None:
    loss = build_loss(spec_with(precision="float64"), 7, 10)
    assert loss.forward(np.zeros((7, 10)), np.arange(7)) == pytest.approx(log(10), rel=1e-15)
