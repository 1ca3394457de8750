"""Whether signal and gradient get through all layers: vanishing, exploding, saturation."""

from __future__ import annotations

from typing import Final

from nnlab.insight.hints.hint import Evidence, Hint
from nnlab.insight.hints.readings import gradient_sizes, has_learned, latest, names
from nnlab.insight.remedies import batch_normalised, clipped, fitting_init, relu
from nnlab.numerals import figure, percent
from nnlab.text import QT_TRANSLATE_NOOP, Text

FEWEST: Final = 3
"""Hidden layers over which something can vanish."""
VANISHED: Final = 1e-3
"""Of the gradient at the highest hidden layer: ten sigmoid layers leave a millionth, healthy nets about all of it."""
EXPLODED: Final = 1e3
FADED: Final = 0.1
"""Of the spread of the lowest hidden layer: ten layers of weights of 0.01 leave a millionth, ReLU with Xavier 0.05."""
SATURATED: Final = 0.5
"""Of a layer's outputs; a tanh net that learned well has a few percent."""


def vanishing(evidence: Evidence) -> Hint | None:
    """Point at a gradient that gets lost on its way down."""
    sizes = gradient_sizes(evidence)
    if len(sizes) < FEWEST or not sizes[0] or not sizes[-1] or sizes[0] > VANISHED * sizes[-1]:
        return None
    if has_learned(evidence):
        return None
    return Hint(
        key="vanishing gradient",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The gradient vanishes on its way down")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "RMS gradient per weight: {top} in layer {last}, {bottom} in layer 1."),
            top=figure(sizes[-1]),
            bottom=figure(sizes[0]),
            last=names(evidence)[len(sizes) - 1],
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "Every layer multiplies the gradient by its slope and its weights, and here each factor is far below "
                "1. The lowest layers get next to nothing and stay as they began.",
            )
        ),
        remedies=(*batch_normalised(evidence.spec), *relu(evidence.spec)),
        view="gradients",
        lesson="vanishing-gradients",
    )


def exploding(evidence: Evidence) -> Hint | None:
    """Point at a gradient that grows on its way down."""
    sizes = gradient_sizes(evidence)
    if len(sizes) < FEWEST or not sizes[0] or not sizes[-1] or sizes[0] < EXPLODED * sizes[-1]:
        return None
    return Hint(
        key="exploding gradient",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The gradient explodes on its way down")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "RMS gradient per weight: {top} in layer {last}, {bottom} in layer 1."),
            top=figure(sizes[-1]),
            bottom=figure(sizes[0]),
            last=names(evidence)[len(sizes) - 1],
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The weights are so large that every layer multiplies the gradient. No learning rate suits the lowest "
                "and the highest layer at once.",
            )
        ),
        remedies=(*fitting_init(evidence.spec), *batch_normalised(evidence.spec), *clipped(evidence.spec)),
        view="gradients",
        lesson="weight-scale",
    )


def fading(evidence: Evidence) -> Hint | None:
    """Point at outputs that shrink from layer to layer, and with them all gradients."""
    picture = latest(evidence)
    is_normalised = any(layer.normalization for layer in evidence.spec.network.layers)  # and shrinks nothing
    if picture is None or len(picture.layers) <= FEWEST or is_normalised or has_learned(evidence):
        return None
    lowest, highest = picture.layers[0].output.rms, picture.layers[-2].output.rms
    if not 0 < highest < FADED * lowest:
        return None
    return Hint(
        key="fading signal",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "The signal fades from layer to layer")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "Outputs of layer 1 have an RMS of {lowest}, those of layer {last} {highest}."),
            lowest=figure(lowest),
            highest=figure(highest),
            last=names(evidence)[-2],
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "The weights are too small for the number of inputs, so each layer passes on less. What reaches the "
                "output no longer tells the examples apart, and the gradients shrink with it.",
            )
        ),
        remedies=(*fitting_init(evidence.spec), *batch_normalised(evidence.spec)),
        view="activations",
        lesson="weight-scale",
    )


def saturation(evidence: Evidence) -> Hint | None:
    """Point at units that sit where their activation is flat."""
    picture = latest(evidence)
    shares = {index: layer.shares.saturated or 0.0 for index, layer in enumerate(picture.layers)} if picture else {}
    worst = max(shares, key=lambda index: shares[index], default=None)
    if worst is None or shares[worst] < SATURATED:
        return None
    return Hint(
        key="saturation",
        title=Text(QT_TRANSLATE_NOOP("nnlab", "Units are saturated")),
        reading=Text(
            QT_TRANSLATE_NOOP("nnlab", "{share} of the outputs of layer {layer} lie at the ends of its activation."),
            share=percent(shares[worst]),
            layer=names(evidence)[worst],
        ),
        why=Text(
            QT_TRANSLATE_NOOP(
                "nnlab",
                "At its ends the activation is flat: its slope is near 0 and lets no gradient through. Smaller weights "
                "or batch normalisation bring the units back to where it bends.",
            )
        ),
        remedies=(*fitting_init(evidence.spec), *batch_normalised(evidence.spec)),
        view="activations",
        lesson="weight-scale",
    )
