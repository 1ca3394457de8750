"""The plane as a layer bends it."""

import numpy as np
import pytest

from nnlab.jobs import drained
from nnlab.training.inside.components import EXACT_UP_TO, finding
from nnlab.training.inside.warp import INPUT, LINES, WarpQuestion
from tests.training.inside.twins import SPIRALS, XOR, answer, by_hand, hand_made, plane_spec, twin_of


def svd_components(outputs):
    centred = outputs - outputs.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    return directions[:2].T, sizes**2 / (sizes**2).sum()


@pytest.fixture(scope="module")
def small():
    return twin_of(plane_spec(XOR, training__loss={"kind": "logistic"}), hand_made())


def test_two_units_are_the_axes(small):
    picture = answer(WarpQuestion(0), *small)
    x, y = picture.examples.x.T
    assert picture.shares is None
    assert picture.places == pytest.approx(np.column_stack([np.tanh(x + 2 * y + 0.5), np.tanh(x - y)]))


def test_lines_are_bent_as_the_plane_is(small):
    straight, bent = answer(WarpQuestion(INPUT), *small), answer(WarpQuestion(0), *small)
    assert straight.lines.shape == (2 * LINES, 65, 2)
    across, up = np.split(straight.lines, 2)
    assert np.ptp(across[..., 1], axis=1) == pytest.approx(0)
    assert np.ptp(up[..., 0], axis=1) == pytest.approx(0)
    x, y = straight.lines[..., 0], straight.lines[..., 1]
    assert bent.lines[..., 0] == pytest.approx(np.tanh(x + 2 * y + 0.5))


def test_one_unit_is_shown_against_the_second_feature(small):
    picture = answer(WarpQuestion(1), *small)
    assert picture.units == 1
    assert picture.places == pytest.approx(np.column_stack([by_hand(picture.examples.x), picture.examples.x[:, 1]]))


def test_more_units_are_seen_along_the_main_components_of_the_training_examples():
    twin, data = twin_of(plane_spec(SPIRALS, ((6, "tanh"),)))
    picture = answer(WarpQuestion(0), twin, data)
    w, b = (parameter.value for parameter in twin.parameters[0][:2])
    outputs = np.tanh(picture.examples.x @ w + b)
    train = outputs[picture.examples.parts == 0]
    directions, shares = svd_components(train)
    assert picture.shares == pytest.approx(shares[:2])
    expected = (outputs - train.mean(axis=0)) @ directions
    assert np.abs(picture.places) == pytest.approx(np.abs(expected), abs=1e-9)


def test_outputs_that_are_not_finite_are_told():
    twin, data = twin_of(plane_spec(SPIRALS, ((6, "relu"),)), {(0, "w"): np.inf})
    assert not answer(WarpQuestion(0), twin, data).is_finite


def test_very_many_units_are_seen_from_the_same_side():
    rng = np.random.default_rng(0)
    outputs = rng.normal(size=(500, EXACT_UP_TO + 50)) * np.r_[9.0, 6.0, np.ones(EXACT_UP_TO + 48)]
    found = drained(finding(outputs, rng.normal(size=(500, 2))))
    directions, shares = svd_components(outputs)
    assert np.abs((found.directions * directions).sum(axis=0)) == pytest.approx(1)
    assert found.shares == pytest.approx(shares[:2])


def test_components_keep_their_sign_when_all_outputs_are_turned_over():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(80, 2))
    outputs = x @ rng.normal(size=(2, 5)) * [5, 1, 1, 1, 1]
    first, second = (drained(finding(sign * outputs, x)) for sign in (1, -1))
    assert first.project(outputs) == pytest.approx(second.project(-outputs))


def test_outputs_that_are_all_alike_have_no_variance():
    found = drained(finding(np.ones((10, 4)), np.zeros((10, 2))))
    assert found.shares == (0.0, 0.0)
    assert found.project(np.ones((3, 4))) == pytest.approx(0)
