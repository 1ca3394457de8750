"""Predicted numbers against those to be met."""

import numpy as np
import pytest
from sklearn.metrics import mean_squared_error, r2_score

from nnlab.training.inside import predicted_values as module
from nnlab.training.inside.predicted_values import PredictedValuesQuestion
from tests.training.inside.judged import asked
from tests.training.inside.twins import HILLS, answer


@pytest.fixture
def predicted():
    twin, data = asked(HILLS, "mse")
    return answer(PredictedValuesQuestion(), twin, data), twin, data.validation


def test_loss_and_explained_variance_are_those_of_scikit_learn(predicted):
    found, twin, part = predicted
    outputs = twin.forward(part.x)
    assert found.loss == pytest.approx(mean_squared_error(part.targets, outputs))
    assert found.explained[0] == pytest.approx(r2_score(part.targets, outputs))


def test_the_worst_are_those_with_the_largest_squared_error(predicted):
    found, twin, part = predicted
    errors = np.square(twin.forward(part.x) - part.targets)[:, 0]
    assert found.worst.squared_error == pytest.approx(np.sort(errors)[::-1])
    assert found.worst.truth == pytest.approx(found.worst.dataset.targets[found.worst.index])


def test_not_more_than_some_are_shown(monkeypatch):
    monkeypatch.setattr(module, "MOST_SHOWN", 7)
    monkeypatch.setattr(module, "MOST_KEPT", 4)
    found = answer(PredictedValuesQuestion("train"), *asked(HILLS, "mse"))
    assert (len(found.shown), len(found.worst)) == (7, 4)


def test_predictions_that_are_not_finite_are_counted_and_not_shown():
    found = answer(PredictedValuesQuestion(), *asked(HILLS, "mse", weights={(1, "w"): np.inf}))
    assert found.broken > 0
    assert np.isfinite(found.shown.predicted).all()
    assert found.broken + len(found.shown) == found.total
