"""Penalties that are too strong for the learning rate: they throw weights beyond zero, farther than they came from."""

from __future__ import annotations

from math import isfinite

from nnlab.insight.forensics.diagnosis import Case, Cause, Finding
from nnlab.insight.forensics.numbers import decades, follows_gradient, momentum, start_picture
from nnlab.insight.forensics.remedies import less_rate
from nnlab.insight.remedies import changes
from nnlab.numerals import figure
from nnlab.spec.optimizers import AdamwSpec, NesterovSpec
from nnlab.text import QT_TRANSLATE_NOOP, Text

SOUND = 0.1
"""The share of a weight that one step's decay takes off at most, in what is offered."""
STRONG = QT_TRANSLATE_NOOP("nnlab", "The regularisation is too strong for the learning rate")
STRONG_L1 = QT_TRANSLATE_NOOP("nnlab", "The L1 penalty is too strong for the learning rate")
PRODUCT = QT_TRANSLATE_NOOP(
    "nnlab", "Rate times {name} is {product}: from {most} on, the penalty alone makes weights grow."
)
THROWS = QT_TRANSLATE_NOOP(
    "nnlab",
    "Each step takes a share off every weight; where that share is more than twice the weight, it lands farther "
    "on the other side of zero. So the weights grow by themselves, however small their gradients are.",
)
LOWER = QT_TRANSLATE_NOOP("nnlab", "Lower {name} to {value}")
L1_STEP = QT_TRANSLATE_NOOP(
    "nnlab",
    "Each step moves every weight by {step}, the rate times L1; weights began at an RMS of {rms} at most.",
)
OVERSHOOTS = QT_TRANSLATE_NOOP(
    "nnlab",
    "L1 pulls every weight towards zero by the same amount. Where that is more than the weight, it overshoots, and "
    "all weights become as large as the step.",
)


def decay_too_strong(case: Case) -> Finding | None:
    """Look for a rate times decay beyond which weights grow by themselves."""
    spec, training = case.spec, case.spec.training
    name, path, decay = "L2", "training.l2", training.l2
    if isinstance(training.optimizer, AdamwSpec):
        name, path, decay = "weight decay", "training.optimizer.weight_decay", training.optimizer.weight_decay
    elif not follows_gradient(case):
        return None  # the optimiser brings gradient and penalty together to a size of its own
    product, most = training.learning_rate * decay, _most(case)
    if product < most:
        return None
    value = float(f"{SOUND / training.learning_rate:.1g}")
    lower = changes(spec, Text(LOWER, name=name, value=f"{value:g}"), {path: value})
    evidence = Text(PRODUCT, name=name, product=figure(product), most=figure(most))
    remedies = (*lower, *less_rate(spec, decades(product, SOUND)))
    cause = Cause("decay too strong", Text(STRONG), evidence, Text(THROWS), remedies)
    return Finding(decades(product, most), cause)


def _most(case: Case) -> float:
    """Return from what rate times decay on weights grow: 2, or with a velocity of share m a little else.

    The step w ← w − v, v ← m·v + p·w has both eigenvalues within the unit circle for p < 2 (1 + m); Nesterov's
    for p < 2 (1 + m) / (1 + 2m).
    """
    share = momentum(case)
    ahead = 1 + 2 * share if isinstance(case.spec.training.optimizer, NesterovSpec) else 1.0
    return 2 * (1 + share) / ahead


def l1_too_strong(case: Case) -> Finding | None:
    """Look for steps towards zero that are longer than the weights are large."""
    training, picture = case.spec.training, start_picture(case)
    step = training.learning_rate * training.l1
    rms = max((layer.weights.weight.rms for layer in picture.layers), default=0.0) if picture else 0.0
    if not follows_gradient(case) or not isfinite(rms) or rms <= 0 or step <= rms:
        return None
    value = float(f"{SOUND * rms / training.learning_rate:.1g}")
    lower = changes(case.spec, Text(LOWER, name="L1", value=f"{value:g}"), {"training.l1": value})
    evidence = Text(L1_STEP, step=figure(step), rms=figure(rms))
    remedies = (*lower, *less_rate(case.spec, decades(step, SOUND * rms)))
    cause = Cause("l1 too strong", Text(STRONG_L1), evidence, Text(OVERSHOOTS), remedies)
    return Finding(decades(step, rms), cause)
