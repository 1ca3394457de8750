"""Whether the network can learn a few examples by heart: one that cannot will not learn many either."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from math import isfinite
from typing import Final

from nnlab.insight.checks.check import Check
from nnlab.insight.checks.subject import Subject, is_broken, quality
from nnlab.insight.remedies import batch_normalised, centred_and_scaled, fitting_init, relu
from nnlab.insight.remedy import in_hidden
from nnlab.numerals import figure, percent
from nnlab.spec.optimizers import AdamwSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

EXAMPLES: Final = 20
RATES: Final = (0.1, 0.01, 0.001)
STEPS: Final = 200
LOOK: Final = 20
"""Steps between two looks at how far it is."""
NEAR_ZERO: Final = 0.05
"""Of the loss at the start, or of guessing, where that is lower."""


@dataclass(frozen=True)
class _Tried:
    """A rate, and how far it led."""

    rate: float
    share: float
    accuracy: float | None

    @property
    def is_by_heart(self) -> bool:
        return self.share < NEAR_ZERO and self.accuracy in (None, 1.0)


def check_by_heart(subject: Subject) -> Generator[float, None, Check]:
    """Train on twenty examples, without penalty and dropout, at three rates; yield the share that is done."""
    examples = subject.few_of_each_class(EXAMPLES)
    title = Text(QT_TRANSLATE_NOOP("nnlab", "A few examples are learned by heart"))
    expected = Text(
        QT_TRANSLATE_NOOP("nnlab", "accuracy 100 % and a loss near 0 on {count} examples"), count=len(examples)
    )
    if subject.classes and len(set(examples.targets.tolist())) < 2:
        one = Text(QT_TRANSLATE_NOOP("nnlab", "the training part has examples of one class only"))
        more = Text(QT_TRANSLATE_NOOP("nnlab", "Bring examples of at least two classes."))
        return Check("by heart", title, expected, one, None, more)
    best: _Tried | None = None
    for index, rate in enumerate(RATES):
        work = _training(subject, rate)
        while True:
            try:
                yield (index + next(work)) / len(RATES)
            except StopIteration as end:
                tried: _Tried = end.value
                break
        best = tried if best is None or tried.share < best.share else best
        if best.is_by_heart:
            break
    assert best is not None
    return _check(subject, title, expected, best)


def _training(subject: Subject, rate: float) -> Generator[float, None, _Tried]:
    spec, few = subject.spec, subject.few_of_each_class(EXAMPLES)
    values = {"training.l2": 0.0, "training.l1": 0.0, "training.learning_rate": rate, "training.batch_size": len(few)}
    if isinstance(spec.training.optimizer, AdamwSpec):
        values["training.optimizer.weight_decay"] = 0.0
    trainer = subject.trainer({**in_hidden(spec, {"dropout": 0.0}), **values}, few)
    start = subject.reference(quality(trainer, "train").loss)
    tried = _Tried(rate, float("inf"), None)
    for step in range(STEPS):
        loss = trainer.step()
        if is_broken(trainer, loss):
            return _Tried(rate, float("inf"), None)
        if (step + 1) % LOOK == 0:
            found = quality(trainer, "train")
            tried = _Tried(rate, found.loss / start, found.accuracy)
            if tried.is_by_heart:
                return tried
        yield step / STEPS
    return tried


def _check(subject: Subject, title: Text, expected: Text, best: _Tried) -> Check:
    spec = subject.spec
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Go on with the learning rate, on all examples."))
    wrong = Text(
        QT_TRANSLATE_NOOP(
            "nnlab",
            "Do not train on more examples before this works: look at inputs, initial weights, activations and labels.",
        )
    )
    template = QT_TRANSLATE_NOOP("nnlab", "accuracy {accuracy}, loss {share} of that at the start, at a rate of {rate}")
    if not isfinite(best.share):
        template = QT_TRANSLATE_NOOP("nnlab", "at each of three rates the loss is no finite number any more")
    elif best.accuracy is None:
        template = QT_TRANSLATE_NOOP("nnlab", "loss {share} of that at the start, at a rate of {rate}")
    return Check(
        name="by heart",
        title=title,
        expected=expected,
        measured=Text(template, accuracy=percent(best.accuracy), share=percent(best.share), rate=figure(best.rate)),
        passed=best.is_by_heart,
        advice=fine if best.is_by_heart else wrong,
        remedies=()
        if best.is_by_heart
        else (*fitting_init(spec), *batch_normalised(spec), *relu(spec), *centred_and_scaled(spec)),
    )
