"""Data that no network can learn from as they are: not finite, or of a size far from one."""

from __future__ import annotations

from math import inf, isfinite

from nnlab.insight.forensics.diagnosis import Case, Cause, Finding
from nnlab.insight.forensics.numbers import climb, decades, finite_losses, input_size, normalizes
from nnlab.insight.forensics.remedies import as_they_are, double, less_rate, scaled
from nnlab.insight.remedies import batch_normalised, clipped
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text

LARGE_INPUT = 10.0
LARGE_TARGET = 10.0
BEYOND = 1e154
"""Numbers as large as this have squares beyond all floats."""
QUIET = 3.0
SUSPECTED = 1.0
"""Powers of ten that a mere suspicion weighs."""

NOT_FINITE = QT_TRANSLATE_NOOP("nnlab", "The data hold NaN or infinity")
COUNTED = QT_TRANSLATE_NOOP(
    "nnlab", "{count} numbers of the first training examples are not finite after the preprocessing."
)
QUIET_BREAK = QT_TRANSLATE_NOOP(
    "nnlab", "Layer 1 broke on its way forward while the loss was still {loss}: its inputs alone can do that."
)
AT_ONCE = QT_TRANSLATE_NOOP("nnlab", "Layer 1 broke on the way forward before anything was learned.")
SPREADS = QT_TRANSLATE_NOOP(
    "nnlab",
    "One number that is not finite makes every sum it enters not finite, and with the first update all weights. "
    "Look for missing values, and for numbers beyond 3.4e38, which float32 cannot hold.",
)
UNSCALED = QT_TRANSLATE_NOOP("nnlab", "The data are not scaled")
SIZE = QT_TRANSLATE_NOOP(
    "nnlab",
    "The network sees numbers from {low} to {high}; its largest feature has an RMS of {size}, where 1 is usual.",
)
STEEPER = QT_TRANSLATE_NOOP(
    "nnlab",
    "Gradients of the first weights grow with the inputs, and so do outputs. "
    "A rate that suits inputs near 1 is far too high for these.",
)
TARGETS = QT_TRANSLATE_NOOP("nnlab", "The numbers to be met are not scaled")
SPREAD = QT_TRANSLATE_NOOP("nnlab", "The numbers to be met have a standard deviation of {std}, where 1 is usual.")
FAR_OFF = QT_TRANSLATE_NOOP(
    "nnlab",
    "The first outputs are as far off as these numbers are large, so that the first gradients throw the weights away. "
    "Dividing the targets in the file by their standard deviation cures it for good.",
)


def data_not_finite(case: Case) -> Finding | None:
    """Look for numbers that are not finite; nothing else has to be looked for then."""
    if case.data is None or not case.data.non_finite:
        return None
    return Finding(inf, _not_finite(case, Text(COUNTED, count=f"{case.data.non_finite:,}")))


def bad_batch(case: Case) -> Finding | None:
    """Suspect examples that were not looked over, where the first layer breaks forward out of the blue."""
    if (case.broke.layer, case.broke.during) != ("1", "forward") or climb(case) >= QUIET:
        return None
    if case.data is not None and case.data.non_finite:
        return None
    losses = finite_losses(case)
    evidence = Text(QUIET_BREAK, loss=figure(float(losses[-1]))) if losses.size else Text(AT_ONCE)
    return Finding(SUSPECTED, _not_finite(case, evidence))


def _not_finite(case: Case, evidence: Text) -> Cause:
    spec = case.spec
    remedies = (*scaled(spec), *double(spec)) or (*as_they_are(spec), *less_rate(spec))
    return Cause("data not finite", Text(NOT_FINITE), evidence, Text(SPREADS), remedies)


def data_not_scaled(case: Case) -> Finding | None:
    """Look for a feature that is much larger than one where no batch normalisation takes that out."""
    size = input_size(case)
    if case.data is None or size is None or size < LARGE_INPUT or normalizes(case.spec.network.layers[0]):
        return None
    spec, beyond = case.spec, decades(size, 1)
    evidence = Text(SIZE, low=figure(case.data.low), high=figure(case.data.high), size=figure(size))
    remedies = (*scaled(spec), *batch_normalised(spec), *less_rate(spec, 2 * beyond - 1), *clipped(spec))
    return Finding(beyond, Cause("data not scaled", Text(UNSCALED), evidence, Text(STEEPER), remedies))


def targets_not_scaled(case: Case) -> Finding | None:
    """Look for numbers to be met that are spread over much more than one."""
    std = case.data.target_std if case.data is not None else None
    if std is None or not std >= LARGE_TARGET:
        return None
    spec, beyond = case.spec, decades(std if isfinite(std) else BEYOND, 1)
    remedies = (*clipped(spec), *less_rate(spec, beyond), *double(spec))
    return Finding(
        beyond, Cause("targets not scaled", Text(TARGETS), Text(SPREAD, std=figure(std)), Text(FAR_OFF), remedies)
    )
