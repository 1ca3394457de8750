from math import log

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.engine.losses import SoftmaxCrossEntropy

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


def softmax_loss(logits: object, labels: list[int], dtype: type = np.float64) -> tuple[float, Array]:
    x = np.array(logits, dtype)
    layer = SoftmaxCrossEntropy(*x.shape, dtype)
    return layer.forward(x, np.array(labels, np.intp)), layer.backward(len(x))


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


def test_the_logits_are_left_as_they_were() -> None:
    layer, logits = SoftmaxCrossEntropy(3, 3, np.float64), np.array(LOGITS)
    layer.forward(logits, np.array([0, 1, 2]))
    layer.backward(3)
    assert logits.tolist() == LOGITS


def test_a_short_batch_after_a_full_one_is_a_mean_over_itself() -> None:
    layer, logits = SoftmaxCrossEntropy(3, 3, np.float64), np.array(LOGITS)
    layer.forward(logits, np.array([0, 1, 2]))
    layer.backward(3)
    assert layer.forward(logits[1:2], np.array([2])) == pytest.approx(LOSSES[1][2], rel=1e-14)
    np.testing.assert_allclose(layer.backward(1), [np.array(SOFTMAX[1]) - [0, 0, 1]], rtol=1e-12)
