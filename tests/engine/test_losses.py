import tracemalloc
from math import exp, log

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.losses import Hinge, Logistic, Loss, Mse, SoftmaxCrossEntropy

ALL: list[type[Loss]] = [SoftmaxCrossEntropy, Logistic, Hinge, Mse]

# Made with scipy.special.log_softmax and softmax.
LOGITS = [[1.0, 2.0, 3.0], [-1.0, 0.5, 2.0], [0.0, 0.0, 0.0]]
LOSSES = [
    [2.4076059644443806, 1.4076059644443804, 0.4076059644443804],
    [3.241311296657157, 1.7413112966571571, 0.24131129665715703],
    [1.0986122886681098, 1.0986122886681098, 1.0986122886681098],
]
SOFTMAX = [
    [0.09003057317038046, 0.24472847105479764, 0.6652409557748218],
    [0.039112573270687456, 0.1752903921400367, 0.7855970345892759],
    [1 / 3, 1 / 3, 1 / 3],
]
# Made with Python's decimal from log(1 + exp(-z)) and sigmoid: the loss of label 1 and its slope, by z.
LOGISTIC = {
    -30.0: (30.000000000000092, -0.9999999999999064),
    -2.0: (2.1269280110429727, -0.8807970779778824),
    -0.5: (0.9740769841801067, -0.6224593312018546),
    0.0: (log(2), -0.5),
    1.0: (0.3132616875182228, -0.2689414213699951),
    3.0: (0.04858735157374206, -0.04742587317756678),
    40.0: (4.248354255291589e-18, -4.248354255291589e-18),
}
# torch 2.13 in float64: 3 · multi_margin_loss, and mse_loss with one-hot targets.
SCORES = [[1.0, 2.0, 3.0], [-1.0, 0.5, 2.0], [0.0, 0.0, 0.0], [4.0, -1.0, 0.25]]
SCORE_LABELS = [2, 0, 1, 0]
HINGE = [0.0, 6.5, 2.0, 0.0]
HINGE_GRADIENT = [[0, 0, 0], [-0.5, 0.25, 0.25], [0.25, -0.5, 0.25], [0, 0, 0]]
MSE = 2.359375
MSE_GRADIENT = [[1 / 6, 1 / 3, 1 / 3], [-1 / 3, 1 / 12, 1 / 3], [0, -1 / 6, 0], [0.5, -1 / 6, 1 / 24]]


def loss_of(kind: type[Loss], outputs: object, labels: list[int], dtype: type = np.float64) -> tuple[float, Array]:
    x = np.array(outputs, dtype)
    layer = kind(*x.shape, dtype)
    return layer.forward(x, kind.encode(np.array(labels, np.intp), x.shape[1], dtype)), layer.backward(len(x))


def softmax_loss(logits: object, labels: list[int], dtype: type = np.float64) -> tuple[float, Array]:
    return loss_of(SoftmaxCrossEntropy, logits, labels, dtype)


def example_of(kind: type[Loss], n: int, dtype: type = np.float64, classes: int = 2) -> tuple[Array, Array]:
    """Return random outputs and their targets."""
    rng = np.random.default_rng(0)
    outputs = rng.standard_normal((n, kind.outputs_for(classes))).astype(dtype)
    return outputs, kind.encode(rng.integers(classes, size=n), classes, dtype)


@pytest.mark.parametrize("label", [0, 1, 2])
@pytest.mark.parametrize("row", [0, 1, 2])
def test_the_loss_is_minus_the_log_of_the_softmax(row: int, label: int) -> None:
    loss, _ = softmax_loss([LOGITS[row]], [label])
    assert loss == pytest.approx(LOSSES[row][label], rel=1e-14)


def test_the_loss_of_a_batch_is_the_mean() -> None:
    loss, _ = softmax_loss(LOGITS, [2, 0, 1])
    assert loss == pytest.approx(1.582509849923216, rel=1e-14)  # sklearn.metrics.log_loss


def test_the_gradient_is_softmax_less_one_hot_over_the_batch_size() -> None:
    _, grad = softmax_loss(LOGITS, [2, 0, 1])
    np.testing.assert_allclose(grad, (np.array(SOFTMAX) - np.eye(3)[[2, 0, 1]]) / 3, rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rounding_makes_no_loss_negative(dtype: type) -> None:
    loss, rng = SoftmaxCrossEntropy(1, 3, dtype), np.random.default_rng(0)
    scores = rng.uniform(0.1, 10, 2000)
    assert min(loss.forward(np.array([[score, -50, -50]], dtype), np.array([0])) for score in scores) >= 0


def test_equal_logits_lose_the_log_of_the_number_of_classes() -> None:
    loss, _ = softmax_loss(np.full((4, 10), 7.0), [0, 3, 5, 9])
    assert loss == pytest.approx(log(10), rel=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_logits_overflow_nowhere(dtype: type) -> None:
    logits = [[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4]]
    loss, grad = softmax_loss(logits, [1, 2], dtype)
    assert loss == pytest.approx((2e4 + log(2)) / 2, rel=1e-6)
    np.testing.assert_allclose(grad, [[0.5, -0.5, 0], [0, 0.25, -0.25]], atol=1e-7)


def test_a_common_shift_of_the_logits_changes_nothing() -> None:
    here, _ = softmax_loss(LOGITS, [2, 0, 1])
    there, _ = softmax_loss(np.array(LOGITS) + 1000, [2, 0, 1])
    assert there == pytest.approx(here, rel=1e-12)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_logits_that_are_not_finite_give_a_loss_that_is_not(bad: float) -> None:
    with np.errstate(all="ignore"):
        loss, _ = softmax_loss([[0.0, bad, 1.0]], [0], np.float32)
    assert not np.isfinite(loss)


@pytest.mark.parametrize("z", LOGISTIC)
def test_the_logistic_loss_is_minus_the_log_of_the_sigmoid(z: float) -> None:
    loss, slope = LOGISTIC[z]
    for sign, label in ((1, 1), (-1, 0)):
        value, grad = loss_of(Logistic, [[sign * z]], [label])
        assert value == pytest.approx(loss, rel=1e-14, abs=0)
        assert grad.tolist() == [[pytest.approx(sign * slope, rel=1e-14, abs=0)]]


def test_the_logistic_loss_of_a_batch_is_the_mean() -> None:
    loss, grad = loss_of(Logistic, [[-2.0], [1.0], [0.5]], [1, 1, 0])
    assert loss == pytest.approx((2.1269280110429727 + 0.3132616875182228 + 0.9740769841801067) / 3)
    assert grad[:, 0].tolist() == pytest.approx([slope / 3 for slope in (-0.880797078, -0.268941421, 0.622459331)])


def test_the_logistic_loss_is_softmax_over_the_output_and_zero() -> None:
    z, labels = np.linspace(-5, 5, 9)[:, np.newaxis], [0, 1, 1, 0, 1, 0, 0, 1, 1]
    loss, grad = loss_of(Logistic, z, labels)
    twin_loss, twin_grad = softmax_loss(np.hstack([np.zeros_like(z), z]), labels)
    assert loss == pytest.approx(twin_loss, rel=1e-14)
    np.testing.assert_allclose(grad[:, 0], twin_grad[:, 1], rtol=1e-12)


def test_the_logistic_loss_takes_one_output_alone() -> None:
    assert Logistic.outputs_for(2) == 1
    with pytest.raises(ValueError, match="one output, not 2"):
        Logistic(4, 2, np.float32)


@pytest.mark.parametrize("row", range(4))
def test_the_hinge_loss_is_the_sum_of_the_margins_not_kept(row: int) -> None:
    loss, _ = loss_of(Hinge, [SCORES[row]], [SCORE_LABELS[row]])
    assert loss == pytest.approx(HINGE[row], rel=1e-14)


def test_the_hinge_loss_of_a_batch_is_the_mean() -> None:
    loss, grad = loss_of(Hinge, SCORES, SCORE_LABELS)
    assert loss == pytest.approx(2.125, rel=1e-14)
    assert grad.tolist() == HINGE_GRADIENT


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_equal_scores_lose_one_for_every_wrong_class(classes: int) -> None:
    loss, _ = loss_of(Hinge, np.full((4, classes), 0.25), [0, 1, 0, 1])
    assert loss == classes - 1


def test_a_small_hinge_loss_is_not_lost_beside_the_margin() -> None:
    loss, _ = loss_of(Hinge, [[0.0, 1 - 2**-20]], [1], np.float32)
    assert loss == 2**-20


def test_the_squared_error_is_a_mean_over_all_elements() -> None:
    loss, grad = loss_of(Mse, SCORES, SCORE_LABELS)
    assert loss == pytest.approx(MSE, rel=1e-14)
    np.testing.assert_allclose(grad, MSE_GRADIENT, rtol=1e-14)


def test_the_squared_error_takes_any_numbers_for_targets() -> None:
    layer = Mse(2, 1, np.float64)
    assert layer.forward(np.array([[1.0], [2.0]]), np.array([[0.5], [4.0]])) == (0.25 + 4) / 2
    assert layer.backward(2).tolist() == [[0.5], [-2.0]]


def test_targets_of_the_squared_error_are_one_hot() -> None:
    targets = Mse.encode(np.array([2, 0]), 3, np.float32)
    assert targets.tolist() == [[0, 0, 1], [1, 0, 0]]
    assert targets.dtype == np.float32


@pytest.mark.parametrize("kind", [SoftmaxCrossEntropy, Hinge, Mse])
def test_the_largest_output_is_the_prediction(kind: type[Loss]) -> None:
    assert kind.outputs_for(7) == 7
    assert kind.predict(np.array(SCORES)).tolist() == [2, 2, 0, 0]


def test_a_logistic_output_above_zero_predicts_label_1() -> None:
    predicted = Logistic.predict(np.array([[-1.0], [0.0], [1e-9]]))
    assert predicted.tolist() == [0, 0, 1]
    assert predicted.dtype == np.intp


@pytest.mark.parametrize(
    ("kind", "outputs", "labels", "loss"),
    [
        (SoftmaxCrossEntropy, [[1.0, -1.0], [1.0, -1.0]], [0, 1], 1.0),
        (Logistic, [[1.0], [1.0]], [1, 0], 0.5),
        (Logistic, [[-1.0], [-1.0]], [1, 0], 0.5),
        (Hinge, [[1.0, -1.0], [1.0, -1.0]], [0, 1], 1.0),
    ],
)
@pytest.mark.parametrize("size", [1e4, 1e30])
def test_huge_outputs_of_float32_lose_what_they_are_wrong_by(
    kind: type[Loss], outputs: list[list[float]], labels: list[int], loss: float, size: float
) -> None:
    value, grad = loss_of(kind, size * np.array(outputs), labels, np.float32)
    assert value == pytest.approx(size * loss, rel=1e-4)
    assert np.abs(grad).max() == 0.5


@pytest.mark.parametrize(("kind", "outputs"), [(SoftmaxCrossEntropy, [[0.0, 1.0]]), (Logistic, [[1.0]])])
def test_certainty_that_is_right_costs_nothing(kind: type[Loss], outputs: list[list[float]]) -> None:
    loss, grad = loss_of(kind, 1e30 * np.array(outputs), [1], np.float32)
    assert loss == 0
    assert not grad.any()


def test_huge_errors_of_float32_square_to_infinity() -> None:
    assert loss_of(Mse, [[1e4, -1e4]], [0], np.float32)[0] == pytest.approx(1e8, rel=1e-3)
    with np.errstate(all="ignore"):
        loss, grad = loss_of(Mse, [[1e30, -1e30]], [0], np.float32)
    assert loss == np.inf
    assert grad.tolist() == [[pytest.approx(1e30), pytest.approx(-1e30)]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kind", ALL)
def test_an_output_of_the_right_class_that_is_not_finite_gives_a_loss_that_is_not(kind: type[Loss], bad: float) -> None:
    with np.errstate(all="ignore"):
        loss, _ = loss_of(kind, [[bad, 0.0]] if kind is not Logistic else [[bad]], [0], np.float32)
    assert not np.isfinite(loss)


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_gradient_is_of_the_precision_of_the_outputs(kind: type[Loss], dtype: type) -> None:
    outputs, targets = example_of(kind, 4, dtype)
    layer = kind(4, outputs.shape[1], dtype)
    layer.forward(outputs, targets)
    grad = layer.backward(4)
    assert (grad.dtype, grad.shape, grad.flags.c_contiguous) == (dtype, outputs.shape, True)


@pytest.mark.parametrize("kind", ALL)
def test_outputs_and_targets_are_left_as_they_were(kind: type[Loss]) -> None:
    outputs, targets = example_of(kind, 4)
    before = outputs.copy(), targets.copy()
    layer = kind(4, outputs.shape[1], np.float64)
    layer.forward(outputs, targets)
    layer.backward(4)
    assert np.array_equal(outputs, before[0])
    assert np.array_equal(targets, before[1])


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("n", [5, 1])
def test_a_short_batch_after_a_full_one_is_a_mean_over_itself(kind: type[Loss], n: int) -> None:
    outputs, targets = example_of(kind, 8)
    used, fresh = (kind(size, outputs.shape[1], np.float64) for size in (8, n))
    used.forward(outputs, targets)
    used.backward(8)
    assert used.forward(outputs[-n:], targets[-n:]) == fresh.forward(outputs[-n:], targets[-n:])
    assert used.backward(n).tolist() == fresh.backward(n).tolist()


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("n", [8, 20_000])
def test_a_step_allocates_nothing_that_grows_with_the_batch(kind: type[Loss], n: int) -> None:
    outputs, targets = example_of(kind, n, np.float32)
    layer = kind(n, outputs.shape[1], np.float32)
    layer.forward(outputs, targets)
    layer.backward(n)
    tracemalloc.start()
    layer.forward(outputs, targets)
    layer.backward(n)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.parametrize("largest", [59.0, 61.0, -59.0, -61.0])
def test_softmax_is_the_same_on_both_sides_of_what_counts_as_moderate(largest: float) -> None:
    scores = np.array([[largest, 0.5, -1.0], [0.0, 0.1, 0.2]])
    labels = np.array([1, 0])
    by_hand = [log(sum(exp(z - row[label]) for z in row)) for row, label in zip(scores.tolist(), labels, strict=True)]
    loss = SoftmaxCrossEntropy(2, 3, np.float32)
    assert loss.forward(scores.astype(np.float32), labels) == pytest.approx(sum(by_hand) / 2, rel=1e-6)


def test_the_probabilities_of_softmax_are_the_softmax() -> None:
    np.testing.assert_allclose(SoftmaxCrossEntropy.probabilities(np.array(LOGITS)), SOFTMAX, rtol=1e-14)


@pytest.mark.parametrize("z", LOGISTIC)
def test_the_probabilities_of_the_logistic_loss_are_those_of_both_labels(z: float) -> None:
    _, slope = LOGISTIC[z]  # which is sigmoid(z) - 1
    ((zero, one),) = Logistic.probabilities(np.array([[z]]))
    assert (zero, one) == (pytest.approx(-slope, rel=1e-14, abs=0), pytest.approx(1 + slope, rel=1e-12))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_probabilities_of_huge_logits_overflow_nowhere(dtype: type) -> None:
    logits = np.array([[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4]], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        softmax = SoftmaxCrossEntropy.probabilities(logits)
        logistic = Logistic.probabilities(np.array([[1e4], [-1e4]], dtype))
    assert softmax.tolist() == [[1, 0, 0], [0, 0.5, 0.5]]
    assert logistic.tolist() == [[0, 1], [1, 0]]
    assert (softmax.dtype, logistic.dtype) == (dtype, dtype)


@pytest.mark.parametrize("kind", [SoftmaxCrossEntropy, Logistic])
def test_the_predicted_class_is_the_most_probable_one(kind: type[Loss]) -> None:
    outputs, _ = example_of(kind, 100)
    probabilities = kind.probabilities(outputs)
    assert probabilities is not None
    assert probabilities.argmax(axis=1).tolist() == kind.predict(outputs).tolist()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-14)


@pytest.mark.parametrize("kind", [Hinge, Mse])
def test_scores_and_numbers_stand_for_no_probabilities(kind: type[Loss]) -> None:
    assert kind.probabilities(np.array(SCORES)) is None
