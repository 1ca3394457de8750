import numpy as np
import pytest

from nnlab.engine.dropout import Dropout

SHAPE, BATCH = (40, 25), 30


def dropout(rate: float, dtype: str = "float64", shape: tuple[int, ...] = SHAPE, seed: int = 0) -> Dropout:
    return Dropout(shape, BATCH, dtype, rate=rate, rng=np.random.default_rng(seed))


def ones(n: int = BATCH, dtype: str = "float64") -> np.ndarray:
    return np.ones((n, *SHAPE), dtype)


@pytest.mark.parametrize("rate", [0.01, 0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_rate_is_the_share_that_is_silenced_and_the_mean_stays(rate: float, dtype: str) -> None:
    layer, count = dropout(rate, dtype), 0
    draws, values = 10, BATCH * 1000
    for _ in range(draws):
        y = layer.forward(ones(dtype=dtype), training=True)
        assert set(np.unique(y)) <= {0, np.asarray(1 / (1 - rate), dtype)[()]}
        count += int(np.count_nonzero(y == 0))
    spread = (rate * (1 - rate) / (draws * values)) ** 0.5
    assert count / (draws * values) == pytest.approx(rate, abs=5 * spread)


def test_units_and_examples_are_silenced_independently() -> None:
    layer = dropout(0.5)
    kept = np.concatenate([layer.forward(ones(), training=True) > 0 for _ in range(40)]).reshape(1200, -1)
    correlations = np.corrcoef(kept[:, :50].T)
    off_diagonal = correlations[~np.eye(50, dtype=bool)]
    assert np.abs(off_diagonal).max() < 5 / 1200**0.5
    assert np.abs(np.corrcoef(kept[:50])[~np.eye(50, dtype=bool)]).max() < 5 / 1000**0.5


def test_each_batch_has_a_mask_of_its_own() -> None:
    layer = dropout(0.5)
    first = layer.forward(ones(), training=True).copy()
    assert not np.array_equal(first, layer.forward(ones(), training=True))


def test_the_seed_decides_the_masks() -> None:
    here, again, there = dropout(0.5), dropout(0.5), dropout(0.5, seed=1)
    for _ in range(3):
        masks = [layer.forward(ones(), training=True).copy() for layer in (here, again, there)]
    assert np.array_equal(masks[0], masks[1])
    assert not np.array_equal(masks[0], masks[2])


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5, 0.77])
def test_both_precisions_silence_the_same_values(rate: float) -> None:
    single, double = dropout(rate, "float32"), dropout(rate)
    for n in (BATCH, 7, BATCH, 1):  # an odd number of values too
        masks = [
            layer.forward(ones(n, name), training=True) > 0
            for layer, name in ((single, "float32"), (double, "float64"))
        ]
        assert np.array_equal(*masks)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_values_are_divided_by_the_share_that_is_kept(dtype: str) -> None:
    layer, x = dropout(0.2, dtype), np.random.default_rng(5).standard_normal((BATCH, *SHAPE)).astype(dtype)
    y = layer.forward(x, training=True)
    assert y.dtype == dtype
    kept = y != 0
    np.testing.assert_allclose(y[kept], x[kept] / 0.8, rtol=1e-6 if dtype == "float32" else 1e-15)


def test_gradients_go_where_values_went() -> None:
    layer, rng = dropout(0.4), np.random.default_rng(6)
    for n in (BATCH, 7):
        layer.forward(ones(n), training=True)
        grad = rng.standard_normal((n, *SHAPE))
        assert layer.backward(grad).tolist() == (grad * layer.mask).tolist()
        assert layer.mask.shape == grad.shape
        assert layer.grad_output is grad


@pytest.mark.parametrize(("rate", "training"), [(0.5, False), (0.0, True), (0.0, False)])
def test_at_test_time_and_at_rate_zero_nothing_is_done_and_nothing_drawn(rate: float, training: bool) -> None:
    layer = dropout(rate)
    before = str(layer.rng.bit_generator.state)
    x, grad = ones(), ones()
    assert layer.forward(x, training=training) is x
    assert layer.backward(grad) is grad
    assert str(layer.rng.bit_generator.state) == before


def test_a_rate_may_change_from_batch_to_batch() -> None:
    layer, shares = dropout(0.0), []
    for rate in (0.5, 0.2, 0.0, 0.9):
        layer.rate = rate
        shares.append(float(np.mean(layer.forward(ones(), training=True) == 0)))
    assert shares == pytest.approx([0.5, 0.2, 0, 0.9], abs=0.015)


def test_after_test_time_gradients_are_no_longer_masked() -> None:
    layer, grad = dropout(0.5), ones()
    layer.forward(ones(), training=True)
    layer.forward(ones(), training=False)
    assert layer.backward(grad) is grad


def test_the_batch_that_came_in_is_left_as_it_was() -> None:
    layer, x, grad = dropout(0.5), ones(), ones()
    layer.forward(x, training=True)
    layer.backward(grad)
    assert (x == 1).all()
    assert (grad == 1).all()


@pytest.mark.parametrize("rate", [1e-17, 1 - 1e-9])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_rates_at_the_border_give_numbers(rate: float, dtype: str) -> None:
    y = dropout(rate, dtype).forward(ones(dtype=dtype), training=True)
    assert np.isfinite(y).all()
    assert y.mean() == pytest.approx(1 if rate < 0.5 else 0, abs=1e-6)


def test_a_layer_learns_nothing() -> None:
    assert list(dropout(0.5).parameter_shapes()) == []
