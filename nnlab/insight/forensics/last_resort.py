"""What is said where no cause is known: what happened, and what helps against most of them."""

from __future__ import annotations

from nnlab.insight.forensics.diagnosis import Case, Cause, Finding
from nnlab.insight.forensics.numbers import broke_in_loss, last_picture
from nnlab.insight.forensics.remedies import double, less_rate, usual_start
from nnlab.insight.remedies import batch_normalised, clipped
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text

LOSS = QT_TRANSLATE_NOOP("nnlab", "The loss of finite outputs is too large")
OUTPUTS = QT_TRANSLATE_NOOP(
    "nnlab", "All outputs are finite, with an RMS of {rms}; the loss of them is beyond {precision}."
)
NO_LOG_OF_ZERO = QT_TRANSLATE_NOOP(
    "nnlab",
    "Elsewhere this may be the logarithm of zero, which cannot arise here: softmax and logistic loss are computed "
    "from the outputs, without it. Outputs so far apart, or their squares, are more than {precision} can hold.",
)
UNKNOWN = QT_TRANSLATE_NOOP("nnlab", "None of the known causes")
NOTHING = QT_TRANSLATE_NOOP(
    "nnlab", "Rate, weights, data and penalties are of usual sizes as far as they are recorded."
)
OFTEN = QT_TRANSLATE_NOOP(
    "nnlab", "A number grew until {precision} could not hold it. Shorter steps help against most of what does that."
)


def loss_overflows(case: Case) -> Finding | None:
    """Look for a loss that is not finite though all outputs are; that says how it ended, more than why.

    The softmax loss takes the logarithm of a sum of which one term is 1, and the logistic loss that of a number from
    1 to 2. But a difference of outputs beyond 3.4e38 overflows in float32, and a square of 1.8e19 does.
    """
    picture = last_picture(case)
    if picture is None or not broke_in_loss(case):
        return None
    spec = case.spec
    evidence = Text(OUTPUTS, rms=figure(picture.layers[-1].output.rms), precision=spec.precision)
    remedies = (*less_rate(spec, 2), *clipped(spec), *double(spec))
    return Finding(
        -1.0, Cause("loss overflows", Text(LOSS), evidence, Text(NO_LOG_OF_ZERO, precision=spec.precision), remedies)
    )


def unknown(case: Case) -> Cause:
    """Return the cause of which nothing is known."""
    spec = case.spec
    remedies = (*less_rate(spec), *clipped(spec), *batch_normalised(spec), *double(spec), *usual_start(spec))
    return Cause("unknown", Text(UNKNOWN), Text(NOTHING), Text(OFTEN, precision=spec.precision), remedies)
