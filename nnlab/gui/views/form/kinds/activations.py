"""Activations: another kind is another row here, and nothing else in the form.

What is a matter of fact about a function, its engine class says; the rows here say why one uses it and what it costs.
"""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.facts import with_facts
from nnlab.gui.views.form.steps import Counts, Linear, OneTwoFive
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

SLOPE: Final = QT_TRANSLATE_NOOP("form", "Slope")

LEAKY_SLOPE: Final = FieldRow(
    "slope",
    SLOPE,
    Number(OneTwoFive(1e-4, 1, zero=True)),
    Explanation(
        QT_TRANSLATE_NOOP("form", "f(x) = slope · x  below zero"),
        QT_TRANSLATE_NOOP("form", "How much of the gradient gets through below zero."),
        QT_TRANSLATE_NOOP("form", "0 is ReLU; at 1 the bend is gone, and the layer is linear."),
    ),
    0.01,
)
LEARNED_SLOPE: Final = FieldRow(
    "slope",
    SLOPE,
    Number(Linear(0.05, -1, 1)),
    Explanation(
        QT_TRANSLATE_NOOP("form", "f(x) = slope · x  below zero"),
        QT_TRANSLATE_NOOP("form", "Where the learned slope starts: 0.25 is what its inventors took."),
        QT_TRANSLATE_NOOP("form", "Training moves it from there, up or down."),
    ),
    0.25,
)
PER: Final = FieldRow(
    "per",
    QT_TRANSLATE_NOOP("form", "One slope per"),
    Choice((("layer", QT_TRANSLATE_NOOP("form", "layer")), ("unit", QT_TRANSLATE_NOOP("form", "unit")))),
    Explanation(
        QT_TRANSLATE_NOOP("form", "1 more parameter,  or  as many as units"),
        QT_TRANSLATE_NOOP("form", "One slope for the whole layer is easy to read; one for each unit can fit more."),
    ),
    "layer",
)
ALPHA: Final = FieldRow(
    "alpha",
    QT_TRANSLATE_NOOP("form", "Alpha"),
    Number(OneTwoFive(0.01, 100)),
    Explanation(
        QT_TRANSLATE_NOOP("form", "f(x) → −alpha  for very negative x"),
        QT_TRANSLATE_NOOP("form", "How far down it goes; only at 1 is there no kink at zero."),
    ),
    1.0,
)
PIECES: Final = FieldRow(
    "pieces",
    QT_TRANSLATE_NOOP("form", "Pieces"),
    Number(Counts(2, 100), whole=True),
    Explanation(
        QT_TRANSLATE_NOOP("form", "parameters = pieces × (inputs × units + units)"),
        QT_TRANSLATE_NOOP("form", "How many affine pieces each unit takes the largest of: more make rounder bends."),
        QT_TRANSLATE_NOOP("form", "Parameters, memory and time of the layer grow with it."),
    ),
    2,
)

ACTIVATIONS: Final = with_facts(
    Kind(
        "linear",
        QT_TRANSLATE_NOOP("form", "Linear"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "To see what the bend is for: without one, many layers are worth a single one."),
            QT_TRANSLATE_NOOP("form", "No boundary but a straight one can be learned, however deep the network."),
        ),
    ),
    Kind(
        "sigmoid",
        QT_TRANSLATE_NOOP("form", "Sigmoid"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP(
                "form", "Squeezes into 0 … 1, like a rate of firing. Its place is the output, not a hidden layer."
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "Slope at most 0.25 and almost none at |x| = 10, so gradients die going down; "
                "outputs are never negative, so the steps zig-zag.",
            ),
        ),
    ),
    Kind(
        "tanh",
        QT_TRANSLATE_NOOP("form", "Tanh"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "Squeezes into −1 … 1 and is centred on zero, unlike the sigmoid."),
            QT_TRANSLATE_NOOP("form", "Still saturates at both ends, and gradients die there."),
        ),
    ),
    Kind(
        "relu",
        QT_TRANSLATE_NOOP("form", "ReLU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "Does not saturate above zero, is cheap, and trains fast: try it first."),
            QT_TRANSLATE_NOOP("form", "Below zero it has no gradient: a unit can fall silent on every example."),
        ),
    ),
    Kind(
        "leaky_relu",
        QT_TRANSLATE_NOOP("form", "Leaky ReLU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "ReLU with a small slope below zero, so that no unit is without a gradient."),
            QT_TRANSLATE_NOOP("form", "One more number to choose. It often does no better than ReLU: compare."),
        ),
        (LEAKY_SLOPE,),
    ),
    Kind(
        "prelu",
        QT_TRANSLATE_NOOP("form", "PReLU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "Leaky ReLU that learns its slope below zero along with the weights."),
            QT_TRANSLATE_NOOP("form", "A few more parameters; the L2 and L1 penalties leave the slope alone."),
        ),
        (LEARNED_SLOPE, PER),
    ),
    Kind(
        "elu",
        QT_TRANSLATE_NOOP("form", "ELU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP(
                "form", "Bends smoothly and goes below zero, so that its outputs have a mean nearer zero."
            ),
            QT_TRANSLATE_NOOP("form", "Saturates far below zero, and the exponential takes time."),
        ),
        (ALPHA,),
    ),
    Kind(
        "maxout",
        QT_TRANSLATE_NOOP("form", "Maxout"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "Learns its own bend: ReLU and leaky ReLU are among what two pieces can be."),
            QT_TRANSLATE_NOOP("form", "With two pieces the layer has twice the parameters and the work."),
        ),
        (PIECES,),
    ),
    Kind(
        "selu",
        QT_TRANSLATE_NOOP("form", "SELU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP(
                "form", "A scaled ELU that pulls mean and spread of the outputs back to 0 and 1, layer by layer."
            ),
            QT_TRANSLATE_NOOP(
                "form", "Holds for weights of std 1/√inputs (Xavier) and centred, normalised inputs; not with dropout."
            ),
        ),
    ),
    Kind(
        "gelu",
        QT_TRANSLATE_NOOP("form", "GELU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "ReLU with a smooth bend, usual in transformers."),
            QT_TRANSLATE_NOOP("form", "Dear to compute; in small networks it often hardly differs from ReLU."),
        ),
    ),
    Kind(
        "silu",
        QT_TRANSLATE_NOOP("form", "SiLU"),
        Explanation(
            "",
            QT_TRANSLATE_NOOP("form", "x times its sigmoid, also called swish: much like GELU."),
            QT_TRANSLATE_NOOP("form", "Dearer than ReLU; dips a little below zero."),
        ),
    ),
)
