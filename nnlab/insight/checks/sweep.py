"""Short runs at learning rates over nine decades, and what they say."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from math import isfinite
from typing import Final

from nnlab.insight.checks.check import Check, SweptRate
from nnlab.insight.checks.subject import TINY, Subject, is_broken, quality
from nnlab.insight.remedies import at_rate, batch_normalised, fitting_init
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.trainer import Trainer

LOWEST, DECADES, EACH = -7, 9, 2
RATES: Final = tuple(float(f"{10 ** (LOWEST + step / EACH):.3g}") for step in range(DECADES * EACH + 1))
EPOCHS: Final = 3
BARELY: Final = 0.02
"""Of the loss: what a tiny rate may gain."""
EXPLODED: Final = 3.0
"""Times its start (CS231n 2017, lecture 6)."""
STUCK: Final = 0.05
"""A dead network is right no more often than always naming the commonest class, up to this; or its loss is no more than
this share below its start."""
FALLS: Final = 0.02
"""Of the loss, at least, at the best rate: labels that were shuffled let it fall by little more."""
BEGINS: Final = 0.2
"""Of the best fall: from here on a rate is worth trying."""
STILL_GOOD: Final = 0.5
TOLERANCE: Final = 3.2
"""A rate may be off by the distance of two swept ones."""


def sweeping(subject: Subject) -> Generator[tuple[SweptRate, ...], None, tuple[SweptRate, ...]]:
    """Train for a short while at each rate, from the same weights; yield what was measured so far, step by step."""
    steps = subject.steps(EPOCHS)
    examples = subject.first_examples(max(1000, steps * subject.spec.training.batch_size))
    swept: tuple[SweptRate, ...] = ()
    for rate in RATES:
        trainer = subject.trainer({"training.learning_rate": rate}, examples)
        first, loss = quality(trainer, "train").loss, 0.0
        for _ in range(steps):
            loss = trainer.step()
            yield swept
            if is_broken(trainer, loss):
                break
        swept = (*swept, _swept(subject, trainer, rate, first))
        yield swept
    return swept


def _swept(subject: Subject, trainer: Trainer, rate: float, first: float) -> SweptRate:
    found = quality(trainer, "train")
    if is_broken(trainer, found.loss):
        return SweptRate(rate, float("nan"), -float("inf"), None)
    return SweptRate(rate, found.loss / max(first, TINY), 1 - found.loss / subject.reference(first), found.accuracy)


def worth_searching(swept: Sequence[SweptRate]) -> tuple[float, float] | None:
    """Return the range of rates at which the loss falls well; None where it falls at none."""
    found = best_of(swept)
    if found is None or _fall(found) < FALLS:
        return None
    place = list(swept).index(found)
    low = next(each for each in swept if _fall(each) >= BEGINS * _fall(found))
    high = found
    for each in swept[place:]:
        if _fall(each) < STILL_GOOD * _fall(found):
            break
        high = each
    return min(low.learning_rate, high.learning_rate), high.learning_rate


def best_of(swept: Sequence[SweptRate]) -> SweptRate | None:
    """Return the rate at which the loss fell most; None where every run diverged."""
    return max((each for each in swept if isfinite(each.loss_ratio)), key=_fall, default=None)


def _fall(swept: SweptRate) -> float:
    return swept.fall


def check_small_rate(swept: Sequence[SweptRate]) -> Check:
    """Look whether the loss stays at the smallest rate."""
    smallest = swept[0]
    is_right = abs(1 - smallest.loss_ratio) <= BARELY
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Right: this rate is too small. The accuracy may creep up all the same."))
    wrong = Text(
        QT_TRANSLATE_NOOP("nnlab", "Even this rate moves the loss: inputs or weights are probably far too large.")
    )
    return Check(
        name="small rate",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "A tiny rate hardly moves the loss")),
        expected=Text(
            QT_TRANSLATE_NOOP("nnlab", "a change below 2 % at a rate of {rate}"), rate=figure(smallest.learning_rate)
        ),
        measured=_loss_words(smallest),
        passed=is_right,
        advice=fine if is_right else wrong,
    )


def check_huge_rate(subject: Subject, swept: Sequence[SweptRate]) -> Check:
    """Look whether the loss explodes at the largest rate, or the network dies."""
    largest = swept[-1]
    is_right = not isfinite(largest.loss_ratio) or largest.loss_ratio > EXPLODED or _is_dead(subject, largest)
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Right: the useful rates lie between the two."))
    wrong = Text(QT_TRANSLATE_NOOP("nnlab", "Not even this rate does harm: does a gradient reach the weights at all?"))
    return Check(
        name="huge rate",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "A huge rate breaks the training")),
        expected=Text(
            QT_TRANSLATE_NOOP("nnlab", "no finite loss, three times its start, or stuck at guessing, at {rate}"),
            rate=figure(largest.learning_rate),
        ),
        measured=_loss_words(largest),
        passed=is_right,
        advice=fine if is_right else wrong,
        remedies=() if is_right else (*fitting_init(subject.spec), *batch_normalised(subject.spec)),
    )


def _is_dead(subject: Subject, swept: SweptRate) -> bool:
    """Return whether the network names one class for everything, whatever the loss came from."""
    if swept.accuracy is None or not subject.classes:
        return swept.loss_ratio >= 1 - STUCK
    counts = subject.facts.class_counts
    return swept.accuracy <= max(counts) / sum(counts) + STUCK


def check_range(subject: Subject, swept: Sequence[SweptRate]) -> Check:
    """Say which rates are worth searching, and whether the experiment's own is among them."""
    own, found, best = subject.spec.training.learning_rate, worth_searching(swept), best_of(swept)
    title = Text(QT_TRANSLATE_NOOP("nnlab", "The learning rate is worth trying"))
    expected = Text(
        QT_TRANSLATE_NOOP("nnlab", "one at which the loss falls well, or within a factor of {factor}"),
        factor=f"{TOLERANCE:g}",
    )
    rate = sound_rate(swept)
    if found is None or best is None or rate is None:
        nowhere = Text(QT_TRANSLATE_NOOP("nnlab", "at no rate does the loss fall below that of guessing"))
        first = Text(QT_TRANSLATE_NOOP("nnlab", "Mend what failed above first; no rate helps here."))
        return Check(
            "rate",
            title,
            expected,
            nowhere,
            False,
            first,
            (*fitting_init(subject.spec), *batch_normalised(subject.spec)),
        )
    low, high = found
    is_right = low / TOLERANCE <= own <= high * TOLERANCE
    words = QT_TRANSLATE_NOOP("nnlab", "from {low} to {high}, fastest at {best}; this experiment has {own}")
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Search this range, on a logarithmic scale."))
    wrong = Text(QT_TRANSLATE_NOOP("nnlab", "Take a rate from this range, and search it on a logarithmic scale."))
    return Check(
        name="rate",
        title=title,
        expected=expected,
        measured=Text(words, low=figure(low), high=figure(high), best=figure(best.learning_rate), own=figure(own)),
        passed=is_right,
        advice=fine if is_right else wrong,
        remedies=() if is_right else at_rate(subject.spec, rate),
    )


def sound_rate(swept: Sequence[SweptRate]) -> float | None:
    """Return a rate to train with: one below the fastest, which is close to where it breaks; None where none does."""
    found, best = worth_searching(swept), best_of(swept)
    if found is None or best is None:
        return None
    below = max(list(swept).index(best) - 1, 0)
    return max(found[0], swept[below].learning_rate)


def _loss_words(swept: SweptRate) -> Text:
    if not isfinite(swept.loss_ratio):
        return Text(QT_TRANSLATE_NOOP("nnlab", "the loss is no finite number any more"))
    return Text(QT_TRANSLATE_NOOP("nnlab", "the loss is {ratio} times its start"), ratio=figure(swept.loss_ratio))
