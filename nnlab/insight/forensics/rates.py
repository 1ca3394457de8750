"""Steps that are too long: by the learning rate, or by the memory of the steps before."""

from __future__ import annotations

from nnlab.insight.forensics.diagnosis import Case, Cause, Finding
from nnlab.insight.forensics.numbers import (
    climb,
    decades,
    finite_losses,
    follows_gradient,
    largest_update_ratio,
    momentum,
)
from nnlab.insight.forensics.remedies import less_momentum, less_rate
from nnlab.insight.remedies import batch_normalised, clipped
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text

USUAL_MOMENTUM = 0.9
LONG_MEMORY = 0.3
"""Powers of ten by which a velocity is longer than one of the usual momentum."""
LONG_UPDATE = 0.03
"""Of the size of the weights; around 0.001 is usual."""
CLIMB = 3.0
OWN_STEP = 0.1
"""A rate at which Adam and its like move every weight by as much as the largest weights of a usual layer."""

HIGH = QT_TRANSLATE_NOOP("nnlab", "The learning rate is too high")
CLIMBED = QT_TRANSLATE_NOOP(
    "nnlab", "At a rate of {rate} the loss rose from {first} to {times} times that in {steps} steps."
)
MOVED = QT_TRANSLATE_NOOP(
    "nnlab", "At a rate of {rate} one update moved a layer by {ratio} of its weights’ size; 0.001 is usual."
)
RATE = QT_TRANSLATE_NOOP("nnlab", "The rate is {rate}; above {usual} steps usually leap too far with this optimiser.")
LEAPS = QT_TRANSLATE_NOOP(
    "nnlab",
    "Each step leaps over the valley and lands higher on its other side, where the gradient is larger still. "
    "So the next step is longer, until a number is too large to hold.",
)
LONG = QT_TRANSLATE_NOOP("nnlab", "The optimiser remembers too many steps")
REMEMBERED = QT_TRANSLATE_NOOP(
    "nnlab",
    "In {steps} steps a momentum of {share} makes a steady step {times} times as long as the rate of {rate} alone.",
)
ADDS_UP = QT_TRANSLATE_NOOP(
    "nnlab",
    "The velocity adds up the gradients of the last steps, and goes on pushing where they point back already. "
    "The weights swing wider each time.",
)


def usual_rate(case: Case) -> float:
    """Return the rate above which steps usually leap too far, on data and weights of usual sizes."""
    return max(1 - momentum(case), 1 - USUAL_MOMENTUM) if follows_gradient(case) else OWN_STEP


def rate_too_high(case: Case) -> Finding | None:
    """Look for long updates and a loss that climbs; any rate is too high for a run that does so from a sound start."""
    spec, ratio = case.spec, largest_update_ratio(case) or 0.0
    beyond = decades(spec.training.learning_rate, usual_rate(case))
    if beyond <= 0 and climb(case) < CLIMB and ratio <= LONG_UPDATE:
        return None
    evidence = _evidence(case, ratio)
    slower = less_rate(spec, max(beyond, _with_memory(case)) + 1)
    remedies = (*slower, *clipped(spec), *batch_normalised(spec))
    return Finding(max(beyond, 0.0), Cause("rate too high", Text(HIGH), evidence, Text(LEAPS), remedies))


def _with_memory(case: Case) -> float:
    """Return by how many powers of ten the rate is beyond what such a momentum bears in the long run."""
    return decades(case.spec.training.learning_rate, 1 - momentum(case)) if follows_gradient(case) else 0.0


def _evidence(case: Case, ratio: float) -> Text:
    rate, losses, times = f"{case.spec.training.learning_rate:g}", finite_losses(case), climb(case)
    if times >= CLIMB:
        steps = f"{int(losses.argmax()) + 1:,}"
        return Text(CLIMBED, rate=rate, first=figure(float(losses[0])), times=figure(times), steps=steps)
    if ratio > LONG_UPDATE:
        return Text(MOVED, rate=rate, ratio=figure(ratio))
    return Text(RATE, rate=rate, usual=f"{usual_rate(case):g}")


def _velocity(share: float, steps: int) -> float:
    """Return how many times one step the velocity is after ``steps`` equal ones: 1 + share + share² + …."""
    return float(1 - share**steps) / (1 - share)


def momentum_too_long(case: Case) -> Finding | None:
    """Look for a velocity that had the time to become much longer than one of the usual momentum."""
    share, rate, steps = momentum(case), case.spec.training.learning_rate, case.broke.step
    times = _velocity(share, steps)
    beyond = decades(times, _velocity(USUAL_MOMENTUM, steps))
    if beyond < LONG_MEMORY:
        return None
    evidence = Text(REMEMBERED, share=f"{share:g}", times=figure(times), rate=f"{rate:g}", steps=f"{steps:,}")
    is_high = rate > usual_rate(case) / 10  # too high, perhaps, even with the usual momentum
    shorter = less_momentum(case.spec, USUAL_MOMENTUM, rate / 10 if is_high else rate)
    remedies = (*shorter, *less_rate(case.spec, _with_memory(case) + 1), *clipped(case.spec))
    return Finding(beyond, Cause("momentum too long", Text(LONG), evidence, Text(ADDS_UP), remedies))
