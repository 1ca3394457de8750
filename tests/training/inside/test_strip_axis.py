"""The axis of values of a strip."""

import numpy as np

from nnlab.training.histogram import BINS, histogram
from nnlab.training.inside.strip_axis import Tails, ValueAxis, common_axis


def axis_of(*many, before=None):
    """Return the axis for values at several steps."""
    tails = Tails()
    for values in many:
        one = histogram(np.asarray(values, dtype=np.float64), (None, None))
        tails.extend(one.counts[None], np.array([[one.low, one.high]]), np.array([one.zeros]))
    return tails.axis(before)


NORMAL = np.random.default_rng(0).normal(size=5000)


def test_without_a_value_there_is_an_axis_all_the_same():
    assert Tails().axis(None) == ValueAxis(-1.0, 1.0)
    assert axis_of([], [np.nan] * 0) == ValueAxis(-1.0, 1.0)
    assert axis_of(np.zeros(10)) == ValueAxis(-1.0, 1.0)


def test_values_on_one_side_begin_at_zero():
    assert axis_of(np.abs(NORMAL)) == ValueAxis(0.0, 4.0)
    assert axis_of(-np.abs(NORMAL)).high == 0


def test_about_as_far_on_both_sides_is_symmetric_and_otherwise_not():
    both = axis_of(NORMAL + 0.3)
    assert both.low == -both.high
    aside = axis_of(NORMAL + 3)
    assert -aside.low < 1.5 < 6 <= aside.high


def test_a_few_values_far_out_do_not_decide():
    assert axis_of(np.append(NORMAL, [1000.0])).high < 3 * 1000 / BINS


def test_a_collapse_is_seen_from_where_it_began():
    assert axis_of(*([NORMAL] * 10 + [0.001 * NORMAL] * 200)).high >= 3


def test_an_explosion_does_not_press_what_was_before_into_a_line():
    before = [NORMAL] * 50
    after = [NORMAL * 10.0**power for power in range(1, 30)]
    assert axis_of(*before, *after).high <= 20


def test_the_axis_stands_still_while_values_move_a_little():
    first = axis_of(NORMAL)
    assert axis_of(*[0.8 * NORMAL] * 5, before=first) == first
    assert axis_of(*[3 * NORMAL] * 5, before=first) != first


def test_layers_on_one_axis_all_fit():
    histograms = [histogram(values, (None, None)) for values in (np.abs(NORMAL), 3 * NORMAL)]
    axis = common_axis(histograms)
    assert axis.low <= -9
    assert axis.high >= 9


def test_a_row_is_found_for_every_value():
    axis = ValueAxis(-1.0, 1.0)
    assert [axis.row_of(value, 4) for value in (-9, -1, -0.1, 0.1, 1, 9)] == [0, 0, 1, 2, 3, 3]
    assert axis.edges(4).tolist() == [-1, -0.5, 0, 0.5, 1]
