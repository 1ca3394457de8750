"""Initialisations: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import OneTwoFive
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

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
    Kind(
        "orthogonal",
        QT_TRANSLATE_NOOP("form", "Orthogonal"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "WᵀW = gain² · I,  or  WWᵀ = gain² · I"),
            QT_TRANSLATE_NOOP(
                "form",
                "Turns without stretching: through linear layers of one width, signals and gradients keep their size.",
            ),
            QT_TRANSLATE_NOOP(
                "form",
                "The start takes longer for wide layers. A bend after each layer loses some of it again.",
            ),
        ),
        (
            FieldRow(
                "gain",
                QT_TRANSLATE_NOOP("form", "Gain"),
                Number(OneTwoFive(1e-3, 1000, zero=True)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "length of each row or column"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "1 keeps the length of what passes; √2 ≈ 1.41 makes up for the half that ReLU cuts off.",
                    ),
                ),
                1.0,
            ),
        ),
    ),
)
