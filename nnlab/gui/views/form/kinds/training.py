"""Losses and optimisers: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import Linear
from nnlab.gui.views.form.table import Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

LOSSES: Final = (
    Kind(
        "softmax",
        QT_TRANSLATE_NOOP("form", "Softmax"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "−ln(eˢʸ / Σⱼ eˢʲ), the score of the right class being sʸ"),
            QT_TRANSLATE_NOOP("form", "Cross-entropy of the softmax: for telling two or more classes apart."),
            QT_TRANSLATE_NOOP("form", "Starts at ln C when all classes score alike: 2.30 for ten."),
        ),
    ),
)

OPTIMIZERS: Final = (
    Kind(
        "sgd",
        QT_TRANSLATE_NOOP("form", "SGD"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "w ← w − rate · g"),
            QT_TRANSLATE_NOOP("form", "Plain steps against the gradient of each batch."),
            QT_TRANSLATE_NOOP(
                "form",
                "Slow along flat directions, zig-zags across steep ones. No memory of its own.",
            ),
        ),
    ),
    Kind(
        "momentum",
        QT_TRANSLATE_NOOP("form", "Momentum"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "v ← momentum · v + g,  w ← w − rate · v"),
            QT_TRANSLATE_NOOP("form", "Gathers speed along flat directions and evens out the zig-zag."),
            QT_TRANSLATE_NOOP("form", "One more number per parameter; it can overshoot."),
        ),
        (
            FieldRow(
                "momentum",
                QT_TRANSLATE_NOOP("form", "Momentum"),
                Number(Linear(0.05, 0, 0.95)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "steps become up to 1 / (1 − momentum) as long"),
                    QT_TRANSLATE_NOOP(
                        "form",
                        "How much of the last velocity is kept: 0.9 remembers about ten steps.",
                    ),
                    QT_TRANSLATE_NOOP("form", "The higher, the smaller the learning rate has to be."),
                ),
                0.9,
            ),
        ),
    ),
)
