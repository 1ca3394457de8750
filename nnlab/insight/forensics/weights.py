"""Weights that are too large before the first step, and layers that make their outputs larger and larger."""

from __future__ import annotations

from nnlab.insight.forensics.course import layer_words
from nnlab.insight.forensics.diagnosis import Case, Cause, Finding
from nnlab.insight.forensics.numbers import decades, gains, normalizes, start_picture
from nnlab.insight.forensics.remedies import less_rate, usual_start
from nnlab.insight.remedies import batch_normalised, clipped
from nnlab.numerals import figure
from nnlab.text import QT_TRANSLATE_NOOP, Text
from nnlab.training.divergence import layer_name

LARGE_GAIN = 2.0
"""Weights so many times those of He are too large; Xavier's and orthogonal ones are smaller than these."""
LARGE_GROWTH = 1.5
"""Powers of ten."""

LARGE = QT_TRANSLATE_NOOP("nnlab", "The weights start too large")
TIMES_HE = QT_TRANSLATE_NOOP(
    "nnlab",
    "Before the first step the weights of {layer} are {gain} times those of He; such factors multiply to {all} over "
    "all layers.",
)
MULTIPLIES = QT_TRANSLATE_NOOP(
    "nnlab",
    "Each layer multiplies what passes through it, outputs on the way up and gradients on the way down. "
    "What is large after one layer is beyond all bounds after several.",
)
DEEP = QT_TRANSLATE_NOOP("nnlab", "Outputs grow layer by layer, and nothing normalises them")
GREW = QT_TRANSLATE_NOOP(
    "nnlab",
    "At the start, values before the activation have an RMS of {first} in layer 1, and of {last} in layer {layer}.",
)
NO_NORM = QT_TRANSLATE_NOOP(
    "nnlab",
    "A little growth in each layer is much in a deep net, and gradients grow with it. "
    "Batch normalisation brings each layer’s numbers back to one size.",
)


def weights_too_large(case: Case) -> Finding | None:
    """Compare the weights before the first step with those of He, layer by layer."""
    known = [(gain, index) for index, gain in enumerate(gains(case)) if gain is not None]
    largest, index = max(known, default=(0.0, 0))
    if largest < LARGE_GAIN:
        return None
    beyond = max(sum(decades(gain, 1) for gain, _ in known if gain > 1), growth(case))
    layer = layer_words(layer_name(index, len(case.spec.network.layers) + 1))
    evidence = Text(TIMES_HE, layer=layer, gain=figure(largest), all=figure(10.0 ** min(beyond, 300)))
    remedies = (*usual_start(case.spec), *batch_normalised(case.spec), *less_rate(case.spec, 2), *clipped(case.spec))
    return Finding(beyond, Cause("weights too large", Text(LARGE), evidence, Text(MULTIPLIES), remedies))


def outputs_grow(case: Case) -> Finding | None:
    """Look for hidden layers that make numbers larger, one after the other, of which none is normalised."""
    beyond, picture, spec = growth(case), start_picture(case), case.spec
    if picture is None or beyond < LARGE_GROWTH or any(normalizes(layer) for layer in spec.network.layers):
        return None
    first, last = picture.layers[0].preactivation.rms, picture.layers[-2].preactivation.rms
    evidence = Text(GREW, first=figure(first), last=figure(last), layer=str(len(spec.network.layers)))
    remedies = (*batch_normalised(spec), *usual_start(spec), *less_rate(spec, 2), *clipped(spec))
    return Finding(beyond, Cause("no normalisation", Text(DEEP), evidence, Text(NO_NORM), remedies))


def growth(case: Case) -> float:
    """Return by how many powers of ten preactivations grew from the first hidden layer to the last, before step 1.

    0 where that is not recorded.
    """
    picture = start_picture(case)
    if picture is None or not picture.is_finite:
        return 0.0
    first, last = picture.layers[0].preactivation.rms, picture.layers[-2].preactivation.rms
    return decades(last, first) if first > 0 and last > 0 else 0.0
