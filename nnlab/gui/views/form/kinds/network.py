"""Activations and initialisations: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import OneTwoFive
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

ACTIVATIONS: Final = (
    Kind(
        "sigmoid",
        QT_TRANSLATE_NOOP("form", "Sigmoid"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "f(x) = 1 / (1 + e⁻ˣ)"),
            QT_TRANSLATE_NOOP(
                "form",
                "Squeezes into 0 … 1, like a rate of firing. Its place is the output, not a hidden layer.",
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "Slope at most 0.25 and none at |x| = 10, so gradients die going down; "
                "outputs are never negative; e⁻ˣ takes time.",
            ),
        ),
    ),
    Kind(
        "tanh",
        QT_TRANSLATE_NOOP("form", "Tanh"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "f(x) = tanh x"),
            QT_TRANSLATE_NOOP("form", "Squeezes into −1 … 1 and is centred on zero, unlike the sigmoid."),
            QT_TRANSLATE_NOOP("form", "Still saturates at both ends, and gradients die there."),
        ),
    ),
    Kind(
        "relu",
        QT_TRANSLATE_NOOP("form", "ReLU"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "f(x) = max(0, x)"),
            QT_TRANSLATE_NOOP(
                "form",
                "Does not saturate above zero, is cheap, and trains fast: try it first.",
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "Below zero it has no gradient: a unit can fall silent on every example.",
            ),
        ),
    ),
)

INITIALIZERS: Final = (
    Kind(
        "zeros",
        QT_TRANSLATE_NOOP("form", "Zeros"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "W = 0"),
            QT_TRANSLATE_NOOP(
                "form",
                "To see why not: all units of a layer are the same, and stay the same.",
            ),
            QT_TRANSLATE_NOOP("form", "The layer is worth a single unit."),
        ),
    ),
    Kind(
        "normal",
        QT_TRANSLATE_NOOP("form", "Normal"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "W ~ N(0, std²)"),
            QT_TRANSLATE_NOOP("form", "One deviation for every layer, whatever its width."),
            QT_TRANSLATE_NOOP("form", "0.01 fades in deep networks, 1.0 saturates them."),
        ),
        (
            FieldRow(
                "std",
                QT_TRANSLATE_NOOP("form", "Weight std"),
                Number(OneTwoFive(1e-6, 1000, zero=True)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "W ~ N(0, std²)"),
                    QT_TRANSLATE_NOOP("form", "The standard deviation of the weights at the start."),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "Many inputs need small weights, few need large ones: about 1/√inputs.",
                    ),
                ),
                0.01,
            ),
        ),
    ),
    Kind(
        "xavier",
        QT_TRANSLATE_NOOP("form", "Xavier"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "std = 1 / √fan_in"),
            QT_TRANSLATE_NOOP("form", "Keeps the spread through many tanh layers."),
            QT_TRANSLATE_NOOP("form", "With ReLU half the variance is lost at each layer."),
        ),
        (
            FieldRow(
                "fan",
                QT_TRANSLATE_NOOP("form", "Fan"),
                Choice(
                    (
                        ("in", QT_TRANSLATE_NOOP("form", "inputs")),
                        ("average", QT_TRANSLATE_NOOP("form", "average")),
                    )
                ),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "1/√fan_in,  or  √(2/(fan_in + fan_out))"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "By inputs keeps the outputs' spread; the average also minds the gradients on their way back.",
                    ),
                ),
                "in",
            ),
        ),
    ),
    Kind(
        "he",
        QT_TRANSLATE_NOOP("form", "He"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "std = √(2 / fan_in)"),
            QT_TRANSLATE_NOOP(
                "form",
                "Xavier with a factor for the half that ReLU cuts off: its spread survives.",
            ),
            QT_TRANSLATE_NOOP("form", "Too large for tanh in deep networks, which then saturate a little."),
        ),
    ),
)
