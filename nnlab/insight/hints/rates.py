"""Whether the learning rate suits: too high, or too low."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import Final

import numpy as np

from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.readings import (
    SETTLED,
    WARM_UP,
    first_loss,
    has_learned,
    highest_loss,
    latest,
    penalty_pull,
    smoothed_losses,
    steps,
    update_ratios,
)
from nnlab.insight.remedies import at_rate
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text

HEALTHY: Final = (1e-4, 3e-2)
"""Ratios of update to weight: about a thousandth is right (CS231n 2017, course notes 3)."""
AIM: Final = 1e-3
BREAK_OUT: Final = 3.0
"""A loss so many times as high as at the start is not going to come back (CS231n 2017, lecture 6)."""
STRONG_PULL: Final = 0.3
"""A penalty that pulls so hard, over the loss, makes the weights small, and not the rate the updates large."""
RISEN: Final = 0.5
"""Of the first loss, above the lowest so far."""
BARELY: Final = 0.9
"""A loss that is still so much of the first one has barely moved."""
LOWERED: Final = 0.5
"""A rate that the schedule has brought below this share is small on purpose."""


def rate_too_high(evidence: Evidence) -> Hint | None:
    """Point at a loss that rises, or at weights that change too much at each step."""
    reading = (_rising(evidence) or _large_updates(evidence)) if steps(evidence) >= SETTLED else None
    if reading is None:
        return None
    rate = evidence.spec.training.learning_rate
    ratio = max(update_ratios(evidence), default=0.0)
    lower = rate / 10 ** max(1, floor(log10(max(ratio, AIM) / AIM)))
    return Hint(
        key="rate too high",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The learning rate is too high")),
        reading=reading,
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Each step goes past the valley it aims for, so the loss leaps or rises. A rate at which an update is "
                "about a thousandth of the weights gets down.",
            )
        ),
        remedies=at_rate(evidence.spec, lower),
        view="gradients",
        lesson="learning-rate",
    )


def _rising(evidence: Evidence) -> Text | None:
    first, losses = first_loss(evidence), smoothed_losses(evidence)
    if first is None or not losses.size:
        return None
    now, lowest, highest = float(losses[-1]), float(losses.min()), highest_loss(evidence)
    if highest > BREAK_OUT * first and now > BARELY * first:
        template = QT_TRANSLATE_NOOP("nnlab", "The loss rose from {first} at the start to {highest}.")
        return Text(template, first=figure(first), highest=figure(highest))
    if now > max(2 * lowest, lowest + RISEN * first):
        template = QT_TRANSLATE_NOOP("nnlab", "The loss is {now} again, after it was {lowest}.")
        return Text(template, now=figure(now), lowest=figure(lowest))
    return None


def _large_updates(evidence: Evidence) -> Text | None:
    ratios = update_ratios(evidence, of_normalised=False)
    if not ratios or max(ratios) <= HEALTHY[1] or penalty_pull(evidence) > STRONG_PULL:
        return None
    template = QT_TRANSLATE_NOOP("nnlab", "A step changes the weights by {ratio} of their size; 0.001 is usual.")
    return Text(template, ratio=figure(max(ratios)))


def rate_too_low(evidence: Evidence) -> Hint | None:
    """Point at weights that hardly change while the loss stays where it was."""
    ratios = [ratio for ratio in update_ratios(evidence) if ratio > 0]
    if steps(evidence) <= WARM_UP or not ratios or float(np.median(ratios)) >= HEALTHY[0] or has_learned(evidence):
        return None
    first, losses, picture = first_loss(evidence), smoothed_losses(evidence), latest(evidence)
    rate = evidence.spec.training.learning_rate
    present = picture.learning_rate if picture is not None else None
    if first is None or not losses.size or losses[-1] < BARELY * first or (present or rate) < LOWERED * rate:
        return None
    ratio = float(np.median(ratios))
    return Hint(
        key="rate too low",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The learning rate is too low")),
        reading=Text(
            QT_TRANSLATE_NOOP(
                "nnlab", "A step changes the weights by {ratio} of their size; the loss went from {first} to {now}."
            ),
            ratio=figure(ratio),
            first=figure(first),
            now=figure(float(losses[-1])),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The weights hardly move, so the loss barely falls, even if the accuracy creeps up. Ten times the rate "
                "gets as far in a tenth of the steps.",
            )
        ),
        remedies=at_rate(evidence.spec, rate * 10 ** max(1, ceil(log10(AIM / ratio) - 0.5))),
        view="gradients",
        lesson="learning-rate",
    )
