import math
from collections.abc import Iterator

import numpy as np
import pytest

from nnlab.engine.array import Array
from nnlab.training.histogram import BINS, Histogram, histogram, round_up
from nnlab.training.statistics import dead_units, distribution, unit_shares

UNBOUNDED = (None, None)
UNIT, SYMMETRIC = (0.0, 1.0), (-1.0, 1.0)
STRANGE: dict[str, list[float]] = {
    "all NaN": [math.nan] * 6,
    "all zeros": [0.0, -0.0, 0.0, 0.0],
    "infinities": [math.inf, -math.inf, 1.0, 0.0, -2.0],
    "one infinity": [math.inf, 1.0, 2.0],
    "NaN among numbers": [math.nan, 0.5, -0.5, 0.0],
    "one value": [3.0] * 4,
    "negative values": [-1.0, -2.0, -3.0],
    "huge float32 values": [3.4e38, -3.4e38, 1.0, 0.0],
    "huge float32 values of one sign": [3.4e38, 3.3e38, 3.2e38],
    "tiny float32 values": [1e-45, -1e-45, 0.0],
}
STRANGE_IN_FLOAT64: dict[str, list[float]] = {
    "huge": [1.7e308, -1.7e308, 1.0, 0.0],
    "huge of one sign": [1.7e308, 1.6e308],
    "large": [1e200, -1e200, 0.0],
    "tiny": [1e-310, 1e-308, 0.0],
    "the smallest": [5e-324, 0.0],
}


def cases(table: dict[str, list[float]], dtype: type) -> list[object]:
    return [pytest.param(np.array([row], dtype), id=f"{name} ({dtype.__name__})") for name, row in table.items()]


IN_BOTH = cases(STRANGE, np.float32) + cases(STRANGE, np.float64)
ALL_STRANGE = IN_BOTH + cases(STRANGE_IN_FLOAT64, np.float64)


@pytest.fixture(autouse=True)
def floating_point_as_in_an_evaluation() -> Iterator[None]:
    """Let numbers overflow in silence, as the evaluator does."""
    with np.errstate(all="ignore"):
        yield


def of_finite(values: object, bounds: tuple[float | None, float | None] = UNBOUNDED) -> Histogram:
    return histogram(np.array(values, np.float32), bounds)


def edges(found: Histogram) -> Array:
    return np.linspace(found.low, found.high, BINS + 1)


@pytest.mark.parametrize("values", ALL_STRANGE)
def test_every_value_is_counted_once_somewhere(values: Array) -> None:
    found = distribution(values).histogram
    assert found.counts.shape == (BINS,)
    assert (found.counts >= 0).all()
    assert found.counts.sum() + found.zeros + found.non_finite == values.size
    assert found.zeros == np.count_nonzero(values == 0)
    assert found.non_finite == np.count_nonzero(~np.isfinite(values))


@pytest.mark.parametrize("values", ALL_STRANGE)
def test_edges_are_finite_and_in_order_and_hold_all_finite_values(values: Array) -> None:
    found = distribution(values).histogram
    finite = values[np.isfinite(values)].astype(np.float64)
    assert math.isfinite(found.low)
    assert math.isfinite(found.high)
    assert found.low < found.high
    assert ((found.low <= finite) & (finite <= found.high)).all()


@pytest.mark.parametrize("values", IN_BOTH)
def test_mean_and_spread_are_those_of_the_finite_values(values: Array) -> None:
    found = distribution(values)
    finite = values[np.isfinite(values)].astype(np.longdouble)
    expected = (float(finite.mean()), float(finite.std())) if finite.size else (math.nan, math.nan)
    assert (found.mean, found.std) == pytest.approx(expected, rel=1e-6, abs=1e-300, nan_ok=True)


@pytest.mark.parametrize("values", cases(STRANGE_IN_FLOAT64, np.float64))
def test_mean_and_spread_of_numbers_too_large_to_square_are_numbers(values: Array) -> None:
    found = distribution(values)
    assert not math.isnan(found.mean)
    assert not math.isnan(found.std)


@pytest.mark.parametrize("bounds", [UNBOUNDED, UNIT, SYMMETRIC])
def test_bins_are_those_of_numpy(bounds: tuple[float | None, float | None]) -> None:
    values = np.random.default_rng(0).uniform(-1 if bounds != UNIT else 0, 1, 10_000)
    found = histogram(values, bounds)
    expected, _ = np.histogram(values, bins=BINS, range=(found.low, found.high))
    assert found.counts.tolist() == expected.tolist()


def test_exact_zeros_are_counted_beside_the_bins() -> None:
    values = np.concatenate([np.zeros(500), np.random.default_rng(0).uniform(0, 1, 500)])
    found = of_finite(values)
    assert found.zeros == 500
    assert found.counts.sum() == 500
    assert found.counts[0] < 50


@pytest.mark.parametrize(("bounds", "low", "high"), [(UNIT, 0, 1), (SYMMETRIC, -1, 1)])
def test_a_bounded_activation_always_shows_its_whole_range(
    bounds: tuple[float, float], low: float, high: float
) -> None:
    for values in ([0.5], [0.49, 0.51], [], [high] * 3, [low, high]):
        found = of_finite(values, bounds)
        assert (found.low, found.high) == (low, high)


def test_the_largest_value_falls_into_the_last_bin() -> None:
    found = of_finite([1.0, 0.25], UNIT)
    assert found.counts[-1] == 1
    assert found.counts[15] == 1


@pytest.mark.parametrize("scale", [1e-30, 1e-6, 0.01, 1.0, 7.3, 1e5, 1e30])
def test_edges_are_close_to_the_values(scale: float) -> None:
    found = of_finite([-scale / 3, scale])
    for edge, value in ((-found.low, scale / 3), (found.high, scale)):
        assert value * (1 - 1e-6) <= edge <= 1.34 * value


def test_edges_stand_still_while_values_move_a_little() -> None:
    seen = {(of_finite([-value, value]).low, of_finite([-value, value]).high) for value in np.linspace(3.05, 3.95, 20)}
    assert len(seen) == 1


def test_outputs_of_one_sign_begin_at_zero() -> None:
    assert of_finite([2.0, 3.0]).low == 0
    assert of_finite([-2.0, -3.0]).high == 0


@pytest.mark.parametrize("value", np.geomspace(0.001, 5000, 500))
def test_rounding_up_takes_a_near_number_of_two_digits(value: float) -> None:
    rounded = round_up(value)
    assert value <= rounded <= 1.34 * value
    assert float(f"{rounded:.1e}") == pytest.approx(rounded, rel=1e-12)


@pytest.mark.parametrize("value", [1.0, 1.5, 2.0, 3.0, 10.0, 400.0])
def test_a_round_number_is_its_own_next(value: float) -> None:
    assert round_up(value) == value


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_nothing_above_zero_is_rounded_to_zero(value: float) -> None:
    assert round_up(value) == 0


def test_rounding_up_works_at_any_scale() -> None:
    for exponent in range(-323, 309):
        for mantissa in (1.0, 1.49, 1.7):
            value = float(f"{mantissa}e{exponent}")
            assert value <= round_up(value), value


def test_shares_are_counted_on_the_units_of_all_examples() -> None:
    output = np.array([[0, 1, 0, 2], [0, 0, 3, 4], [0, 5, 0, 6]], np.float32)  # unit 0 never speaks
    found = unit_shares(output, UNBOUNDED, can_die=True)
    assert found.zero == pytest.approx(6 / 12)
    assert found.dead == found.dead_at_start == pytest.approx(1 / 4)
    assert found.saturated is None
    said = distribution(output)
    assert said.mean == pytest.approx(21 / 12)
    assert said.std == pytest.approx(np.std([0, 1, 0, 2, 0, 0, 3, 4, 0, 5, 0, 6]))
    assert said.rms == pytest.approx(np.sqrt(np.mean(output.astype(np.float64) ** 2)))


def test_units_dead_from_the_start_are_told_from_those_that_died() -> None:
    output = np.ones((40, 5), np.float32)
    output[:, :3] = 0  # three are dead now
    output[2:, 3] = 0  # one speaks on two of forty examples
    before = np.array([True, False, True, False, True])  # the last one has revived
    found = unit_shares(output, UNBOUNDED, can_die=True, dead_before=before)
    assert (found.dead, found.dead_at_start, found.died) == pytest.approx((3 / 5, 2 / 5, 1 / 5))
    assert found.often_silent == pytest.approx(1 / 5)
    assert dead_units(output).tolist() == [True, True, True, False, False]


def test_a_unit_that_speaks_on_more_than_a_twentieth_is_not_often_silent() -> None:
    output = np.zeros((40, 1), np.float32)
    output[:3] = 1
    assert unit_shares(output, UNBOUNDED, can_die=True).often_silent == 0


@pytest.mark.parametrize(
    ("bounds", "values", "share"),
    [
        (UNIT, [0.0, 0.005, 0.02, 0.5, 0.98, 0.995, 1.0, 0.7], 4 / 8),
        (SYMMETRIC, [-1.0, -0.99, -0.97, 0.0, 0.97, 0.985, 1.0, 0.5], 4 / 8),
    ],
)
def test_saturated_is_within_one_percent_of_the_bounds(
    bounds: tuple[float, float], values: list[float], share: float
) -> None:
    found = unit_shares(np.array([values], np.float32), bounds)
    assert found.saturated == pytest.approx(share)
    assert found.dead is found.dead_at_start is found.often_silent is found.died is None


def test_a_net_that_is_all_silent_is_all_dead() -> None:
    found = unit_shares(np.zeros((10, 4), np.float32), UNBOUNDED, can_die=True)
    assert (found.zero, found.dead, found.often_silent) == (1, 1, 0)


def test_a_unit_that_gives_nan_is_not_called_dead() -> None:
    output = np.array([[np.nan, 0.0], [0.0, 0.0]], np.float32)
    assert unit_shares(output, UNBOUNDED, can_die=True).dead == pytest.approx(0.5)


def test_shares_of_nothing_finite_are_not_invented() -> None:
    output = np.full((4, 3), np.nan, np.float32)
    found = unit_shares(output, UNIT)
    assert found.saturated is None
    assert found.zero == 0
    assert math.isnan(distribution(output).mean)


def test_the_outputs_are_left_as_they_were() -> None:
    output = np.random.default_rng(0).standard_normal((20, 5)).astype(np.float32)
    before = output.copy()
    unit_shares(output, SYMMETRIC, can_die=True)
    distribution(output, SYMMETRIC)
    assert np.array_equal(output, before)
