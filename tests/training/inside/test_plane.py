"""The classes over the plane, against networks worked out by hand."""

import numpy as np
import pytest

from nnlab.data.loading import load
from nnlab.data.split import split_examples, with_label_noise
from nnlab.errors import NnlabError
from nnlab.training.inside.plane import PlaneQuestion
from nnlab.training.inside.plane_examples import MOST, plane_examples
from tests.training.inside.twins import SPIRALS, XOR, answer, by_hand, hand_made, plane_spec, twin_of

RESOLUTION = 40
LINEAR = ((2, "linear"),)
THREE_WAYS = {(0, "w"): np.eye(2), (0, "b"): 0.0, (1, "w"): [[1.0, 0.0, -1.0], [0.0, 1.0, -1.0]], (1, "b"): 0.0}
"""The scores x, y and -x - y."""


@pytest.fixture(scope="module")
def by_logistic():
    twin, data = twin_of(plane_spec(XOR, training__loss={"kind": "logistic"}), hand_made())
    return answer(PlaneQuestion(RESOLUTION), twin, data)


def test_probabilities_are_those_of_the_network_worked_out_by_hand(by_logistic):
    z = by_hand(by_logistic.grid.points())
    assert by_logistic.has_probabilities
    assert by_logistic.ground.sayings[:, 1] == pytest.approx(1 / (1 + np.exp(-z)))
    assert by_logistic.ground.labels.tolist() == (z > 0).astype(int).tolist()
    assert by_logistic.ground.confidence == pytest.approx(np.abs(np.tanh(z / 2)))


def test_the_boundary_lies_where_the_classes_are_as_likely(by_logistic):
    assert len(by_logistic.boundary) > RESOLUTION / 2
    assert np.abs(by_hand(by_logistic.boundary.reshape(-1, 2))).max() < 0.05


def test_examples_are_judged_by_the_same_network(by_logistic):
    examples = by_logistic.examples
    said = by_hand(examples.x) > 0
    assert by_logistic.is_wrong.tolist() == (said != examples.targets).tolist()
    assert by_logistic.is_finite


def test_several_classes_meet_at_boundaries_between_each_two():
    twin, data = twin_of(plane_spec(SPIRALS, LINEAR), THREE_WAYS)
    picture = answer(PlaneQuestion(RESOLUTION), twin, data)
    x, y = picture.boundary.reshape(-1, 2).T
    first, second, _third = np.sort(np.stack([x, y, -x - y]), axis=0)[::-1]
    assert first == pytest.approx(second, abs=0.05)
    scores = np.stack([picture.grid.points()[:, 0], picture.grid.points()[:, 1]], axis=1)
    z = np.column_stack([scores, -scores.sum(axis=1)])
    expected = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    assert picture.ground.sayings == pytest.approx(expected)
    assert picture.ground.confidence == pytest.approx(1.5 * (expected.max(axis=1) - 1 / 3))


def test_without_probabilities_the_lead_of_the_best_score_is_the_confidence():
    twin, data = twin_of(plane_spec(SPIRALS, LINEAR, training__loss={"kind": "hinge"}), THREE_WAYS)
    picture = answer(PlaneQuestion(RESOLUTION), twin, data)
    ranked = np.sort(picture.ground.sayings, axis=1)
    assert not picture.has_probabilities
    assert picture.ground.confidence == pytest.approx(np.minimum(ranked[:, -1] - ranked[:, -2], 1))


def test_the_plane_is_drawn_in_raw_features_whatever_the_preprocessing():
    raw = plane_spec(XOR, training__loss={"kind": "logistic"})
    centred = plane_spec(XOR, training__loss={"kind": "logistic"}, preprocessing=[{"kind": "center"}])
    twin, data = twin_of(centred, hand_made())
    picture = answer(PlaneQuestion(RESOLUTION), twin, data)
    mean = load(raw.data).x[split_examples(load(raw.data), raw.data).train].mean(axis=0)
    z = by_hand(picture.grid.points() - mean)
    assert picture.ground.sayings[:, 1] == pytest.approx(1 / (1 + np.exp(-z)))


def test_broken_weights_are_told():
    twin, data = twin_of(plane_spec(XOR), {(0, "w"): np.inf})
    picture = answer(PlaneQuestion(10), twin, data)
    assert not picture.is_finite
    assert np.isfinite(picture.ground.confidence).all()


def test_shown_targets_are_those_that_the_network_is_told():
    spec = plane_spec(XOR, data__label_noise=0.5)
    dataset = load(spec.data)
    split = split_examples(dataset, spec.data)
    examples = plane_examples(dataset, spec.data)
    train = examples.parts == 0
    assert examples.x[train].tolist() == dataset.x[split.train].tolist()
    assert examples.targets[train].tolist() == with_label_noise(dataset, split.train, spec.data).tolist()
    assert examples.targets[examples.parts == 2].tolist() == dataset.targets[split.test].tolist()
    assert examples.totals == tuple(len(part) for part in (split.train, split.validation, split.test))


def test_of_many_examples_some_are_shown():
    spec = plane_spec({"kind": "xor", "examples": 4000})
    examples = plane_examples(load(spec.data), spec.data)
    assert np.bincount(examples.parts).tolist() == [MOST, 600, 600]
    assert examples.totals == (2800, 600, 600)


def test_other_data_than_the_run_had_are_refused():
    twin, data = twin_of(plane_spec(XOR))
    other, _ = twin_of(plane_spec(XOR, data__seed=5))
    twin.data = other.data
    with pytest.raises(NnlabError):
        answer(PlaneQuestion(10), twin, data)
