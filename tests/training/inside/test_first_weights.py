"""The first layer's weights as pictures."""

from itertools import takewhile

import numpy as np
import pytest

from nnlab.data.preprocessing import Projection
from nnlab.training.inside import first_weights as module
from nnlab.training.inside.first_weights import FirstWeightsQuestion
from tests.training.inside.judged import DIGITS, SHAPES, asked
from tests.training.inside.twins import answer

PCA = [{"kind": "center"}, {"kind": "normalize"}, {"kind": "pca", "components": 12}]
WHITE = [{"kind": "center"}, {"kind": "pca", "components": 12}, {"kind": "whiten"}]


def weights_of(twin):
    return {parameter.name: parameter.value for parameter in twin.parameters[0]}


def test_pictures_are_the_columns_of_the_weights():
    twin, data = asked(DIGITS)
    found = answer(FirstWeightsQuestion(), twin, data)
    w = weights_of(twin)
    assert found.pixels == pytest.approx(w["w"].T.reshape(6, 8, 8, 1), abs=1e-6)
    assert found.norms == pytest.approx(np.linalg.norm(w["w"], axis=0))
    assert found.biases.tolist() == w["b"].tolist()
    assert not found.is_mapped_back


def test_colour_images_keep_their_channels():
    assert answer(FirstWeightsQuestion(), *asked(SHAPES)).pixels.shape == (6, 32, 32, 3)


@pytest.mark.parametrize("steps", [PCA, WHITE], ids=["pca", "whitened"])
def test_weights_of_components_are_mapped_back_to_what_the_pixels_do(steps):
    twin, data = asked(DIGITS, preprocessing=steps)
    found = answer(FirstWeightsQuestion(), twin, data)
    kept = takewhile(lambda step: not isinstance(step, Projection), twin.data.fitted)
    raw = np.random.default_rng(0).random((5, 8, 8, 1))
    before = raw
    for step in kept:
        before = step.apply(before)
    change = (before - before[0]).reshape(5, -1) @ found.pixels.reshape(6, -1).T
    twin.forward(twin.prepared(raw))
    seen = twin.blocks[0].preactivation - twin.blocks[0].preactivation[0]
    assert change == pytest.approx(seen, abs=1e-4)
    assert found.is_mapped_back


def test_the_largest_come_first_by_norm():
    found = answer(FirstWeightsQuestion("norm"), *asked(DIGITS))
    assert (np.diff(found.norms) <= 0).all()
    assert sorted(found.units.tolist()) == list(range(6))


def test_the_pieces_of_a_maxout_unit_stand_beside_each_other():
    layers = [{"kind": "dense", "units": 3, "activation": {"kind": "maxout"}}]
    twin, data = asked(DIGITS, network__layers=layers)
    found = answer(FirstWeightsQuestion(), twin, data)
    assert found.units.tolist() == [0, 0, 1, 1, 2, 2]
    assert found.pieces.tolist() == [0, 1, 0, 1, 0, 1]
    assert found.pixels[1].ravel() == pytest.approx(weights_of(twin)["w"][:, 3], abs=1e-6)


def test_a_layer_that_is_normalised_has_no_bias():
    layers = [{"kind": "dense", "units": 4, "batch_norm": {}}]
    assert answer(FirstWeightsQuestion(), *asked(DIGITS, network__layers=layers)).biases is None


def test_of_many_units_the_first_are_shown(monkeypatch):
    monkeypatch.setattr(module, "MOST_UNITS", 4)
    found = answer(FirstWeightsQuestion(), *asked(DIGITS))
    assert (len(found), found.total) == (4, 6)
