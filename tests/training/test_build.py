from typing import Any, get_args

import numpy as np
import pytest

from nnlab.engine.network import Network
from nnlab.engine.parameters import Parameters, ParameterShape
from nnlab.spec.activations import ActivationSpec
from nnlab.spec.base import Spec
from nnlab.spec.experiment import ExperimentSpec
from nnlab.spec.initializers import InitializerSpec, NormalSpec, XavierSpec
from nnlab.spec.losses import LossSpec
from nnlab.spec.optimizers import AdamSpec, MomentumSpec, OptimizerSpec
from nnlab.spec.schedules import ScheduleSpec
from nnlab.training.build import (
    ACTIVATIONS,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    build_initializer,
    build_loss,
    build_network,
    build_optimizer,
    build_schedule,
)
from nnlab.training.streams import Stream, stream
from nnlab.training.trainer import Trainer
from tests.engine import gradient_check
from tests.training.runs import spec_with


def kinds(union: Any) -> set[type[Spec]]:
    """Return the classes of an annotated union of kinds."""
    return set(get_args(get_args(union)[0]))


def initialised(spec: ExperimentSpec, shape: tuple[int, ...] = (8, 8, 1)) -> Network:
    network = build_network(spec, shape, n_outputs=10, max_batch=4)
    blocks = range(len(network.blocks))
    network.initialize([stream(spec.seed, Stream.INITIALISATION, index) for index in blocks])
    return network


@pytest.mark.parametrize(
    ("union", "table"),
    [
        (ActivationSpec, ACTIVATIONS),
        (InitializerSpec, INITIALIZERS),
        (OptimizerSpec, OPTIMIZERS),
        (LossSpec, LOSSES),
        (ScheduleSpec, SCHEDULES),
    ],
    ids=["activation", "init", "optimizer", "loss", "schedule"],
)
def test_every_kind_can_be_built(union: Any, table: dict[type[Spec], object]) -> None:
    assert set(table) == kinds(union)


@pytest.mark.parametrize("kind", sorted(kinds(ActivationSpec), key=str))
def test_every_activation_can_be_built_and_is_gradient_checked(kind: type[Spec]) -> None:
    network = initialised(spec_with(network__layers__0__activation={"kind": kind().model_dump()["kind"]}))
    built = network.blocks[0].activation
    assert type(built) is ACTIVATIONS[kind]
    assert type(built) in {type(make((3,), 2, np.float64)) for make in gradient_check.ACTIVATIONS.values()}


@pytest.mark.parametrize("kind", sorted(kinds(InitializerSpec), key=str))
def test_every_initialiser_is_gradient_checked(kind: type[Spec]) -> None:
    checked = {type(initializer) for initializer in gradient_check.INITIALIZERS.values()}
    assert type(build_initializer(kind())) in checked


@pytest.mark.parametrize("kind", sorted(kinds(LossSpec), key=str))
def test_every_loss_is_gradient_checked(kind: type[Spec]) -> None:
    built = build_loss(spec_with(training__loss={"kind": kind().model_dump()["kind"]}), 4, 1)
    assert type(built) in gradient_check.LOSSES.values()


def test_options_reach_the_engine() -> None:
    rng, w = np.random.default_rng(0), np.empty((400, 300))
    for spec, std in [
        (NormalSpec(std=0.2), 0.2),
        (XavierSpec(), 1 / 20),
        (XavierSpec(fan="average"), (2 / 700) ** 0.5),
    ]:
        build_initializer(spec).fill(w, fan_in=400, fan_out=300, rng=rng)
        assert w.std() == pytest.approx(std, rel=0.02)
    flat = Parameters([[ParameterShape("w", (1,))]], np.float64)
    optimizer = build_optimizer(MomentumSpec(momentum=0.5), flat)
    for _ in range(2):
        flat.grads[:] = 1
        optimizer.step(1.0)
    assert flat.values.tolist() == [-2.5]
    assert vars(build_optimizer(AdamSpec(betas=(0.5, 0.75)), flat))["betas"] == (0.5, 0.75)


def test_every_schedule_takes_the_options_of_its_kind() -> None:
    for kind in kinds(ScheduleSpec):
        assert build_schedule(kind(warmup=2.0)).rate(1.0, 0.0, 10.0, 1.0) == 0.5


def test_a_network_has_the_layers_of_the_spec_and_the_output() -> None:
    network = initialised(spec_with(network__layers__0__activation="sigmoid"))
    assert [type(block.activation).__name__ for block in network.blocks] == ["Sigmoid", "Relu", "NoneType"]
    assert [block.affine.w.shape for block in network.blocks] == [(64, 100), (100, 100), (100, 10)]
    assert len(network.parameters) == 17_610


def test_weights_start_as_the_spec_says() -> None:
    network = initialised(spec_with(network__layers__1__bias=0.5))
    first, second, output = network.blocks
    assert first.affine.w.std() == pytest.approx((2 / 64) ** 0.5, rel=0.05)
    assert second.affine.b.tolist() == [0.5] * 100
    assert output.affine.w.std() == pytest.approx(0.01, rel=0.1)
    assert not first.affine.b.any()


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_everything_is_built_in_the_precision_of_the_spec(precision: str) -> None:
    spec = spec_with(precision=precision)
    network = initialised(spec)
    assert network.parameters.values.dtype == precision
    x = np.zeros((4, 8, 8, 1), precision)
    logits = network.forward(x, training=True)
    loss = build_loss(spec, 4, 10)
    loss.forward(logits, np.zeros(4, np.intp))
    network.backward(loss.backward(4))
    arrays = [array for block in network.blocks for array in (block.preactivation, block.output, block.grad_output)]
    assert {array.dtype.name for array in arrays} == {precision}


def test_both_precisions_start_from_the_same_weights() -> None:
    single, double = initialised(spec_with()), initialised(spec_with(precision="float64"))
    assert np.array_equal(single.parameters.values, double.parameters.values.astype(np.float32))


def test_another_seed_gives_other_weights() -> None:
    here, there = initialised(spec_with()), initialised(spec_with(seed=1))
    assert not np.array_equal(here.parameters.values, there.parameters.values)
    assert np.array_equal(here.parameters.values, initialised(spec_with(data__seed=1)).parameters.values)


def test_blocks_keep_their_weights_when_another_is_added_above_them() -> None:
    layer = {"kind": "dense", "units": 20}
    two, three = (initialised(spec_with(network__layers=[layer] * count)) for count in (2, 3))
    for index in range(2):
        assert np.array_equal(two.blocks[index].affine.w, three.blocks[index].affine.w)
    assert not np.array_equal(three.blocks[1].affine.w, three.blocks[2].affine.w)


def test_a_layer_with_batch_norm_has_no_bias_and_one_with_maxout_several_pieces() -> None:
    layer = {
        "kind": "dense",
        "units": 20,
        "batch_norm": {"epsilon": 1e-3},
        "activation": {"kind": "maxout", "pieces": 3},
    }
    network = initialised(spec_with(network__layers=[layer]))
    hidden, output = network.blocks
    assert [parameter.name for parameter in network.parameters.layers[0]] == [
        "w",
        "gamma",
        "beta",
        "running_mean",
        "running_var",
    ]
    assert hidden.affine.w.shape == (64, 60)
    assert hidden.norm is not None
    assert (hidden.norm.epsilon, hidden.norm.momentum) == (1e-3, 0.1)
    assert output.affine.w.shape == (20, 10)


def test_dropout_draws_from_a_stream_of_its_own_in_each_layer() -> None:
    layer = {"kind": "dense", "units": 50, "dropout": 0.5}
    one, other = initialised(spec_with(network__layers=[layer] * 2)), initialised(spec_with())
    assert np.array_equal(
        one.blocks[0].affine.w[:, :5], initialised(spec_with(network__layers=[layer])).blocks[0].affine.w[:, :5]
    )
    assert [dropout.rate for dropout in one.dropouts] == [0.5, 0.5]
    assert [dropout.rate for dropout in other.dropouts] == [0.0, 0.0]
    first, second = (dropout.rng.random(4) for dropout in one.dropouts)
    assert not np.array_equal(first, second)


def order_of(spec: ExperimentSpec) -> list[int]:
    trainer = Trainer(spec, blas_threads=1)
    trainer.step()
    order: list[int] = trainer.checkpoint().place.order.tolist()
    return order


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_dropout_on_changes_no_initial_weight_and_no_order(rate: float) -> None:
    layers = [{"kind": "dense", "units": 30, "dropout": dropout} for dropout in (0.0, rate)]
    without, with_dropout = (spec_with(network__layers=[layer] * 2) for layer in layers)
    here, there = initialised(without).parameters, initialised(with_dropout).parameters
    assert here.values.tobytes() == there.values.tobytes()
    assert order_of(without) == order_of(with_dropout)


def test_both_precisions_silence_the_same_values() -> None:
    layers = [{"kind": "dense", "units": 30, "dropout": 0.5, "activation": {"kind": "tanh"}}]
    masks = []
    for precision in ("float32", "float64"):
        trainer = Trainer(spec_with(network__layers=layers, precision=precision), blas_threads=1)
        for _ in range(21):  # into the second epoch, after a shorter batch
            trainer.step()
        masks.append(trainer.network.dropouts[0].mask > 0)
    assert masks[0].size
    assert np.array_equal(*masks)


def test_the_options_of_batch_norm_reach_the_engine() -> None:
    for written, expected in ((True, (1e-5, 0.1)), ({"epsilon": 0.5, "momentum": 0.7}, (0.5, 0.7))):
        norm = (
            initialised(spec_with(network__layers=[{"kind": "dense", "units": 3, "batch_norm": written}]))
            .blocks[0]
            .norm
        )
        assert norm is not None
        assert (norm.epsilon, norm.momentum) == expected
    assert initialised(spec_with()).blocks[0].norm is None
