"""The loss of each example alone."""

import numpy as np
import pytest

from nnlab.training.build import build_loss, encoded_targets
from nnlab.training.inside.example_losses import example_losses
from tests.training.runs import spec_with


@pytest.mark.parametrize("loss", ["softmax", "hinge", "mse", "logistic"])
def test_each_loss_is_that_of_a_batch_of_one(loss):
    spec = spec_with(training__loss={"kind": loss}, precision="float64")
    rng, classes = np.random.default_rng(0), 2 if loss == "logistic" else 4
    outputs = 3 * rng.normal(size=(20, 1 if loss == "logistic" else classes))
    labels = rng.integers(0, classes, 20)
    single = build_loss(spec, 1, outputs.shape[1])
    expected = [
        single.forward(outputs[[row]], encoded_targets(spec, labels[[row]], classes)) for row in range(len(labels))
    ]
    assert example_losses(spec.training.loss, outputs, labels) == pytest.approx(np.array(expected))


def test_numbers_are_met_by_the_mean_of_their_squares():
    spec = spec_with(training__loss={"kind": "mse"})
    losses = example_losses(spec.training.loss, np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([[1.0, 4.0], [3.0, 1.0]]))
    assert losses.tolist() == [2.0, 5.0]


def test_large_scores_overflow_nowhere():
    spec = spec_with(training__loss={"kind": "softmax"})
    assert example_losses(spec.training.loss, np.array([[2000.0, 0.0]]), np.array([1])).tolist() == [2000.0]
