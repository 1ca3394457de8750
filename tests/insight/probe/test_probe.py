"""The lecture's figures are those of CS231n 2017, lecture 6; the rest is worked out by hand."""

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from nnlab.data.prepared import PreparedData, prepare
from nnlab.insight.probe.draws import Draws
from nnlab.insight.probe.probe import Probe, probing
from nnlab.insight.probe.starts import lecture_spec, starts
from nnlab.insight.probe.verdict import verdict
from nnlab.jobs import drained
from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, small_spec, spec_with

EVERYTHING_TRAINS = {"train": 1.0, "validation": 0.0, "test": 0.0}


@cache
def data_of(activation: str, seed: int) -> PreparedData:
    return prepare(lecture_spec(activation, seed=seed))


def lecture_probe(activation: str, init: str, seed: int = 0, normalised: Any = "own") -> Probe:
    spec = next(s.spec for s in starts(lecture_spec(activation, seed=seed), normalised) if s.key == init)
    return drained(probing(spec, data_of(activation, seed)))


def probe_of(spec: ExperimentSpec) -> Probe:
    return drained(probing(spec, prepare(spec)))


@pytest.mark.parametrize("seed", [0, 1])
def test_small_weights_let_signal_and_gradient_vanish(seed: int) -> None:
    probe = lecture_probe("tanh", "small", seed)
    stds = [layer.output.std for layer in probe.hidden]
    assert stds[:5] == pytest.approx([0.2135, 0.0476, 0.01063, 0.00238, 0.00053], rel=0.05)
    assert all(4 <= before / after <= 5 for before, after in pairwise(stds[4:]))
    assert 1e-7 < probe.hidden[0].gradient.rms / probe.hidden[-1].gradient.rms < 1e-5


def test_large_weights_saturate_a_tanh() -> None:
    probe = lecture_probe("tanh", "large")
    assert all(layer.shares.saturated is not None and layer.shares.saturated > 0.9 for layer in probe.hidden)
    assert 1e4 < probe.hidden[0].gradient.rms / probe.hidden[-1].gradient.rms < 1e6


def test_xavier_keeps_the_spread_of_a_tanh_and_loses_that_of_a_relu() -> None:
    assert lecture_probe("tanh", "xavier").hidden[-1].output.std > 0.15
    assert lecture_probe("relu", "xavier").hidden[-1].output.std < 0.06


@pytest.mark.parametrize("seed", [0, 1])
def test_he_keeps_the_spread_of_a_relu(seed: int) -> None:
    probe = lecture_probe("relu", "he", seed)
    for number, low, high in ((1, 0.82, 0.83), (5, 0.70, 1.02), (10, 0.58, 1.25)):
        assert low <= probe.layers[number - 1].output.std <= high, number
    highest = probe.hidden[-1].shares
    assert 0.44 <= highest.zero <= 0.56
    assert highest.dead is not None
    assert 0.03 <= highest.dead <= 0.18


def test_batch_normalisation_repairs_weights_that_are_too_small() -> None:
    spreads = [layer.preactivation.std for layer in lecture_probe("tanh", "small", normalised="with").hidden]
    assert spreads == pytest.approx([1.0] * 10, rel=0.05)


def test_all_zero_weights_make_one_unit_of_a_layer() -> None:
    probe = lecture_probe("tanh", "zeros")
    assert [layer.distinct_units for layer in probe.hidden] == [1] * 10
    assert probe.layers[-1].distinct_units == 10
    assert [layer.distinct_units for layer in lecture_probe("tanh", "xavier").hidden] == [500] * 10


def test_the_weights_are_those_of_the_first_step() -> None:
    spec = small_spec()
    trainer = Trainer(spec, blas_threads=1)
    probe = drained(probing(spec, trainer.data, draws=Draws(spec.seed)))
    picture = trainer.picture()
    assert [layer.weight.std for layer in probe.layers] == [layer.weights.weight.std for layer in picture.layers]
    assert [layer.output.mean for layer in probe.layers] == pytest.approx([x.output.mean for x in picture.layers])


def test_the_numbers_are_those_of_the_formulas() -> None:
    spec = spec_with(
        data__source=noise(50, 6, classes=3),
        data__split=EVERYTHING_TRAINS,
        preprocessing=[],
        network__layers=[{"units": 8, "activation": {"kind": "tanh"}, "init": {"kind": "normal", "std": 0.7}}],
        network__output__init={"kind": "normal", "std": 0.5},
        precision="float64",
    )
    data = prepare(spec)
    network = Trainer(spec, blas_threads=1, data=data).network
    (w1, w2), x, labels = (block.affine.w for block in network.blocks), data.train.x, data.train.targets
    z = x @ w1
    h = np.tanh(z)
    scores = np.exp(h @ w2)
    p = scores / scores.sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(50), labels]).mean()
    p[np.arange(50), labels] -= 1
    grad_h = p / 50 @ w2.T
    grad_w1 = x.T @ (grad_h * (1 - h**2))

    probe = drained(probing(spec, data))
    hidden = probe.layers[0]
    assert probe.loss == pytest.approx(loss)
    assert (hidden.preactivation.mean, hidden.preactivation.std) == pytest.approx((z.mean(), z.std()))
    assert (hidden.output.mean, hidden.output.std) == pytest.approx((h.mean(), h.std()))
    assert (hidden.gradient.mean, hidden.gradient.std) == pytest.approx((grad_h.mean(), grad_h.std()))
    assert (hidden.weight_gradient.mean, hidden.weight_gradient.std) == pytest.approx((grad_w1.mean(), grad_w1.std()))
    assert hidden.shares.saturated == np.mean(np.abs(h) > 0.98)


def test_dropout_is_left_out() -> None:
    dry, wet = (probe_of(small_spec(network__layers__0__dropout=rate)) for rate in (0.0, 0.5))
    assert [layer.output.mean for layer in wet.layers] == [layer.output.mean for layer in dry.layers]


def test_values_beyond_the_axis_are_counted_at_its_ends() -> None:
    histogram = lecture_probe("relu", "large").hidden[-1].output.histogram
    assert histogram.counts[-1] > 0.9 * histogram.counts.sum()


def test_a_start_that_overflows_is_told_of() -> None:
    layer = {"units": 30, "activation": {"kind": "relu"}, "init": {"kind": "normal", "std": 1000.0}}
    probe = probe_of(spec_with(data__source=noise(60, 30), network__layers=[layer] * 12))
    assert np.isnan(probe.loss)
    assert probe.layers[-1].output.histogram.non_finite > 0


@pytest.mark.parametrize("source", ["hills", "iris", {"kind": "noise", "examples": 10, "features": 1, "classes": 2}])
def test_every_kind_of_data_can_be_probed(source: Any) -> None:
    probe = probe_of(spec_with(data__source=source, training__loss="mse", training__batch_size=4))
    assert len(probe.layers) == 3
    assert np.isfinite(probe.loss)


@pytest.mark.parametrize("activation", ["maxout", "prelu", "leaky_relu", "elu", "selu", "gelu", "silu", "linear"])
def test_every_activation_can_be_probed(activation: str) -> None:
    layer = {"units": 7, "activation": {"kind": activation}}
    probe = probe_of(small_spec(network__layers=[layer] * 2))
    assert [layer.units for layer in probe.layers] == [7, 7, 3]
    assert [layer.distinct_units for layer in probe.layers] == [7, 7, 3]


def test_normalised_layers_compare_with_one_and_not_with_their_inputs() -> None:
    raw = spec_with(preprocessing=[], network__layers__0__batch_norm=True, network__layers__1__batch_norm=True)
    probe = probe_of(raw)
    assert probe.input_rms > 5
    assert verdict(probe).key == "survives"
