"""What is said of each step is what it did: the sentences change with the numbers."""

import numpy as np
import pytest

from nnlab.data.looking.pushing import after_every_step
from nnlab.data.looking.spread import SpreadGatherer, without_rounding
from nnlab.data.looking.stage_notes import notes_on, number
from nnlab.data.preprocessing import fit
from nnlab.data.preprocessing.fitted import Projection
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, WhitenSpec

X = np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 20.0], [7.0, 40.0]])
"""Means 4 and 25, 1/n deviations 2.236 and 11.18, correlation 0.8."""
CONSTANT = np.column_stack([X, np.full(4, 0.1)])


def spread_of(x, before=None, rotated=False):
    gatherer = SpreadGatherer(x.shape[1], np.arange(x.shape[1]))
    gatherer.add(x)
    return without_rounding(gatherer.spread(), before, rotated=rotated).counted_as(int(rotated))


def notes(step, x=X, fit_on=None):
    """Return what is said of ``step`` done to ``x``."""
    (fitted,) = fit((step,), x if fit_on is None else fit_on)
    raw, done = after_every_step(x, (fitted,))
    before = spread_of(raw)
    return [str(note) for note in notes_on(step, before, spread_of(done, before, isinstance(fitted, Projection)))]


def test_raw_data_have_ranges_of_means_and_deviations_and_a_correlation():
    assert [str(note) for note in notes_on(None, None, spread_of(CONSTANT))] == [
        "Means from 0.1 to 25, deviations from 0 to 11.2.",
        "Constant features: 1 of 3.",
        "The two shown correlate by 0.80.",
    ]


def test_of_a_single_feature_mean_and_deviation_are_said():
    assert [str(note) for note in notes_on(None, None, spread_of(X[:, :1]))] == ["Mean 4, deviation 2.24."]


def test_centring_moves_the_mean_and_nothing_else():
    assert notes(CenterSpec()) == [
        "The mean moved from (4, 25) to 0.",
        "Deviations and correlations stayed as they were.",
    ]


def test_centring_many_features_says_of_how_many_the_mean_is_zero():
    assert notes(CenterSpec(), CONSTANT)[0] == "All 3 means are 0 now; those of the two shown were (4, 25)."


def test_one_mean_over_all_leaves_means_beside_zero_and_it_is_said_where():
    words = notes(CenterSpec(mean="all"), CONSTANT)
    assert words[0] == "The mean moved from (4, 25) to (−5.7, 15.3)."
    assert words[1] == "The 3 means lie from −9.6 to 15.3 now."


def test_centring_with_the_mean_of_other_examples_is_not_said_to_reach_zero():
    assert notes(CenterSpec(), fit_on=X + 1) == [
        "The mean moved from (4, 25) to (−1, −1).",
        "Deviations and correlations stayed as they were.",
    ]


def test_normalising_makes_deviations_one_and_keeps_the_correlation():
    assert notes(NormalizeSpec()) == [
        "Deviations are 1 now; they were from 2.24 to 11.2.",
        "The two shown still correlate by 0.80.",
    ]


def test_normalising_says_how_many_features_stayed():
    assert "Constant features stayed as they are: 1." in notes(NormalizeSpec(), CONSTANT)


def test_normalising_by_range_says_the_range():
    assert notes(NormalizeSpec(by="range"))[:2] == [
        "All values lie from −1 to 1 now.",
        "Deviations are from 0.745 to 0.745 now; they were from 2.24 to 11.2.",
    ]


def test_deviations_of_other_examples_are_not_said_to_make_one():
    assert notes(NormalizeSpec(), fit_on=2 * X)[0] == "Deviations are from 0.5 to 0.5 now; they were from 2.24 to 11.2."


@pytest.mark.parametrize("step", [NormalizeSpec(), PcaSpec(components=2), WhitenSpec()])
def test_of_data_that_do_not_vary_no_deviation_is_said_to_be_one(step):
    words = " ".join(notes(step, np.full((5, 2), 3.0)))
    assert "1 now" not in words
    assert "%" not in words or "0 %" in words


def test_pca_ends_the_correlation():
    assert notes(PcaSpec(components=2))[0] == "Correlation of the two shown: 0.80 before, 0 now."


def test_pca_says_how_much_of_the_variance_is_kept():
    x = np.array([[3.0, 0, 0], [-3, 0, 0], [0, 2, 0], [0, -2, 0], [0, 0, 1], [0, 0, -1]])  # variances as 9 : 4 : 1
    assert "Kept: 2 of 3 components, with 93 % of the variance." in notes(PcaSpec(components=2), x)


def test_pca_says_how_few_components_hold_most():
    x = np.diag([100.0, 10, 1, 0.1])
    x = np.vstack([x, -x])
    assert "95 % of the variance is in 1 of 4 components." in notes(PcaSpec(components=4), x)


def test_whitening_makes_every_variance_one():
    assert notes(WhitenSpec(epsilon=0.0)) == [
        "Correlation of the two shown: 0.80 before, 0 now.",
        "Every component has variance 1 now; before, variances were from 5 to 125.",
    ]


def test_whitening_after_a_pca_speaks_of_the_components():
    x = np.array([[3.0, 0], [-3, 0], [0, 2], [0, -2]])
    pca, whiten = fit((PcaSpec(components=2), WhitenSpec(epsilon=0.0)), x)
    components = pca.apply(x)
    before, after = (spread_of(y).counted_as(1) for y in (components, whiten.apply(components)))
    assert [str(note) for note in notes_on(WhitenSpec(), before, after)] == [
        "Every component has variance 1 now; before, variances were from 2.67 to 6."
    ]


def test_whitening_counts_the_components_that_reach_one_where_most_do():
    x = np.vstack([np.diag([30.0, 20.0, 0.1]), -np.diag([30.0, 20.0, 0.1])])
    assert notes(WhitenSpec(epsilon=0.001), x)[1:] == [
        "Variance 1 now: 2 of 3 components.",
        "The variances of the components are from 0.8 to 1 now.",
    ]


def test_whitening_says_what_a_large_epsilon_leaves():
    variances = np.linalg.eigvalsh(np.cov(X.T))
    low, high = variances / (variances + 100)
    words = notes(WhitenSpec(epsilon=100.0))[-1]
    assert words == f"The variances of the components are from {low:.4f} to {high:.3f} now."


def test_whitening_says_which_components_had_nothing_to_scale():
    assert "Components without any variance stay at 0: 1." in notes(WhitenSpec(), CONSTANT)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (12.14, "12.1"),
        (-0.0123, "−0.0123"),
        (1240.0, "1,240"),
        (7.0, "7"),
        (9.999, "10"),
        (1.24e-5, "1.2e-05"),
        (-2e6, "−2.0e+06"),
        (float("inf"), "∞"),
    ],
)
def test_numbers_have_three_digits_at_most(value, words):
    assert number(value) == words
