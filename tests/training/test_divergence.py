import numpy as np
import pytest

from nnlab.spec.experiment import ExperimentSpec
from nnlab.training.divergence import FirstNonFinite, find_first_nonfinite, layer_name
from nnlab.training.trainer import Trainer
from tests.training.runs import noise, small_spec, spec_with

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
    label = trainer.data.train.labels[0]
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


def test_a_gradient_that_overflows_is_found_in_the_backward_pass() -> None:
    trainer = Trainer(deep_spec(), blas_threads=1)
    expected = first_overflow(trainer)
    assert np.isfinite(trainer.step())
    assert trainer.first_nonfinite is None
    assert not np.isfinite(trainer.step())
    assert trainer.first_nonfinite == FirstNonFinite(step=1, layer=expected, during="backward")


def test_the_topmost_broken_gradient_is_where_the_backward_pass_broke(stepped: Trainer) -> None:
    for index in (0, 1):
        stepped.network.blocks[index].affine.grad_b[0] = np.inf
    assert find_first_nonfinite(stepped.network, step=4) == FirstNonFinite(3, "2", "backward")


def test_the_lowest_broken_output_is_where_the_forward_pass_broke(stepped: Trainer) -> None:
    for index in (1, 2):
        stepped.network.blocks[index].output[0, 0] = np.nan
    assert find_first_nonfinite(stepped.network, step=4) == FirstNonFinite(4, "2", "forward")


def test_a_loss_that_breaks_on_finite_logits_is_laid_to_the_output(stepped: Trainer) -> None:
    assert find_first_nonfinite(stepped.network, step=4) == FirstNonFinite(4, "output", "forward")


def test_a_loss_that_is_not_finite_changes_no_parameter(stepped: Trainer) -> None:
    stepped.network.blocks[1].affine.b[0] = np.nan
    before = stepped.network.parameters.values.tobytes()
    velocity = stepped.optimizer.state["velocity"].tobytes()
    stepped.step()
    assert stepped.network.parameters.values.tobytes() == before
    assert stepped.optimizer.state["velocity"].tobytes() == velocity
    assert stepped.step_count == 4
    assert not np.isfinite(stepped.history.losses.since(3)).any()


def test_a_huge_rate_breaks_within_a_few_steps() -> None:
    trainer = Trainer(spec_with(training__learning_rate=1e6), blas_threads=1)
    while trainer.first_nonfinite is None and trainer.step_count < 50:
        trainer.step()
    found = trainer.first_nonfinite
    assert found is not None
    assert found.step in (trainer.step_count, trainer.step_count - 1)
    assert found.layer in ("1", "2", "output")


@pytest.mark.parametrize("step", [0, 1, 2])
@pytest.mark.parametrize(
    "spec",
    [
        pytest.param(deep_spec(), id="a gradient overflows"),
        pytest.param(small_spec(training__learning_rate=1e300), id="the update overflows"),
    ],
)
def test_a_resumed_run_names_the_same_culprit(spec: ExperimentSpec, step: int) -> None:
    straight = Trainer(spec, blas_threads=1)
    for _ in range(step):
        straight.step()
    resumed = Trainer(spec, blas_threads=1, checkpoint=straight.checkpoint())
    for trainer in (straight, resumed):
        while trainer.first_nonfinite is None:
            trainer.step()
    assert straight.first_nonfinite is not None
    assert resumed.first_nonfinite == straight.first_nonfinite
