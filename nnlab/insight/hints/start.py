"""What is wrong before the first step: the loss, or batches too small to normalise by."""

from __future__ import annotations

from typing import Final

from nnlab.insight.first_loss import expected_first_loss
from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.inputs import not_scaled
from nnlab.insight.hints.readings import first_loss
from nnlab.insight.remedies import centred_and_scaled, changes, fitting_init, small_output
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text

WRONG: Final = 1.6
"""Times the expected one: He's weights in the output layer too are sound, and begin up to 1.5 times as high."""
TOO_FEW: Final = 4
"""Examples of a batch: mean and variance of so few are mostly noise."""
ENOUGH: Final = 32


def wrong_first_loss(evidence: Evidence) -> Hint | None:
    """Point at a first loss that is not that of guessing."""
    classes = len(evidence.data.class_counts) if evidence.data is not None else 0
    first, expected = first_loss(evidence), expected_first_loss(evidence.spec.training.loss, classes)
    if first is None or expected is None or first <= WRONG * expected:
        return None
    return Hint(
        key="wrong first loss",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The first loss is too high")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "It was {first} before the first step; guessing costs {expected}."),
            first=figure(first),
            expected=figure(expected),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "A network that knows nothing should give all classes about the same score. This one starts with "
                "confident mistakes, and spends its first steps on unlearning them.",
            )
        ),
        remedies=(
            *(centred_and_scaled(evidence.spec) if not_scaled(evidence) else ()),
            *small_output(evidence.spec),
            *fitting_init(evidence.spec),
        ),
        view="live",
        lesson="babysitting",
    )


def batch_too_small(evidence: Evidence) -> Hint | None:
    """Point at batches that batch normalisation cannot go by."""
    size = evidence.spec.training.batch_size
    if size > TOO_FEW or all(layer.normalization is None for layer in evidence.spec.network.layers):
        return None
    examples = evidence.data.examples if evidence.data is not None else ENOUGH
    larger = max(size, min(ENOUGH, examples))
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Use batches of {size}"), size=larger)
    return Hint(
        key="batch too small",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "Batches are too small for batch normalisation")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "Mean and variance are taken from {size} examples at a time."), size=size
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Batch normalisation measures each unit over the batch, and of so few examples that is mostly noise. "
                "Training and evaluation then see different networks.",
            )
        ),
        remedies=changes(evidence.spec, text, {"training.batch_size": larger}),
        view="gradients",
        lesson="batch-norm",
    )
