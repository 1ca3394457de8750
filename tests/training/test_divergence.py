from typing import Any

import numpy as np
import pytest

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.build import OPTIMIZERS
from nnlab.training.divergence import (
    FirstNonFinite,
    find_broken_gradient,
    find_broken_output,
    find_broken_value,
    layer_name,
)
from nnlab.training.loop import train
from nnlab.training.trainer import Trainer
from tests.training.runs import assert_same_run, noise, small_spec, spec_with

LAYERS = 16


def deep_spec() -> ExperimentSpec:
    """Return a net that breaks on its way back: its one, centred example is zero, and so is all it computes from it.

    Every tanh then has its steepest slope, and weights of standard deviation 1000 multiply the gradient layer by
    layer, until float32 can hold it no more.
    """
    layer = {
        "kind": "dense",
        "units": 8,
        "activation": {"kind": "tanh"},
        "init": {"kind": "normal", "std": 1000.0},
    }
    return spec_with(
        data__source=noise(100, 8, classes=3),
        data__limit=1,
        training__batch_size=1,
        network__layers=[layer] * LAYERS,
        network__output__init={"kind": "normal", "std": 1000.0},
    )


def first_overflow(trainer: Trainer) -> str:
    """Work out in float64 in which layer, from the top, the gradient leaves float32."""
    label = trainer.data.train.targets[0]
    grad = np.full(3, 1 / 3) - np.eye(3)[label]
    for index in reversed(range(LAYERS + 1)):
        if np.abs(grad).max() > np.finfo(np.float32).max:
            return layer_name(index, LAYERS + 1)
        grad = trainer.network.blocks[index].affine.w.astype(np.float64) @ grad
    raise AssertionError("the gradient stays within float32")


@pytest.fixture
def stepped() -> Trainer:
    """Return a sound trainer after three steps."""
    trainer = Trainer(small_spec(), blas_threads=1)
    for _ in range(3):
        trainer.step()
    return trainer


@pytest.mark.parametrize(("index", "name"), [(0, "1"), (1, "2"), (2, "output")])
def test_layers_are_named_from_the_input_up(index: int, name: str) -> None:
    assert layer_name(index, 3) == name


@pytest.mark.parametrize(("index", "name"), [(0, "1"), (1, "2"), (2, "output")])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_broken_weight_is_found_in_the_forward_pass_of_its_layer(
    stepped: Trainer, index: int, name: str, bad: float
) -> None:
    stepped.network.blocks[index].affine.w[...] = bad
    loss = stepped.step()
    assert not np.isfinite(loss)
    assert stepped.first_nonfinite == FirstNonFinite(step=4, layer=name, during="forward")


def test_a_gradient_that_overflows_ends_the_run_in_that_very_step() -> None:
    trainer = Trainer(deep_spec(), blas_threads=1)
    expected = first_overflow(trainer)
    before = trainer.network.parameters.values.tobytes()
    assert np.isfinite(trainer.step())
    assert trainer.first_nonfinite == FirstNonFinite(step=1, layer=expected, during="backward")
    assert trainer.has_ended
    assert trainer.network.parameters.values.tobytes() == before
    assert not trainer.optimizer.state["velocity"].any()


def test_the_topmost_broken_gradient_is_where_the_backward_pass_broke(stepped: Trainer) -> None:
    assert find_broken_gradient(stepped.network, step=3) is None
    for index in (0, 1):
        stepped.network.blocks[index].affine.grad_b[0] = np.inf
    assert find_broken_gradient(stepped.network, step=3) == FirstNonFinite(3, "2", "backward")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_the_topmost_broken_parameter_is_where_the_update_broke(stepped: Trainer, bad: float) -> None:
    assert find_broken_value(stepped.network, step=3) is None
    for index in (0, 1):
        stepped.network.blocks[index].affine.w[0, 0] = bad
    assert find_broken_value(stepped.network, step=3) == FirstNonFinite(3, "2", "backward")


def test_the_lowest_broken_output_is_where_the_forward_pass_broke(stepped: Trainer) -> None:
    for index in (1, 2):
        stepped.network.blocks[index].output[0, 0] = np.nan
    assert find_broken_output(stepped.network, step=4) == FirstNonFinite(4, "2", "forward")


def test_a_loss_that_breaks_on_finite_logits_is_laid_to_the_output(stepped: Trainer) -> None:
    assert find_broken_output(stepped.network, step=4) == FirstNonFinite(4, "output", "forward")


def test_what_an_activation_hides_is_found_below_it(stepped: Trainer) -> None:
    first = stepped.network.blocks[0]
    first.affine.output[0, 0] = -np.inf  # of which ReLU makes 0
    assert np.isfinite(first.output).all()
    assert find_broken_output(stepped.network, step=3) == FirstNonFinite(3, "1", "forward")


def test_a_loss_that_is_not_finite_changes_no_parameter(stepped: Trainer) -> None:
    stepped.network.blocks[1].affine.b[0] = np.nan
    before = stepped.network.parameters.values.tobytes()
    velocity = stepped.optimizer.state["velocity"].tobytes()
    stepped.step()
    assert stepped.network.parameters.values.tobytes() == before
    assert stepped.optimizer.state["velocity"].tobytes() == velocity
    assert stepped.step_count == 4
    assert not np.isfinite(stepped.recorder.history.losses.since(3)).any()


def train_watched(trainer: Trainer) -> None:
    """Train to the end; parameters and running statistics are finite after each step, and the last one moves none."""
    parameters = trainer.network.parameters
    before = parameters.values.copy()
    for loss in train(trainer):
        assert np.isfinite(parameters.values).all()
        assert np.isfinite(parameters.running).all()
        if trainer.first_nonfinite is not None:
            assert parameters.values.tobytes() == before.tobytes()
            assert trainer.first_nonfinite.step == trainer.step_count
            assert np.isfinite(loss) == (trainer.first_nonfinite.during == "backward")
        before = parameters.values.copy()
    losses = trainer.recorder.history.losses.since(0)
    assert np.isfinite(losses[:-1]).all()
    assert all(picture.is_finite for picture in trainer.recorder.history.pictures)


TANH = {"network__layers__0__activation": "tanh"}
NORMALISED = {"network__layers__0__batch_norm": True, "network__layers__1__batch_norm": True}
HUGE = [
    {"training__l2": 1e300},
    {"training__l1": 1e300},
    {"training__learning_rate": 1e300},
    {"training__learning_rate": 1e20},
    {"training__learning_rate": 1e10},
    {"training__learning_rate": 1e10, "training__clip_norm": 1.0},
]


@pytest.mark.parametrize("optimizer", [kind().kind for kind in OPTIMIZERS])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_whatever_is_huge_the_parameters_stay_finite(optimizer: str, precision: str) -> None:
    for huge in HUGE:
        for net in (TANH, NORMALISED):
            changes = {**huge, **net, "training__optimizer": optimizer, "precision": precision}
            train_watched(Trainer(small_spec(**changes, training__epochs=8), blas_threads=1))


@pytest.mark.parametrize(
    "changes",
    [
        {"training__l2": 1e300},
        {"training__learning_rate": 1e300},
        {"training__l2": 1e10, "training__learning_rate": 1.0},
        {"training__l2": 1e14, "training__learning_rate": 1e14},
        {"training__l2": 10.0, "training__learning_rate": 1.0, "training__optimizer": "sgd"},
        {"training__optimizer": {"kind": "adamw", "weight_decay": 100.0}, "training__learning_rate": 1.0},
        {"training__optimizer": {"kind": "adamw", "weight_decay": 1e300}},
    ],
    ids=str,
)
def test_an_update_that_overflows_is_undone_and_ends_the_run(changes: dict[str, Any]) -> None:
    """Where tanh keeps gradients small, weights that a penalty multiplies grow without any other sign."""
    trainer = Trainer(small_spec(**TANH, **changes, training__epochs=20), blas_threads=1)
    train_watched(trainer)
    assert trainer.first_nonfinite is not None
    assert trainer.first_nonfinite.during == "backward"


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_variance_that_overflows_ends_the_run_before_it_is_averaged(precision: str) -> None:
    trainer = Trainer(small_spec(**NORMALISED, precision=precision), blas_threads=1)
    trainer.step()
    running = trainer.network.parameters.running.copy()
    trainer.network.blocks[1].affine.w[...] *= 1e25 if precision == "float32" else 1e180
    assert not np.isfinite(trainer.step())
    assert trainer.first_nonfinite == FirstNonFinite(2, "2", "forward")
    assert trainer.network.parameters.running.tobytes() == running.tobytes()


def test_a_long_gradient_of_finite_numbers_is_none_that_broke() -> None:
    trainer = Trainer(small_spec(precision="float64", training__clip_norm=1.0), blas_threads=1)
    trainer.network.parameters.grads[...] = 1.5e308  # their norm is beyond the largest number
    with np.errstate(all="ignore"):
        found = trainer._update.apply(0.1, step=1)
    assert found is None
    assert np.isfinite(trainer.network.parameters.values).all()


def test_the_step_that_broke_is_pictured_but_not_kept_to_go_on_from() -> None:
    trainer = Trainer(deep_spec(), blas_threads=1)
    list(train(trainer))
    history = trainer.recorder.history.record()
    assert [picture.step for picture in history.pictures] == [0, 1]
    assert [frame.step for frame in history.keyframes] == [0]


@pytest.mark.parametrize("step", [0, 1, 2])
@pytest.mark.parametrize(
    "spec",
    [
        pytest.param(deep_spec(), id="a gradient overflows"),
        pytest.param(small_spec(training__learning_rate=1e300), id="the update overflows"),
        pytest.param(small_spec(training__learning_rate=1e18), id="the outputs overflow"),
        pytest.param(small_spec(**TANH, training__l2=1e10, training__learning_rate=1.0), id="the weights overflow"),
    ],
)
def test_a_resumed_run_names_the_same_culprit(spec: ExperimentSpec, step: int) -> None:
    straight = Trainer(spec, blas_threads=1)
    steps = train(straight)
    for _ in zip(range(step), steps, strict=False):
        pass
    resumed = Trainer(spec, blas_threads=1, checkpoint=straight.checkpoint())
    list(steps)
    list(train(resumed))
    assert straight.first_nonfinite is not None
    assert_same_run(resumed.checkpoint(), straight.checkpoint())
