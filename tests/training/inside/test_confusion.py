"""Which classes are taken for which, against scikit-learn where it counts the same."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score, recall_score

from nnlab.data.prepared import PreparedData
from nnlab.training.inside import confusion as module
from nnlab.training.inside.confusion import ConfusionQuestion
from tests.training.inside.judged import CANCER, DIGITS, IRIS, asked
from tests.training.inside.twins import answer


def said(twin, x):
    """Return what the network says, one example after the other."""
    return np.concatenate([twin.labels(twin.forward(x[row : row + 1])) for row in range(len(x))])


@pytest.fixture(params=[(DIGITS, "softmax"), (DIGITS, "hinge"), (IRIS, "mse"), (CANCER, "logistic")], ids=str)
def judged(request):
    twin, data = asked(*request.param)
    return answer(ConfusionQuestion("train"), twin, data), twin, data


def test_counts_and_shares_are_those_of_scikit_learn(judged):
    found, twin, data = judged
    truth, names = data.train.targets, said(twin, data.train.x)
    known = {"labels": range(len(found.counts)), "average": None, "zero_division": np.nan}
    assert (found.counts == confusion_matrix(truth, names, labels=known["labels"])).all()
    assert found.recall == pytest.approx(recall_score(truth, names, **known), nan_ok=True)
    assert found.precision == pytest.approx(precision_score(truth, names, **known), nan_ok=True)
    assert found.accuracy == pytest.approx(accuracy_score(truth, names))


def test_every_example_is_in_the_cell_of_its_classes(judged):
    found, twin, _ = judged
    truth, predicted = divmod(int(found.counts.argmax()), len(found.counts))
    cases = found.in_cell(truth, predicted)
    assert len(cases) == min(found.counts[truth, predicted], module.MOST_KEPT)
    shown = twin.prepared(cases.dataset.x[cases.index])
    assert said(twin, shown).tolist() == [predicted] * len(cases)
    assert set(cases.truth.tolist()) == {truth}


def test_a_loss_without_probabilities_has_no_certainty():
    assert answer(ConfusionQuestion(), *asked(DIGITS, "hinge")).cases.certainty is None


def test_of_a_large_cell_the_worst_examples_are_kept(monkeypatch):
    twin, data = asked(DIGITS)
    whole = answer(ConfusionQuestion("train"), twin, data)
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    few = answer(ConfusionQuestion("train"), twin, data)
    truth, predicted = divmod(int(whole.counts.argmax()), 10)
    losses = np.sort(whole.in_cell(truth, predicted).loss)[::-1]
    assert few.in_cell(truth, predicted).loss.tolist() == losses[:3].tolist()
    assert (few.counts == whole.counts).all()


def test_an_example_whose_outputs_are_not_finite_is_in_no_cell():
    twin, data = asked(IRIS, weights={(1, "w"): np.inf})
    found = answer(ConfusionQuestion(), twin, data)
    assert found.broken + found.counts.sum() == found.total
    assert found.broken > 0
    assert found.accuracy is None


def test_a_part_without_examples_has_empty_cells():
    twin, data = asked(IRIS, data__split={"train": 1.0, "validation": 0.0, "test": 0.0})
    found = answer(ConfusionQuestion(), twin, data)
    assert found.total == 0
    assert not found.counts.any()
    assert np.isnan(found.recall).all()


def test_training_examples_have_the_class_that_the_network_is_told():
    twin, data = asked(IRIS, data__label_noise=0.5)
    found = answer(ConfusionQuestion("train"), twin, data)
    assert found.counts.sum(axis=1).tolist() == np.bincount(data.train.targets).tolist()
    assert isinstance(data, PreparedData)


def test_the_most_frequent_mistakes_are_named():
    found = answer(ConfusionQuestion("train"), *asked(DIGITS))
    (truth, predicted, count), *_ = found.worst_pairs(3)
    wrong = found.counts - np.diag(found.counts.diagonal())
    assert count == wrong.max() == found.counts[truth, predicted]
