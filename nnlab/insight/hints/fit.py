"""How well the network fits: too well, not well enough, or no better any more."""

from __future__ import annotations

from typing import Final

from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.readings import (
    evaluations,
    first_loss,
    has_learned,
    latest,
    penalty_pull,
    smoothed_losses,
    steps,
)
from nnlab.insight.remedies import changes, hidden, relu, slower
from nnlab.insight.remedy import Remedy
from nnlab.numerals import figure, percent
from nnlab.spec.experiment import ExperimentSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.snapshot import Evaluation

ABOVE_BEST: Final = 1.4
"""Times the lowest validation loss: sound runs end within 1.25 of it."""
WORTH_TELLING: Final = 0.05
"""Of the first loss: a rise by less is of no consequence."""
SINCE_BEST: Final = 3
"""Epochs: a loss that is higher for one or two is noise."""
GAP: Final = 0.5
"""Of the validation loss: a training loss below that has been learned in part by heart."""
FEWEST_STEPS: Final = 200
FEWEST_EPOCHS: Final = 8
FLAT: Final = 0.03
"""Of the first loss: what the last third of a run has gained less than is a plateau."""
POOR: Final = 0.5
"""Of the first loss: what is left of it is more than a network of enough power would leave."""
PULL: Final = 0.3
"""Of the gradient: a penalty that pulls so hard keeps the loss from falling."""
STRONG_DROPOUT: Final = 0.5
NARROW: Final = 8


def overfitting(evidence: Evidence) -> Hint | None:
    """Point at a validation loss that rises while the training loss falls."""
    validation, train = evaluations(evidence, "validation"), evaluations(evidence, "train")
    if len(validation) <= SINCE_BEST or not train:
        return None
    best, now = min(validation, key=_loss), sum(e.loss for e in validation[-SINCE_BEST:]) / SINCE_BEST
    rise, first = now - best.loss, max(first_loss(evidence) or 0.0, validation[0].loss)
    is_worse = now > ABOVE_BEST * best.loss and rise > WORTH_TELLING * first
    if not is_worse or validation[-1].epoch - best.epoch < SINCE_BEST or train[-1].loss > GAP * now:
        return None
    return Hint(
        key="overfitting",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The network learns by heart")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "Validation loss {now}, after {best} in epoch {epoch}; training loss {train}."),
            now=figure(now),
            best=figure(best.loss),
            epoch=f"{best.epoch:.0f}",
            train=figure(train[-1].loss),
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "It gets better at its training examples and worse at new ones. Stop near the best epoch, hold the "
                "weights back, or bring more examples.",
            )
        ),
        remedies=_against_overfitting(evidence.spec),
        view="live",
        lesson="overfitting",
    )


def _against_overfitting(spec: ExperimentSpec) -> tuple[Remedy, ...]:
    l2 = max(10 * spec.training.l2, 1e-3)
    stopping = Text(QT_TRANSLATE_NOOP("nnlab", "Stop when the validation loss has not fallen for 3 epochs"))
    weaker = Text(QT_TRANSLATE_NOOP("nnlab", "Raise the L2 penalty to {l2}"), l2=figure(l2))
    silenced = Text(QT_TRANSLATE_NOOP("nnlab", "Silence half of the hidden outputs in training (dropout 0.5)"))
    return (
        *changes(spec, stopping, {"training.early_stopping": {"patience": SINCE_BEST}}),
        *changes(spec, weaker, {"training.l2": l2}),
        *hidden(spec, silenced, {"dropout": STRONG_DROPOUT}),
    )


def underfitting(evidence: Evidence) -> Hint | None:
    """Point at a network that stays far from what its training examples ask."""
    first, train = first_loss(evidence), evaluations(evidence, "train")
    if first is None or not train or not _is_flat(evidence) or train[-1].loss < POOR * first:
        return None
    remedies = _more_power(evidence)
    if not remedies:
        return None
    return Hint(
        key="underfitting",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The network cannot fit its training examples")),
        reading=_quality(train[-1]),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The loss has stopped falling far above zero, on the very examples it learns from. Either it has not "
                "the power to fit them, or it is held back.",
            )
        ),
        remedies=remedies,
        view="live",
        lesson="babysitting",
    )


def plateau(evidence: Evidence) -> Hint | None:
    """Point at a loss that does not fall any more, though it is not low yet."""
    train = evaluations(evidence, "train")
    if not train or not _is_flat(evidence) or has_learned(evidence):
        return None
    return Hint(
        key="plateau",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The loss has stopped falling")),
        reading=_quality(train[-1]),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "For a third of the run it has gained next to nothing. At a tenth of the rate the steps can settle "
                "into a valley that they now jump across; if that does not help, change the network.",
            )
        ),
        remedies=(*_lowered_later(evidence), *slower(evidence.spec)),
        view="live",
        lesson="learning-rate",
    )


def _lowered_later(evidence: Evidence) -> tuple[Remedy, ...]:
    text = Text(QT_TRANSLATE_NOOP("nnlab", "Lower the rate on the way (cosine schedule)"))
    return changes(evidence.spec, text, {"training.schedule": "cosine"})


def _is_flat(evidence: Evidence) -> bool:
    """Return whether the last third of a run that is long enough has gained next to nothing."""
    picture, first, losses = latest(evidence), first_loss(evidence), smoothed_losses(evidence)
    if picture is None or first is None or picture.time < FEWEST_EPOCHS or steps(evidence) < FEWEST_STEPS:
        return False
    third = max(len(losses) // 3, 1)
    gained = float(losses[-2 * third : -third].mean() - losses[-third:].mean())
    return gained < FLAT * min(first, float(losses[0]))


def _more_power(evidence: Evidence) -> tuple[Remedy, ...]:
    """Return what may be in the way of a better fit, the plainest first."""
    spec = evidence.spec
    layers = spec.network.layers
    found: list[Remedy] = []
    if all(layer.activation.kind == "linear" for layer in layers):
        found += relu(spec)
    if penalty_pull(evidence) > PULL:
        weaker = spec.training.l2 / 100
        text = Text(QT_TRANSLATE_NOOP("nnlab", "Lower the L2 penalty to {l2}"), l2=figure(weaker))
        found += changes(spec, text, {"training.l2": weaker})
    if max(layer.dropout for layer in layers) >= STRONG_DROPOUT:
        found += hidden(spec, Text(QT_TRANSLATE_NOOP("nnlab", "Leave dropout out")), {"dropout": 0.0})
    if min(layer.units for layer in layers) < NARROW:
        wide = Text(QT_TRANSLATE_NOOP("nnlab", "Give each hidden layer at least 50 units"))
        found += changes(spec, wide, {f"network.layers.{i}.units": max(50, la.units) for i, la in enumerate(layers)})
    return tuple(found)


def _quality(now: Evaluation) -> Text:
    if now.accuracy is None:
        return Text(QT_TRANSLATE_NOOP("nnlab", "Training loss {loss}."), loss=figure(now.loss))
    template = QT_TRANSLATE_NOOP("nnlab", "Training loss {loss}, accuracy {accuracy}.")
    return Text(template, loss=figure(now.loss), accuracy=percent(now.accuracy))


def _loss(evaluation: Evaluation) -> float:
    return evaluation.loss
