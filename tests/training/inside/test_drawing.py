"""A drawing holds the weights between the drawn units, and sums over all of them."""

import numpy as np
import pytest

from nnlab.data.prepared import PreparedData, prepare
from nnlab.jobs import drained
from nnlab.training.build import build_network, outputs_for
from nnlab.training.inside.drawing import DrawingQuestion, NetworkDrawing
from nnlab.training.inside.drawn_layer import shown_units
from nnlab.training.inside.twin import Twin
from nnlab.training.keyframe import Weights
from tests.training.runs import noise, small_spec

MANY = 1000


def made(**changes):
    """Return a twin with random weights, and its data."""
    spec = small_spec(**changes)
    data = prepare(spec)
    n_outputs = outputs_for(spec.training.loss, data.record.shape)
    shapes = build_network(spec, data.record.input_shape, n_outputs, 0).parameters
    rng = np.random.default_rng(3)
    values, running = (rng.normal(size=part.size).astype(spec.precision) for part in (shapes.values, shapes.running))
    return Twin(spec, data.record, Weights(7, values, running)), data


def drawn(twin: Twin, data: PreparedData, most_units: int = MANY) -> NetworkDrawing:
    return drained(DrawingQuestion(most_units).answering(twin))


def array(twin, layer, name):
    return next(parameter.value for parameter in twin.parameters[layer] if parameter.name == name)


def test_of_a_small_network_every_weight_is_drawn():
    twin, data = made()
    drawing = drawn(twin, data)
    for place, layer in enumerate(drawing.layers):
        np.testing.assert_array_equal(layer.weights, array(twin, place, "w"))
        np.testing.assert_array_equal(layer.numbers["b"], array(twin, place, "b"))
    assert [layer.units for layer in drawing.layers] == [12, 8, 3]


def test_of_a_large_layer_some_units_are_drawn_spread_evenly_and_with_both_ends():
    twin, data = made()
    drawing = drawn(twin, data, most_units=4)
    assert drawing.layers[0].shown.tolist() == [0, 4, 7, 11]
    assert drawing.layers[1].shown.tolist() == [0, 2, 5, 7]
    np.testing.assert_array_equal(drawing.layers[1].weights, array(twin, 1, "w")[[0, 4, 7, 11]][:, [0, 2, 5, 7]])


def test_which_units_are_drawn_depends_on_their_number_alone():
    assert shown_units(500, 16).tolist() == shown_units(500, 16).tolist()
    assert len(set(shown_units(500, 16).tolist())) == 16
    assert shown_units(3, 16).tolist() == [0, 1, 2]


def test_sums_count_all_weights_whether_drawn_or_not():
    twin, data = made()
    w = array(twin, 1, "w")
    w[:6] = 0
    sums = drawn(twin, data, most_units=2).layers[1].sums
    assert sums.rms == pytest.approx(float(np.sqrt(np.mean(w.astype(np.float64) ** 2))), rel=1e-6)
    assert sums.largest == np.abs(w).max()
    assert sums.near_zero == np.mean(np.abs(w) < 0.01 * np.abs(w).max())


def test_sums_of_enormous_weights_stay_finite():
    twin, data = made()
    array(twin, 0, "w")[...] = 1e30
    assert drawn(twin, data).layers[0].sums.rms == pytest.approx(1e30)


def test_sums_of_weights_that_are_all_zero_are_zero():
    twin, data = made()
    array(twin, 0, "w")[...] = 0
    sums = drawn(twin, data).layers[0].sums
    assert (sums.rms, sums.largest, sums.near_zero) == (0, 0, 1)


def test_the_strongest_weights_of_a_unit_are_found_among_all_units_and_in_order():
    twin, data = made()
    w = array(twin, 1, "w")
    drawing = drawn(twin, data, most_units=2)
    incoming, outgoing = drawing.layers[1].incoming, drawing.layers[1].outgoing
    assert incoming.units[1].tolist() == np.argsort(-np.abs(w[:, 7]))[:6].tolist()
    np.testing.assert_array_equal(incoming.weights[1], w[incoming.units[1], 7])
    assert outgoing.units[0].tolist() == np.argsort(-np.abs(w[0]))[:6].tolist()


def test_a_maxout_unit_shows_of_its_pieces_the_weight_of_the_largest_magnitude():
    twin, data = made(network__layers__0__activation={"kind": "maxout", "pieces": 3})
    w = array(twin, 0, "w").reshape(2, 3, 12)
    layer = drawn(twin, data).layers[0]
    assert layer.weights.shape == (2, 12)
    np.testing.assert_array_equal(np.abs(layer.weights), np.abs(w).max(axis=1))
    assert layer.numbers["b"].shape == (12,)


def test_with_batch_norm_gamma_and_beta_stand_in_place_of_the_bias():
    twin, data = made(network__layers__0__batch_norm=True)
    assert set(drawn(twin, data).layers[0].numbers) == {"gamma", "beta"}


def test_pixels_of_images_are_all_drawn():
    twin, data = made(data__source={"kind": "digits"})
    drawing = drawn(twin, data, most_units=4)
    assert drawing.inputs.tolist() == list(range(64))
    assert drawing.layers[0].weights.shape == (64, 4)
    assert drawing.layers[0].outgoing is None
    assert len(drawing.names) == 64


def test_many_features_are_drawn_in_part():
    twin, data = made(data__source=noise(150, 50))
    assert len(drawn(twin, data, most_units=10).inputs) == 10


def test_principal_components_have_no_names_of_features():
    twin, data = made(data__source=noise(150, 50), preprocessing=[{"kind": "pca", "components": 5}])
    drawing = drawn(twin, data)
    assert drawing.names is None
    assert len(drawing.inputs) == 5


def test_outputs_are_called_by_their_classes_and_a_single_one_by_the_second():
    assert drawn(*made()).output_names == ("0", "1", "2")
    twin, data = made(data__source={"kind": "spirals", "classes": 2}, training__loss="logistic")
    assert drawn(twin, data).output_names == ("1",)


def test_a_wide_layer_is_summed_up_in_many_short_stretches():
    twin, _ = made(data__source=noise(150, 3000), network__layers__0__units=500)
    shares = list(DrawingQuestion(16).answering(twin))
    assert len(shares) > 20
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
