"""Units as functions of the plane."""

import numpy as np
import pytest

from nnlab.training.inside.neurons import NeuronsQuestion
from tests.training.inside.twins import SPIRALS, XOR, answer, by_hand, hand_made, plane_spec, twin_of


@pytest.fixture(scope="module")
def pictures():
    twin, data = twin_of(plane_spec(XOR, training__loss={"kind": "logistic"}), hand_made())
    return answer(NeuronsQuestion(20, 64), twin, data)


def test_every_unit_is_its_function_worked_out_by_hand(pictures):
    x, y = pictures.grid.points().T
    hidden, output = pictures.layers
    assert hidden.values.reshape(2, -1)[0] == pytest.approx(np.tanh(x + 2 * y + 0.5), abs=1e-6)
    assert hidden.values.reshape(2, -1)[1] == pytest.approx(np.tanh(x - y), abs=1e-6)
    assert output.values.reshape(1, -1)[0] == pytest.approx(by_hand(pictures.grid.points()), abs=1e-5)


def test_the_range_of_a_unit_is_that_of_its_values(pictures):
    hidden = pictures.layers[0]
    assert hidden.low.tolist() == hidden.values.min(axis=(1, 2)).tolist()
    assert hidden.high.tolist() == hidden.values.max(axis=(1, 2)).tolist()


def test_weights_come_with_their_unit(pictures):
    hidden, output = pictures.layers
    assert hidden.incoming.tolist() == [[[1.0, 2.0]], [[1.0, -1.0]]]
    assert hidden.outgoing.tolist() == [[1.0], [-3.0]]
    assert output.incoming.tolist() == [[[1.0, -3.0]]]
    assert output.outgoing.shape == (1, 0)


def test_of_wide_layers_the_first_units_are_shown():
    twin, data = twin_of(plane_spec(SPIRALS, ((9, "relu"), (5, "tanh"))))
    layers = answer(NeuronsQuestion(8, 4), twin, data).layers
    assert [layer.total for layer in layers] == [9, 5, 3]
    assert [len(layer) for layer in layers] == [4, 4, 3]
    first = twin.parameters[0][0].value
    assert layers[0].incoming[:, 0].tolist() == first.T[:4].tolist()


def test_dead_and_constant_units_are_told_apart():
    weights = {(0, "w"): [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]], (0, "b"): [-1.0, 2.0, 0.0]}
    twin, data = twin_of(plane_spec(SPIRALS, ((3, "relu"),)), weights)
    hidden = answer(NeuronsQuestion(8, 64), twin, data).layers[0]
    assert hidden.is_dead.tolist() == [True, False, False]
    assert hidden.is_constant.tolist() == [True, True, False]


def test_units_that_are_not_finite_are_told():
    twin, data = twin_of(plane_spec(SPIRALS, ((2, "relu"),)), {(0, "w"): [[np.inf, 1.0], [np.inf, 1.0]]})
    hidden = answer(NeuronsQuestion(8, 64), twin, data).layers[0]
    assert hidden.is_finite.tolist() == [False, True]
    assert not hidden.is_dead[0]


def test_the_pieces_of_a_maxout_unit_stay_apart():
    spec = plane_spec(SPIRALS, ((3, "maxout"),))
    twin, data = twin_of(spec)
    hidden = answer(NeuronsQuestion(6, 64), twin, data)
    w, b = (parameter.value for parameter in twin.parameters[0][:2])
    points = hidden.grid.points()
    layer = hidden.layers[0]
    assert layer.incoming.shape == (3, 2, 2)
    pieces = np.stack([points @ layer.incoming[0, piece] + b[3 * piece] for piece in range(2)])
    assert layer.values[0].ravel() == pytest.approx(pieces.max(axis=0), abs=1e-6)
    assert w.shape == (2, 6)
