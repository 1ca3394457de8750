"""Schedules of the learning rate: another kind is another row here, and nothing else in the form."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.steps import Counts, NearOne, OneTwoFive
from nnlab.gui.views.form.table import Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

GAMMA: Final = QT_TRANSLATE_NOOP("form", "Gamma")
EPOCHS: Final = QT_TRANSLATE_NOOP("form", "epochs")

WARMUP: Final = FieldRow(
    "warmup",
    QT_TRANSLATE_NOOP("form", "Warm-up"),
    Number(Counts(0), unit=EPOCHS),
    Explanation(
        QT_TRANSLATE_NOOP("form", "rate · epoch / warm-up,  until then"),
        QT_TRANSLATE_NOOP(
            "form", "The rate first rises evenly from zero, so that the first, roughest gradients do little harm."
        ),
        QT_TRANSLATE_NOOP("form", "Slow at first. The schedule counts from its end."),
    ),
    0.0,
)

SCHEDULES: Final = (
    Kind(
        "constant",
        QT_TRANSLATE_NOOP("form", "Constant"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "rate"),
            QT_TRANSLATE_NOOP("form", "The learning rate stays as it is: one thing less to think of."),
            QT_TRANSLATE_NOOP("form", "Late in a run the loss often jitters where a lower rate would settle."),
        ),
        (WARMUP,),
    ),
    Kind(
        "step",
        QT_TRANSLATE_NOOP("form", "Step"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "rate · gamma^⌊epoch / every⌋"),
            QT_TRANSLATE_NOOP("form", "Lowers the rate all at once, which shows in the curve as a drop of the loss."),
            QT_TRANSLATE_NOOP("form", "Two more numbers to choose; too early and the run crawls."),
        ),
        (
            FieldRow(
                "step_size",
                QT_TRANSLATE_NOOP("form", "Step every"),
                Number(Counts(), whole=True, unit=EPOCHS),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "rate · gamma^⌊epoch / every⌋"),
                    QT_TRANSLATE_NOOP("form", "After how many epochs the rate is lowered, again and again."),
                    QT_TRANSLATE_NOOP("form", "More than the run has, and it never is."),
                ),
                10,
            ),
            FieldRow(
                "gamma",
                GAMMA,
                Number(OneTwoFive(0.001, 1)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "rate ← rate · gamma,  at each step"),
                    QT_TRANSLATE_NOOP("form", "What the rate is multiplied by: 0.1 makes it a tenth."),
                ),
                0.1,
            ),
            WARMUP,
        ),
    ),
    Kind(
        "exponential",
        QT_TRANSLATE_NOOP("form", "Exponential"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "rate · gamma^epoch"),
            QT_TRANSLATE_NOOP("form", "Lowers the rate evenly, by the same share each epoch."),
            QT_TRANSLATE_NOOP("form", "In long runs nothing is left of it: 0.95 makes a tenth in 45 epochs."),
        ),
        (
            FieldRow(
                "gamma",
                GAMMA,
                Number(NearOne(low=0.01)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "rate · gamma^epoch"),
                    QT_TRANSLATE_NOOP("form", "What is left of the rate after an epoch."),
                ),
                0.95,
            ),
            WARMUP,
        ),
    ),
    Kind(
        "inverse_time",
        QT_TRANSLATE_NOOP("form", "Inverse time"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "rate / (1 + decay · epoch)"),
            QT_TRANSLATE_NOOP("form", "Falls fast at first and ever more slowly, never to nothing."),
            QT_TRANSLATE_NOOP("form", "One more number to choose."),
        ),
        (
            FieldRow(
                "decay",
                QT_TRANSLATE_NOOP("form", "Decay"),
                Number(OneTwoFive(1e-4, 1e4, zero=True)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "half the rate after 1 / decay epochs"),
                    QT_TRANSLATE_NOOP("form", "How fast the rate falls; 0 keeps it."),
                ),
                0.1,
            ),
            WARMUP,
        ),
    ),
    Kind(
        "cosine",
        QT_TRANSLATE_NOOP("form", "Cosine"),
        Explanation(
            QT_TRANSLATE_NOOP("form", "lowest + ½ · (rate − lowest) · (1 + cos(π · epoch / epochs))"),
            QT_TRANSLATE_NOOP("form", "High for long, then gently down to the lowest rate at the last epoch."),
            QT_TRANSLATE_NOOP("form", "Goes by the number of epochs: another number is another schedule."),
        ),
        (
            FieldRow(
                "eta_min",
                QT_TRANSLATE_NOOP("form", "Lowest rate"),
                Number(OneTwoFive(1e-8, 1e4, zero=True)),
                Explanation(
                    QT_TRANSLATE_NOOP("form", "the rate at the last epoch"),
                    QT_TRANSLATE_NOOP("form", "Where the rate ends; 0 is usual."),
                ),
                0.0,
            ),
            WARMUP,
        ),
    ),
)
