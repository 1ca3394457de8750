import numpy as np
import pytest

from nnlab.training.keyframe import Weights
from nnlab.training.loop import train
from nnlab.training.measuring import SAMPLE, UNITS, sample
from nnlab.training.trainer import Trainer
from tests.training.runs import assert_same_run, small_spec, straight_run

STRONG = {"training__l2": 0.5, "training__clip_norm": 1e-3}
"""What would show in a gradient that was looked at too late."""


@pytest.fixture
def trainer() -> Trainer:
    trainer = Trainer(small_spec(precision="float64", training__optimizer="sgd", **STRONG), blas_threads=1)
    for _ in range(3):
        trainer.step()
    return trainer


def central_difference(trainer: Trainer, weights: Weights, index: int) -> float:
    """Return dL/dw of one weight of the first layer on the batch of the last step."""
    network, losses = trainer.network, []
    x, targets = trainer._batches._batch_x, trainer._batches._batch_targets
    for shift in (1e-6, -1e-6):
        network.parameters.values[...] = weights.parameters
        network.blocks[0].affine.w.reshape(-1)[index] += shift
        losses.append(trainer._loss.forward(network.forward(x, training=True), targets))
    return (losses[0] - losses[1]) / 2e-6


def test_gradients_are_those_of_the_loss_alone(trainer: Trainer) -> None:
    before = trainer.weights()
    trainer.step(measured=True)
    measure = trainer.recorder.measure
    assert measure is not None
    assert measure.step == 4
    count = trainer.network.blocks[0].affine.w.size
    grads = [central_difference(trainer, before, index) for index in range(count)]
    found = measure.gradients[0]
    assert found.rms == pytest.approx(np.sqrt(np.mean(np.square(grads))), rel=1e-5)
    assert found.mean == pytest.approx(np.mean(grads), rel=1e-5)


def test_the_update_ratio_is_of_what_really_changed(trainer: Trainer) -> None:
    before = [block.affine.w.copy() for block in trainer.network.blocks]
    trainer.step(measured=True)
    measure = trainer.recorder.measure
    assert measure is not None
    for block, w, ratio in zip(trainer.network.blocks, before, measure.update_ratios, strict=True):
        expected = np.linalg.norm(block.affine.w - w) / np.linalg.norm(w)
        assert ratio == pytest.approx(expected, rel=1e-9)


def test_weights_of_zero_have_no_ratio() -> None:
    zeros = {"kind": "zeros"}
    trainer = Trainer(small_spec(network__output__init=zeros, training__l2=0.0), blas_threads=1)
    trainer.step(measured=True)
    assert trainer.recorder.measure is not None
    assert trainer.recorder.measure.update_ratios[-1] is None
    assert trainer.recorder.measure.update_ratios[0] == 0  # no gradient passes weights of zero


def test_measuring_every_step_changes_no_bit() -> None:
    spec = small_spec(network__layers__0__batch_norm=True)
    trainer = Trainer(spec, blas_threads=1)
    for _ in train(trainer, is_watched=lambda: True):
        pass
    assert_same_run(trainer.checkpoint(), straight_run(spec))


def test_a_recorded_step_is_measured_itself() -> None:
    trainer = Trainer(small_spec(), blas_threads=1)
    for _ in train(trainer):
        pass
    for picture in trainer.recorder.history.pictures[1:]:
        assert picture.measured_step == picture.step
        assert all(layer.weights.gradient is not None for layer in picture.layers)
    start = trainer.recorder.history.pictures[0]
    assert (start.measured_step, start.learning_rate) == (0, None)
    assert all(layer.weights.gradient is None for layer in start.layers)


def test_batch_normalisation_is_told_unit_by_unit() -> None:
    trainer = Trainer(small_spec(network__layers__0__batch_norm=True), blas_threads=1)
    start = trainer.picture().layers[0].weights.norm
    assert start is not None
    assert np.isnan(start.batch_mean).all()
    trainer.step(measured=True)
    block = trainer.network.blocks[0]
    assert block.norm is not None
    found = trainer.picture().layers[0].weights.norm
    assert found is not None
    assert found.units.tolist() == list(range(12))
    for name in ("gamma", "beta", "running_mean", "running_var"):
        np.testing.assert_array_equal(getattr(found, name), getattr(block.norm, name), err_msg=name)
    np.testing.assert_array_equal(found.batch_var, block.norm.var)
    assert trainer.picture().layers[1].weights.norm is None


def test_of_a_wide_layer_some_units_are_told() -> None:
    layer = {"kind": "dense", "units": 200, "batch_norm": True, "activation": {"kind": "prelu", "per": "unit"}}
    trainer = Trainer(small_spec(network__layers=[layer]), blas_threads=1)
    weights = trainer.picture().layers[0].weights
    assert weights.norm is not None
    assert weights.slopes is not None
    assert weights.slopes.tolist() == [0.25] * UNITS
    assert (len(weights.norm.units), weights.norm.units[0], weights.norm.units[-1]) == (UNITS, 0, 199)


@pytest.mark.parametrize("shape", [(3, 5), (128, 128), (129, 128), (3072, 100), (1000, 500), (0, 4)])
def test_a_sample_is_large_enough_and_meets_every_unit(shape: tuple[int, int]) -> None:
    array = np.broadcast_to(np.arange(shape[1], dtype=np.float64), shape).copy()
    found = sample(array, SAMPLE)
    assert found.base is not None
    assert found.size == array.size if array.size <= SAMPLE else SAMPLE / 4 <= found.size <= SAMPLE
    assert set(found) == set(array.ravel())


def test_what_another_batch_size_has_seen_no_batch_of_is_not_told() -> None:
    spec = small_spec(network__layers__0__batch_norm=True)
    trainer = Trainer(spec, blas_threads=1)
    trainer.step()
    trainer.change(small_spec(network__layers__0__batch_norm=True, training__batch_size=20))
    paused = trainer.picture().layers[0].weights.norm
    assert paused is not None
    assert np.isnan(paused.batch_mean).all()
    assert np.isnan(paused.batch_var).all()
    resumed = Trainer(spec, 1, trainer.checkpoint()).picture().layers[0].weights.norm
    assert resumed is not None
    assert np.isnan(resumed.batch_mean).all()
    trainer.step()
    stepped = trainer.picture().layers[0].weights.norm
    assert stepped is not None
    assert not np.isnan(stepped.batch_mean).any()
