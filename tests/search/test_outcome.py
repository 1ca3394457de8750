import pytest

from nnlab.search.outcome import going_on, rungs

FIRST = dict.fromkeys(range(10), 2.3)


@pytest.mark.parametrize(
    ("epochs", "halving", "found"), [(9, 3, [1, 3, 9]), (20, 2, [1, 2, 5, 10, 20]), (1, 3, [1]), (2, 3, [2])]
)
def test_rungs_of_halving(epochs, halving, found):
    assert rungs(epochs, halving, stops_behind=True) == found


def test_without_halving_there_is_one_rung_half_way():
    assert rungs(5, None, stops_behind=True) == [3, 5]
    assert rungs(5, None, stops_behind=False) == [5]
    assert rungs(1, None, stops_behind=True) == [1]


def test_one_in_so_many_goes_on():
    losses = {0: 0.5, 1: 0.4, 2: 0.3, 3: None, 4: 0.2, 5: 0.6}
    assert going_on(losses, FIRST, 3) == {4, 2}
    assert going_on(losses, FIRST, 2) == {4, 2, 1}


def test_equal_losses_go_by_the_number():
    assert going_on({3: 0.5, 1: 0.5, 2: 0.5}, FIRST, 3) == {1}


def test_only_those_far_behind_are_cut():
    losses = {0: 0.3, 1: 0.4, 2: 0.5, 3: 1.2, 4: 2.2, 5: 2.29, 6: None}
    assert going_on(losses, FIRST, None) == {0, 1, 2, 3}
    assert going_on({0: 2.29, 1: 2.295, 2: 2.3, 3: 2.3}, FIRST, None) == {0, 1}


def test_the_better_half_is_safe():
    losses = {0: 0.1, 1: 2.0, 2: 2.1, 3: 2.2}
    assert going_on(losses, FIRST, None) == {0, 1}


def test_few_trials_are_not_compared():
    assert going_on({0: 0.1, 1: 2.2, 2: None}, FIRST, None) == {0, 1}
