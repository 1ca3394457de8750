"""What a step of the preprocessing changed, in sentences with measured numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from nnlab.data.dataset import Array
from nnlab.data.looking.spread import Spread
from nnlab.spec.preprocessing import CenterSpec, NormalizeSpec, PcaSpec, PreprocessingSpec, WhitenSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

SHARE: Final = 0.95
NEAR: Final = 5e-4
"""What differs by less is the same in three digits."""

MEANS_RANGE = QT_TRANSLATE_NOOP("nnlab", "Means from {low} to {high}, deviations from {least} to {most}.")
ONE_MEAN = QT_TRANSLATE_NOOP("nnlab", "Mean {mean}, deviation {std}.")
CONSTANT = QT_TRANSLATE_NOOP("nnlab", "Constant features: {count} of {features}.")
CORRELATION = QT_TRANSLATE_NOOP("nnlab", "The two shown correlate by {correlation}.")
MEAN_TO_ZERO = QT_TRANSLATE_NOOP("nnlab", "The mean moved from {before} to 0.")
MEANS_TO_ZERO = QT_TRANSLATE_NOOP("nnlab", "All {features} means are 0 now; those of the two shown were {before}.")
MEANS_MOVED = QT_TRANSLATE_NOOP("nnlab", "The mean moved from {before} to {after}.")
MEANS_LEFT = QT_TRANSLATE_NOOP("nnlab", "The {features} means lie from {low} to {high} now.")
SPREAD_KEPT = QT_TRANSLATE_NOOP("nnlab", "Deviations and correlations stayed as they were.")
DEVIATIONS_ONE = QT_TRANSLATE_NOOP("nnlab", "Deviations are 1 now; they were from {least} to {most}.")
DEVIATIONS_CHANGED = QT_TRANSLATE_NOOP(
    "nnlab", "Deviations are from {least} to {most} now; they were from {least_before} to {most_before}."
)
VALUES_WITHIN = QT_TRANSLATE_NOOP("nnlab", "All values lie from {low} to {high} now.")
CONSTANT_KEPT = QT_TRANSLATE_NOOP("nnlab", "Constant features stayed as they are: {count}.")
CORRELATION_KEPT = QT_TRANSLATE_NOOP("nnlab", "The two shown still correlate by {correlation}.")
CORRELATION_FELL = QT_TRANSLATE_NOOP("nnlab", "Correlation of the two shown: {before} before, {after} now.")
COMPONENTS_KEPT = QT_TRANSLATE_NOOP("nnlab", "Kept: {kept} of {features} components, with {share} of the variance.")
COMPONENTS_HOLD = QT_TRANSLATE_NOOP("nnlab", "{share} of the variance is in {count} of {features} components.")
VARIANCES_ONE = QT_TRANSLATE_NOOP(
    "nnlab", "Every component has variance 1 now; before, variances were from {least} to {most}."
)
VARIANCES_CHANGED = QT_TRANSLATE_NOOP("nnlab", "The variances of the components are from {least} to {most} now.")
VARIANCES_OF_SOME = QT_TRANSLATE_NOOP("nnlab", "Variance 1 now: {count} of {features} components.")
STILL_COMPONENTS = QT_TRANSLATE_NOOP("nnlab", "Components without any variance stay at 0: {count}.")


def notes_on(step: PreprocessingSpec | None, before: Spread | None, after: Spread) -> tuple[Text, ...]:
    """Return what ``step`` changed, a sentence each.

    Parameters
    ----------
    step : PreprocessingSpec or None
        None for the raw examples, which have no ``before``.
    before, after : Spread
        Of the training examples.
    """
    match step, before:
        case CenterSpec(), Spread():
            return tuple(_on_center(before, after))
        case NormalizeSpec(), Spread():
            return tuple(_on_normalize(step, before, after))
        case PcaSpec(), Spread():
            return tuple(_on_pca(before, after))
        case WhitenSpec(), Spread():
            return tuple(_on_whiten(before, after))
    return tuple(_on_raw(after))


def _on_raw(spread: Spread) -> Iterator[Text]:
    if len(spread.mean) == 1:
        yield Text(ONE_MEAN, mean=number(spread.mean[0]), std=number(spread.std[0]))
        return
    low, high = _ends(spread.mean)
    least, most = _ends(spread.std)
    yield Text(MEANS_RANGE, low=low, high=high, least=least, most=most)
    if not spread.varies.all():
        yield Text(CONSTANT, count=_count_still(spread), features=_features(spread))
    correlation = _correlation(spread)
    if correlation is not None:
        yield Text(CORRELATION, correlation=_correlation_words(correlation))


def _on_center(before: Spread, after: Spread) -> Iterator[Text]:
    was, became = _means(before), _means(after)
    if after.mean.any():
        low, high = _ends(after.mean)
        yield Text(MEANS_MOVED, before=was, after=became)
        if len(after.mean) > 2:
            yield Text(MEANS_LEFT, features=_features(after), low=low, high=high)
    elif len(after.mean) <= 2:
        yield Text(MEAN_TO_ZERO, before=was)
    else:
        yield Text(MEANS_TO_ZERO, features=_features(after), before=was)
    if _are_same(before.std, after.std) and _are_same(before.covariance, after.covariance):
        yield Text(SPREAD_KEPT)


def _on_normalize(step: NormalizeSpec, before: Spread, after: Spread) -> Iterator[Text]:
    (least, most), (least_before, most_before) = _ends(after.std[after.varies]), _ends(before.std[before.varies])
    if step.by == "range":
        yield Text(VALUES_WITHIN, low=number(after.low.min()), high=number(after.high.max()))
    if not after.varies.any():
        pass
    elif np.all(np.abs(after.std[after.varies] - 1) < NEAR):
        yield Text(DEVIATIONS_ONE, least=least_before, most=most_before)
    else:
        yield Text(DEVIATIONS_CHANGED, least=least, most=most, least_before=least_before, most_before=most_before)
    if not after.varies.all():
        yield Text(CONSTANT_KEPT, count=_count_still(after))
    correlation, earlier = _correlation(after), _correlation(before)
    if correlation is not None and earlier is not None and abs(correlation - earlier) < NEAR:
        yield Text(CORRELATION_KEPT, correlation=_correlation_words(correlation))


def _on_pca(before: Spread, after: Spread) -> Iterator[Text]:
    yield from _on_correlation(before, after)
    total = float(before.scatter.sum())
    shares = np.cumsum(after.scatter) / total if total > 0 else np.zeros(len(after.mean))
    if len(after.mean) < len(before.mean):
        share = _percent(float(shares[-1]))
        yield Text(COMPONENTS_KEPT, kept=_features(after), features=_features(before), share=share)
    enough = int(np.searchsorted(shares, SHARE - 1e-9)) + 1
    if enough < len(after.mean):
        yield Text(COMPONENTS_HOLD, count=f"{enough:,}", features=_features(after), share=_percent(SHARE))


def _on_whiten(before: Spread, after: Spread) -> Iterator[Text]:
    if before.ddof != after.ddof:  # the features became components
        yield from _on_correlation(before, after)
    one = np.abs(after.variance - 1) < NEAR
    if not after.varies.any():
        pass
    elif one[after.varies].all():
        least, most = _ends(before.variance[before.varies])
        yield Text(VARIANCES_ONE, least=least, most=most)
    else:
        if 2 * one.sum() >= len(one):
            yield Text(VARIANCES_OF_SOME, count=f"{one.sum():,}", features=_features(after))
        low, high = _ends(after.variance[after.varies])
        yield Text(VARIANCES_CHANGED, least=low, most=high)
    if not after.varies.all():
        yield Text(STILL_COMPONENTS, count=_count_still(after))


def _on_correlation(before: Spread, after: Spread) -> Iterator[Text]:
    earlier, now = _correlation(before), _correlation(after)
    if earlier is not None and now is not None:
        yield Text(CORRELATION_FELL, before=_correlation_words(earlier), after=_correlation_words(now))


def number(value: float) -> str:
    """Return a number of three digits as a person writes it: 0.0123, 12.1, 1,240; far from one 1.2e-05."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "∞"
    if not 1e-3 <= abs(value) < 1e6:
        return f"{value:.1e}".replace("-", "−", 1) if value < 0 else f"{value:.1e}"
    power = int(f"{value:.2e}".partition("e")[2])
    digits = f"{abs(value):,.{max(0, 2 - power)}f}"
    return ("−" if value < 0 else "") + (digits.rstrip("0").rstrip(".") if "." in digits else digits)


def _correlation(spread: Spread) -> float | None:
    return spread.correlation(0, 1) if len(spread.chosen) > 1 else None


def _correlation_words(value: float) -> str:
    return "0" if abs(value) < NEAR else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _means(spread: Spread) -> str:
    """Return the means of the two features of the cloud."""
    values = [number(value) for value in spread.mean[spread.chosen[:2]]]
    return f"({values[0]}, {values[1]})" if len(values) == 2 else values[0]


def _ends(values: Array) -> tuple[str, str]:
    """Return the smallest and the largest of ``values``; zeros where there are none."""
    if values.size == 0:
        return "0", "0"
    return number(values.min()), number(values.max())


def _features(spread: Spread) -> str:
    return f"{len(spread.mean):,}"


def _count_still(spread: Spread) -> str:
    return f"{(~spread.varies).sum():,}"


def _are_same(before: Array, after: Array) -> bool:
    """Return whether numbers of one kind stayed as they were, but for rounding."""
    return np.allclose(before, after, rtol=1e-6, atol=1e-9 * float(np.abs(before).max(initial=0.0)))


def _percent(share: float) -> str:
    return ">99 %" if 0.995 <= share < 1 - 1e-9 else f"{100 * share:.0f} %"
