"""Whether what the activation functions say of themselves is so."""

import numpy as np
import pytest

from tests.engine.gradient_check import ACTIVATIONS
from tests.engine.test_activations import LIMITS, ONE_TO_ONE, apply, floating_point_as_in_a_step, make

__all__ = ["floating_point_as_in_a_step"]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_only_the_zero_centred_have_odd_symmetry(name: str) -> None:
    activation = make(name, (9,), 1, np.float64)
    x = np.random.default_rng(4).uniform(-6, 6, (1, *activation.input_shape))
    there = activation.forward(x, training=True).copy()
    assert np.allclose(activation.forward(-x, training=True), -there, atol=1e-14) == activation.zero_centred


@pytest.mark.parametrize("name", sorted({*ONE_TO_ONE} - {"leaky_relu_without_leak"}))
def test_slopes_vanish_where_an_activation_says_it_saturates(name: str) -> None:
    _, slopes = apply(name, np.array([-50.0, 50.0]))
    vanish = {"nowhere": [False, False], "below": [True, False], "on both sides": [True, True]}
    assert (np.abs(slopes) < 1e-15).tolist() == vanish[make(name, (1,), 1, np.float64).saturates]


@pytest.mark.parametrize("name", ONE_TO_ONE)
def test_bounds_are_limits_that_are_approached_from_the_inside(name: str) -> None:
    bounds = make(name, (1,), 1, np.float64).bounds
    y, _ = apply(name, np.linspace(-60, 60, 1001))
    for bound, limit, values in zip(bounds, LIMITS[name], (y, -y), strict=True):
        if bound is not None:
            assert bound == pytest.approx(limit, rel=1e-15)
            assert values.min() >= -abs(bound) * (1 + 1e-15)


def test_the_bounded_are_those_that_level_off_somewhere_else_than_at_zero() -> None:
    bounded = {name for name in ONE_TO_ONE if make(name, (1,), 1, np.float64).bounds != (None, None)}
    assert bounded == {"sigmoid", "tanh", "elu", "elu_deep", "selu"}


@pytest.mark.parametrize("name", ONE_TO_ONE)
def test_the_mortal_have_outputs_of_zero_without_a_slope(name: str) -> None:
    y, slopes = apply(name, np.linspace(-5, -0.1, 50))
    assert bool(np.all((y == 0) & (slopes == 0))) == make(name, (1,), 1, np.float64).can_die


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_has_a_formula(name: str) -> None:
    assert make(name, (1,), 1, np.float64).formula.startswith("f(x")
