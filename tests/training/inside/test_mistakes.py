"""The worst mistakes."""

import numpy as np
import pytest

from nnlab.training.inside import mistakes as module
from nnlab.training.inside.mistakes import MistakesQuestion
from tests.training.inside.judged import CANCER, DIGITS, IRIS, asked
from tests.training.inside.twins import answer


def probabilities(twin, x):
    outputs = twin.forward(x)
    shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def test_the_worst_mistake_is_the_one_whose_true_class_is_least_probable():
    twin, data = asked(DIGITS)
    found = answer(MistakesQuestion(), twin, data)
    shares, truth = probabilities(twin, data.validation.x), data.validation.targets
    is_wrong = shares.argmax(axis=1) != truth
    of_truth = np.where(is_wrong, shares[np.arange(len(truth)), truth], np.inf)
    assert found.wrong == is_wrong.sum()
    assert found.cases.loss[0] == pytest.approx(-np.log(of_truth.min()))
    assert (np.diff(found.cases.loss) <= 0).all()
    assert not found.cases.is_right.any()


def test_the_probabilities_of_all_classes_come_with_each_mistake():
    twin, data = asked(DIGITS)
    found = answer(MistakesQuestion(), twin, data)
    raw = found.cases.dataset.x[found.cases.index]
    assert found.shares == pytest.approx(probabilities(twin, twin.prepared(raw)), abs=1e-6)
    assert found.are_probabilities


def test_two_classes_of_one_output_have_two_probabilities():
    found = answer(MistakesQuestion("train"), *asked(CANCER, "logistic"))
    assert found.shares.sum(axis=1) == pytest.approx(np.ones(len(found.cases)))


def test_without_probabilities_the_worst_lacks_most_of_the_margin():
    twin, data = asked(IRIS, "hinge")
    found = answer(MistakesQuestion("train"), twin, data)
    lacking = found.shares.max(axis=1) - found.shares[np.arange(len(found.cases)), found.cases.truth]
    assert (np.diff(lacking) <= 1e-6).all()
    assert not found.are_probabilities


def test_where_nothing_is_mistaken_the_least_sure_are_shown():
    twin, data = asked(IRIS)
    easy = {"w": np.zeros((6, 3)), "b": np.array([5.0, 0.0, 0.0])}
    for parameter in twin.parameters[1]:
        parameter.value[...] = easy[parameter.name]
    data.validation.targets[:] = 0
    found = answer(MistakesQuestion(), twin, data)
    assert found.wrong == 0
    assert found.cases.is_right.all()
    assert len(found.cases) == min(module.FEW, found.total)


def test_not_more_than_some_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 5)
    found = answer(MistakesQuestion("train"), *asked(DIGITS))
    assert len(found.cases) == 5 < found.wrong
