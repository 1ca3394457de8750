import pytest

from nnlab.gui.views.form.steps import Counts, Doubling, Linear, NearOne, OneTwoFive, ShareOrCount


def walk(steps, value, count, *, up):
    for _ in range(count):
        value = steps.after(value, up=up)
        yield value


def test_counts_step_by_one_and_then_by_their_second_digit():
    assert list(walk(Counts(), 98, 4, up=True)) == [99, 100, 110, 120]
    assert list(walk(Counts(), 120, 4, up=False)) == [110, 100, 99, 98]
    assert list(walk(Counts(), 1797, 2, up=True)) == [1897, 1997]


def test_batches_double():
    assert list(walk(Doubling(), 64, 2, up=True)) == [128, 256]
    assert list(walk(Doubling(), 100, 3, up=False)) == [64, 32, 16]


def test_rates_go_one_two_five():
    assert list(walk(OneTwoFive(1e-6, 10), 0.01, 4, up=True)) == [0.02, 0.05, 0.1, 0.2]
    assert list(walk(OneTwoFive(1e-6, 10), 0.03, 3, up=False)) == [0.02, 0.01, 0.005]


def test_below_the_smallest_penalty_comes_none():
    steps = OneTwoFive(1e-6, 1, zero=True)
    assert list(walk(steps, 2e-6, 3, up=False)) == [1e-6, 0, 0]
    assert steps.after(0, up=True) == 1e-6


def test_shares_step_without_the_noise_of_binary_fractions():
    assert list(walk(Linear(0.05, 0, 1), 0.1, 3, up=True)) == [0.15, 0.2, 0.25]


@pytest.mark.parametrize("steps", [Counts(2, 9), Doubling(2, 9), Linear(3, 2, 9), OneTwoFive(2, 9)])
@pytest.mark.parametrize("start", [-7, 0, 2, 5, 9, 1000])
def test_a_step_never_leaves_what_is_allowed(steps, start):
    assert all(2 <= value <= 9 for value in walk(steps, start, 20, up=True))
    assert all(2 <= value <= 9 for value in walk(steps, start, 20, up=False))


def test_shares_that_are_kept_step_closer_and_closer_to_one():
    assert list(walk(NearOne(), 0.9, 5, up=True)) == [0.95, 0.98, 0.99, 0.995, 0.998]
    assert list(walk(NearOne(), 0.999, 4, up=False)) == [0.998, 0.995, 0.99, 0.98]
    assert list(walk(NearOne(low=0.01), 0.8, 3, up=False)) == [0.5, 0.01, 0.01]


def test_a_share_stays_a_share_and_a_count_a_count():
    steps = ShareOrCount(NearOne(0.1, 0.999), Counts(1, 50))
    assert list(walk(steps, 0.95, 6, up=True)) == [0.98, 0.99, 0.995, 0.998, 0.999, 0.999]
    assert list(walk(steps, 0.8, 3, up=False)) == [0.5, 0.1, 0.1]
    assert list(walk(steps, 3, 4, up=False)) == [2, 1, 1, 1]
    assert list(walk(steps, 48, 4, up=True)) == [49, 50, 50, 50]
