"""What becomes of the gradient on its way to the input."""

from math import nan

import pytest

from nnlab.gui.views.gradients.slope import Slope, fitted_slope


def test_a_gradient_that_falls_to_a_quarter_at_every_layer_vanishes():
    slope = fitted_slope([1e-2 * 0.25 ** (9 - layer) for layer in range(10)])
    assert slope.factor == pytest.approx(0.25)
    assert slope.layers == 9
    assert slope.kind == "vanishes"


def test_a_gradient_that_doubles_at_every_layer_explodes():
    slope = fitted_slope([2.0 ** (9 - layer) for layer in range(10)])
    assert slope.factor == pytest.approx(2)
    assert slope.kind == "explodes"


def test_one_odd_layer_does_not_decide():
    rms = [1e-3] * 10
    rms[0] = 1e-6
    assert fitted_slope(rms).factor == pytest.approx(1)
    assert fitted_slope(rms).kind == "even"


def test_layers_without_a_gradient_are_passed_over_at_their_distance():
    slope = fitted_slope([0.001, 0.0, 0.1, nan, 10.0])
    assert slope.factor == pytest.approx(0.1)


@pytest.mark.parametrize("rms", [[], [1.0, 0.1], [0.0] * 5, [nan] * 5])
def test_with_fewer_than_three_gradients_there_is_no_slope(rms):
    assert fitted_slope(rms) is None


def test_a_steep_slope_over_few_layers_does_no_harm():
    assert Slope(0.5, 2).kind == "even"


def test_a_gentle_slope_over_many_layers_is_told():
    assert Slope(0.8, 49).kind == "vanishes"
    assert Slope(0.8, 9).kind == "even"


def test_the_smallest_and_largest_numbers_have_a_slope():
    assert fitted_slope([1e-300, 1e300, 1e-300]).kind == "even"
    assert fitted_slope([1e-308, 1.0, 1e308]).kind == "vanishes"
