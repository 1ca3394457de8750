from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnlab.data.dataset import Dataset
from nnlab.data.loading import drained, load
from nnlab.data.split import split_examples
from nnlab.training.checkpoint import Finish, RunRecord
from nnlab.training.evaluation import Result
from nnlab.training.prediction import Prediction, predicting
from tests.training.runs import small_spec
from tests.training.trained import trained

SPIRALS = {"kind": "spirals", "examples": 3000}
LOSSES: dict[str, dict[str, Any]] = {
    "softmax": {"data__source": SPIRALS},
    "hinge": {"data__source": SPIRALS, "training__loss": "hinge"},
    "mse on classes": {"data__source": SPIRALS, "training__loss": "mse"},
    "logistic": {"data__source": {**SPIRALS, "classes": 2}, "training__loss": "logistic"},
    "numbers": {"data__source": {"kind": "hills", "examples": 3000}, "training__loss": "mse"},
}
"""Test parts of 1,500, which is more than one batch."""


def run_of(**changes: Any) -> tuple[RunRecord, Dataset]:
    """Train for 40 steps on half of the examples; return the run and the other half."""
    split = {"train": 0.5, "validation": 0.0, "test": 0.5}
    record = trained(small_spec(data__split=split, **changes), last=40)
    dataset = load(record.spec.data)
    test = split_examples(dataset, record.spec.data).test
    return record, replace(dataset, x=dataset.x[test], targets=dataset.targets[test])


def predicted(record: RunRecord, x: Any, targets: Any = None) -> Prediction:
    return drained(predicting(record, x, targets))


@pytest.mark.parametrize("changes", LOSSES.values(), ids=LOSSES)
def test_what_a_run_measured_on_its_test_part_is_measured_again_to_the_bit(changes: dict[str, Any]) -> None:
    record, test = run_of(**changes)
    assert predicted(record, test.x, test.targets).result == record.results["test"]


@pytest.mark.parametrize(
    "changes",
    [
        {"network__layers__0__batch_norm": True, "network__layers__1__dropout": 0.5},
        {"preprocessing": [{"kind": "pca", "components": 2}, {"kind": "whiten"}]},
        {"precision": "float64", "preprocessing": []},
    ],
    ids=["batch norm and dropout", "pca and whiten", "float64, raw"],
)
def test_running_statistics_and_preprocessing_are_those_of_the_run(changes: dict[str, Any]) -> None:
    record, test = run_of(data__source=SPIRALS, **changes)
    prediction = predicted(record, test.x, test.targets)
    assert prediction.result == record.results["test"]
    assert prediction.outputs.dtype == record.spec.precision


def test_of_an_example_alone_the_same_is_said_as_among_others() -> None:
    record, test = run_of(data__source=SPIRALS, precision="float64")
    prediction = predicted(record, test.x)
    for example in (0, 999, 1000, 1499):
        alone = predicted(record, test.x[example : example + 1])
        np.testing.assert_allclose(alone.outputs[0], prediction.outputs[example], rtol=1e-10)


def test_probabilities_are_the_softmax_of_the_outputs_and_the_likeliest_class_is_named() -> None:
    record, test = run_of(data__source=SPIRALS, precision="float64")
    prediction = predicted(record, test.x)
    exponentials = np.exp(prediction.outputs)
    assert prediction.probabilities is not None
    np.testing.assert_allclose(
        prediction.probabilities, exponentials / exponentials.sum(axis=1, keepdims=True), rtol=1e-12
    )
    assert prediction.labels is not None
    assert prediction.labels.tolist() == prediction.outputs.argmax(axis=1).tolist()
    assert prediction.certainty is not None
    assert prediction.certainty.tolist() == prediction.probabilities.max(axis=1).tolist()
    assert prediction.class_names == ("0", "1", "2")


def test_counts_say_how_often_each_class_is_named() -> None:
    record, test = run_of(data__source=SPIRALS)
    prediction = predicted(record, test.x)
    assert prediction.labels is not None
    assert prediction.counts.tolist() == [int((prediction.labels == label).sum()) for label in range(3)]
    assert predicted(record, test.x[:1]).counts.sum() == 1


def test_one_output_stands_for_two_classes() -> None:
    record, test = run_of(**LOSSES["logistic"])
    prediction = predicted(record, test.x)
    assert prediction.outputs.shape == (1500, 1)
    assert prediction.probabilities is not None
    assert prediction.probabilities.shape == (1500, 2)
    assert prediction.labels is not None
    assert prediction.labels.tolist() == (prediction.outputs[:, 0] > 0).tolist()


@pytest.mark.parametrize("loss", ["hinge", "mse on classes"])
def test_scores_come_without_probabilities(loss: str) -> None:
    record, test = run_of(**LOSSES[loss])
    prediction = predicted(record, test.x)
    assert (prediction.probabilities, prediction.certainty) == (None, None)
    assert prediction.labels is not None


def test_numbers_come_without_classes() -> None:
    record, test = run_of(**LOSSES["numbers"])
    prediction = predicted(record, test.x, test.targets)
    assert (prediction.labels, prediction.probabilities, prediction.certainty, prediction.is_right) == (None,) * 4
    assert prediction.result is not None
    assert prediction.result.accuracy is None
    expected = np.mean((prediction.outputs[:, 0] - test.targets[:, 0]) ** 2)
    assert prediction.result.loss == pytest.approx(expected, rel=1e-5)


def test_without_the_truth_nothing_is_said_of_how_good_it_is() -> None:
    record, test = run_of(data__source=SPIRALS)
    prediction = predicted(record, test.x)
    assert (prediction.truth, prediction.result, prediction.is_right) == (None, None, None)


def test_right_and_wrong_are_told_for_each_example() -> None:
    record, test = run_of(data__source=SPIRALS)
    prediction = predicted(record, test.x, test.targets)
    assert prediction.is_right is not None
    assert prediction.labels is not None
    assert prediction.is_right.tolist() == [a == b for a, b in zip(prediction.labels, test.targets, strict=True)]
    assert prediction.result is not None
    assert prediction.is_right.mean() == prediction.result.accuracy


def test_the_share_that_is_done_rises_to_one() -> None:
    record, test = run_of(data__source=SPIRALS)
    assert list(predicting(record, test.x)) == pytest.approx([2 / 3, 1])


def test_a_run_that_diverged_predicts_with_the_parameters_it_has() -> None:
    spec = small_spec(training__learning_rate=1e30)
    record = trained(spec)
    assert record.finish is Finish.DIVERGED
    dataset = load(spec.data)
    prediction = predicted(record, dataset.x, dataset.targets)
    assert len(prediction) == 150
    assert prediction.labels is not None
    assert set(prediction.labels) <= {0, 1, 2}


def test_outputs_that_are_not_finite_have_no_accuracy() -> None:
    record, _ = run_of(data__source=SPIRALS)
    prediction = predicted(record, np.full((2, 2), 1e300), np.array([0, 1]))
    assert isinstance(prediction.result, Result)
    assert not np.isfinite(prediction.result.loss)
    assert prediction.result.accuracy is None


def test_predicting_changes_no_run() -> None:
    record, test = run_of(data__source=SPIRALS, network__layers__0__batch_norm=True)
    before = record.checkpoint.parameters.copy(), record.checkpoint.running.copy(), test.x.copy()
    predicted(record, test.x, test.targets)
    for array, kept in zip((record.checkpoint.parameters, record.checkpoint.running, test.x), before, strict=True):
        assert array.tobytes() == kept.tobytes()
