"""Losses: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.table import Explanation, Kind
from nnlab.text import QT_TRANSLATE_NOOP

LOSSES: Final = (
    Kind(
        "softmax",
        QT_TRANSLATE_NOOP("form", "Softmax"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "−ln(exp(s) / Σⱼ exp(sⱼ)), s being the score of the right class"),
            QT_TRANSLATE_NOOP("form", "Cross-entropy of the softmax: for telling two or more classes apart."),
            QT_TRANSLATE_NOOP("form", "Starts at ln C when all classes score alike: 2.30 for ten."),
        ),
    ),
    Kind(
        "logistic",
        QT_TRANSLATE_NOOP("form", "Logistic"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "−ln p for the second class, −ln(1 − p) for the first;  p = 1 / (1 + e⁻ˢ)"),
            QT_TRANSLATE_NOOP(
                "form", "For two classes: one output, whose sigmoid is the probability of the second class."
            ),
            QT_TRANSLATE_NOOP("form", "Takes two classes, no more. Starts at ln 2 ≈ 0.69 when the score is 0."),
        ),
    ),
    Kind(
        "hinge",
        QT_TRANSLATE_NOOP("form", "Hinge (SVM)"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "Σ max(0, sⱼ − s + 1) over wrong classes j, s being the right one's score"),
            QT_TRANSLATE_NOOP("form", "Content once the right class leads each other by 1; more is not asked for."),
            QT_TRANSLATE_NOOP(
                "form", "Scores are no probabilities. Starts at C − 1 when all classes score alike: 9 for ten."
            ),
        ),
    ),
    Kind(
        "mse",
        QT_TRANSLATE_NOOP("form", "Squared error"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "mean of (output − target)²"),
            QT_TRANSLATE_NOOP(
                "form", "For numbers to be met. Of classes, the target is 1 for the right one and 0 for the others."
            ),
            QT_TRANSLATE_NOOP(
                "form", "Starts at 1 / C when all scores are 0: 0.1 for ten. For classes softmax usually learns faster."
            ),
        ),
    ),
)
