"""Whether what is learned holds for other examples: labels that were shuffled pass every check but this."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from math import isfinite, sqrt
from typing import Final

import numpy as np

from nnlab.insight.checks.check import Check, SweptRate
from nnlab.insight.checks.subject import Subject, is_broken, quality
from nnlab.insight.checks.sweep import sound_rate
from nnlab.numerals import figure, percent
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.evaluation import Result

EPOCHS: Final = 40
ERRORS: Final = 3.0
"""Standard errors above chance."""
BETTER: Final = 0.9
"""Of the loss of always naming the mean."""
MOST: Final = 0.99
"""An accuracy is never asked to be above this; where chance alone is, nothing can be told."""
TITLE = QT_TRANSLATE_NOOP("nnlab", "It holds for examples it has not seen")


def check_generalising(subject: Subject, swept: Sequence[SweptRate]) -> Generator[float, None, Check]:
    """Train for a while at the best rate and compare with chance; yield the share that is done."""
    rate, expected = sound_rate(swept), _expected(subject)
    if not len(subject.validation):
        without = Text(QT_TRANSLATE_NOOP("nnlab", "there is no validation part"))
        advice = Text(QT_TRANSLATE_NOOP("nnlab", "Keep a share of the examples for validation."))
        return Check("validation", Text(TITLE), expected, without, None, advice)
    if subject.classes and _chance(subject) >= MOST:
        one = Text(QT_TRANSLATE_NOOP("nnlab", "nearly all validation examples are of one class"))
        advice = Text(QT_TRANSLATE_NOOP("nnlab", "Judge it by the confusion matrix, and bring more of the others."))
        return Check("validation", Text(TITLE), expected, one, None, advice)
    if rate is None:
        nothing = Text(QT_TRANSLATE_NOOP("nnlab", "the network learns at no rate"))
        advice = Text(QT_TRANSLATE_NOOP("nnlab", "Mend what failed above first."))
        return Check("validation", Text(TITLE), expected, nothing, False, advice)
    trainer = subject.trainer({"training.learning_rate": rate})
    steps = subject.steps(EPOCHS)
    for step in range(steps):
        if is_broken(trainer, trainer.step()):
            break
        yield step / steps
    return _check(subject, expected, quality(trainer, "validation"), rate)


def _check(subject: Subject, expected: Text, result: Result, rate: float) -> Check:
    is_right = _beats_chance(subject, result)
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "All is ready for a long run, and for a search around this rate."))
    wrong = Text(
        QT_TRANSLATE_NOOP(
            "nnlab", "What it learns is of no use on new examples: are the labels those of their examples?"
        )
    )
    words = QT_TRANSLATE_NOOP("nnlab", "accuracy {accuracy} at a rate of {rate}")
    if result.accuracy is None:
        words = QT_TRANSLATE_NOOP("nnlab", "loss {loss} at a rate of {rate}")
    return Check(
        name="validation",
        title=Text(TITLE),
        expected=expected,
        measured=Text(words, accuracy=percent(result.accuracy), loss=figure(result.loss), rate=figure(rate)),
        passed=is_right,
        advice=fine if is_right else wrong,
    )


def _expected(subject: Subject) -> Text:
    if not subject.classes:
        words = QT_TRANSLATE_NOOP("nnlab", "a validation loss below {loss}, that of always naming the mean")
        return Text(words, loss=figure(_loss_of_the_mean(subject)))
    return Text(
        QT_TRANSLATE_NOOP("nnlab", "a validation accuracy above {least}; chance is {chance}"),
        least=percent(_least_accuracy(subject)),
        chance=percent(_chance(subject)),
    )


def _beats_chance(subject: Subject, result: Result) -> bool:
    if subject.classes:
        return result.accuracy is not None and result.accuracy > _least_accuracy(subject)
    return isfinite(result.loss) and result.loss < BETTER * _loss_of_the_mean(subject)


def _chance(subject: Subject) -> float:
    """Return the accuracy of always naming the commonest class."""
    labels = subject.validation.targets
    return float(np.bincount(labels, minlength=1).max()) / max(len(labels), 1) if len(labels) else 1 / subject.classes


def _least_accuracy(subject: Subject) -> float:
    """Return the accuracy that luck alone hardly ever reaches."""
    chance, examples = _chance(subject), max(len(subject.validation), 1)
    return min(chance + ERRORS * sqrt(chance * (1 - chance) / examples), MOST)


def _loss_of_the_mean(subject: Subject) -> float:
    """Return the squared error, averaged over examples and outputs, of always naming the training part's mean."""
    validation, mean = subject.validation.targets, subject.data.train.targets.mean(axis=0)
    return float(np.mean((validation - mean) ** 2)) if len(validation) else float("nan")
