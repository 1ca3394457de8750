"""What can be checked before the first step: data, architecture, and the first loss without and with a penalty."""

from __future__ import annotations

from math import isfinite
from typing import Final

import numpy as np

from nnlab.engine.penalty import Penalty
from nnlab.insight.checks.check import Check
from nnlab.insight.checks.subject import Subject, quality
from nnlab.insight.hints.hint import Evidence
from nnlab.insight.hints.inputs import not_centred, not_scaled
from nnlab.insight.remedies import fitting_init, small_output
from nnlab.numerals import figure
from nnlab.spec.activations import MaxoutSpec, PreluSpec
from nnlab.spec.network import DenseSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.history import HistoryRecord

CLOSE: Final = 0.1
"""Of the expected loss: small output weights leave a few percent."""
STRONGER: Final = 0.01
"""An L2 penalty that is to be seen."""


def check_data(subject: Subject) -> Check:
    """Look whether the inputs are centred and scaled."""
    facts = subject.facts
    nothing = HistoryRecord(np.empty(0), (), ())
    evidence = Evidence(subject.spec, nothing, subject.sizes.input_shape, subject.sizes.n_outputs, facts)
    wrong = not_scaled(evidence) or not_centred(evidence)
    size = float(np.sqrt(np.mean(facts.feature_stds**2)))
    measured = QT_TRANSLATE_NOOP("nnlab", "mean {mean}, deviation {std}, from {low} to {high}")
    broken = Text(QT_TRANSLATE_NOOP("nnlab", "Some inputs are no finite numbers: mend the data first."))
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Go on with the architecture."))
    return Check(
        name="data",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The data are prepared")),
        expected=Text(QT_TRANSLATE_NOOP("nnlab", "inputs around 0, about as large as 1, all of one scale")),
        measured=Text(
            measured,
            mean=figure(float(facts.feature_means.mean())),
            std=figure(size),
            low=figure(facts.low),
            high=figure(facts.high),
        ),
        passed=wrong is None and not facts.non_finite,
        advice=broken if facts.non_finite else wrong.why if wrong is not None else fine,
        remedies=wrong.remedies if wrong is not None else (),
    )


def check_architecture(subject: Subject) -> Check:
    """Count the parameters of the network that is built, and those that the spec asks for."""
    parameters = subject.trainer({}).network.parameters
    widths = [subject.sizes.inputs, *(layer.units for layer in subject.sizes.layers)]
    wanted = _parameters_asked_for(subject)
    return Check(
        name="architecture",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The network is the one that is meant")),
        expected=Text(QT_TRANSLATE_NOOP("nnlab", "{count} parameters"), count=f"{wanted:,}"),
        measured=Text(
            QT_TRANSLATE_NOOP("nnlab", "{widths}, {count} parameters"),
            widths=" → ".join(f"{width:,}" for width in widths),
            count=f"{len(parameters):,}",
        ),
        passed=len(parameters) == wanted,
        advice=Text(QT_TRANSLATE_NOOP("nnlab", "Compare widths and parameters with what you had in mind.")),
    )


def _parameters_asked_for(subject: Subject) -> int:
    """Return inputs × units + units of each layer, and what activation and normalisation add."""
    inputs, total = subject.sizes.inputs, 0
    for layer in subject.spec.network.layers:
        total += _of_layer(layer, inputs)
        inputs = layer.units
    return total + (inputs + 1) * subject.sizes.n_outputs


def _of_layer(layer: DenseSpec, inputs: int) -> int:
    activation = layer.activation
    width = layer.units * (activation.pieces if isinstance(activation, MaxoutSpec) else 1)
    slopes = (layer.units if activation.per == "unit" else 1) if isinstance(activation, PreluSpec) else 0
    return inputs * width + (2 if layer.normalization else 1) * width + slopes


def check_first_loss(subject: Subject) -> Check:
    """Compare the loss before the first step with that of guessing."""
    expected = subject.expected_loss
    loss = quality(subject.trainer({}), "train").loss
    is_right = expected is not None and isfinite(loss) and abs(loss - expected) <= CLOSE * expected
    title = Text(QT_TRANSLATE_NOOP("nnlab", "The first loss is that of guessing"))
    measured = Text(QT_TRANSLATE_NOOP("nnlab", "{loss}, without penalty"), loss=figure(loss))
    if expected is None:
        nothing = Text(QT_TRANSLATE_NOOP("nnlab", "known for classes only"))
        advice = Text(QT_TRANSLATE_NOOP("nnlab", "Compare it with the spread of the numbers to be met."))
        return Check("first loss", title, nothing, measured, None, advice)
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Go on: raise the penalty."))
    wrong = Text(
        QT_TRANSLATE_NOOP("nnlab", "The network begins with confident mistakes: make its first outputs small.")
    )
    return Check(
        name="first loss",
        title=title,
        expected=Text(
            QT_TRANSLATE_NOOP("nnlab", "about {loss} for {classes} classes"),
            loss=figure(expected),
            classes=subject.classes,
        ),
        measured=measured,
        passed=is_right,
        advice=fine if is_right else wrong,
        remedies=() if is_right else (*small_output(subject.spec), *fitting_init(subject.spec)),
    )


def check_penalty(subject: Subject) -> Check:
    """Look whether a penalty raises the loss."""
    trainer = subject.trainer({})
    loss = quality(trainer, "train").loss
    l2 = max(STRONGER, 10 * subject.spec.training.l2)
    penalised = loss + Penalty(trainer.network.parameters, l2).value()
    is_right = isfinite(penalised) and penalised > loss
    fine = Text(QT_TRANSLATE_NOOP("nnlab", "Go on: can it learn a few examples by heart?"))
    zero = Text(QT_TRANSLATE_NOOP("nnlab", "Weights that are all zero cannot be penalised: draw them at random."))
    broken = Text(QT_TRANSLATE_NOOP("nnlab", "The loss is no finite number before the first step: mend that first."))
    wrong = zero if isfinite(loss) else broken
    return Check(
        name="penalty",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "A penalty raises the loss")),
        expected=Text(QT_TRANSLATE_NOOP("nnlab", "more than {loss}"), loss=figure(loss)),
        measured=Text(
            QT_TRANSLATE_NOOP("nnlab", "{loss} with an L2 penalty of {l2}"), loss=figure(penalised), l2=figure(l2)
        ),
        passed=is_right,
        advice=fine if is_right else wrong,
        remedies=() if is_right else (*fitting_init(subject.spec), *small_output(subject.spec)),
    )
