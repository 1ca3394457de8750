"""The fields of the training section as data."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.steps import Counts, Doubling, OneTwoFive
from nnlab.gui.views.form.table import Choice, FieldRow, Number
from nnlab.text import QT_TRANSLATE_NOOP

LARGEST_SEED: Final = 2**53
OFF: Final = QT_TRANSLATE_NOOP("form", "off")
PENALTY: Final = Number(OneTwoFive(1e-8, 1e4, zero=True))

LOSS: Final = QT_TRANSLATE_NOOP("form", "Loss")
OPTIMIZER: Final = QT_TRANSLATE_NOOP("form", "Optimiser")
SCHEDULE: Final = QT_TRANSLATE_NOOP("form", "Schedule")

LEARNING_RATE: Final = FieldRow(
    "training.learning_rate",
    QT_TRANSLATE_NOOP("form", "Learning rate"),
    Number(OneTwoFive(1e-8, 1e4)),
    FIELDS["training.learning_rate"],
)
BATCH_SIZE: Final = FieldRow(
    "training.batch_size",
    QT_TRANSLATE_NOOP("form", "Batch size"),
    Number(Doubling(), whole=True),
    FIELDS["training.batch_size"],
)
EPOCHS: Final = FieldRow(
    "training.epochs",
    QT_TRANSLATE_NOOP("form", "Epochs"),
    Number(Counts(), whole=True),
    FIELDS["training.epochs"],
)
L2: Final = FieldRow("training.l2", QT_TRANSLATE_NOOP("form", "L2 penalty"), PENALTY, FIELDS["training.l2"])
L1: Final = FieldRow("training.l1", QT_TRANSLATE_NOOP("form", "L1 penalty"), PENALTY, FIELDS["training.l1"])
CLIP_NORM: Final = FieldRow(
    "training.clip_norm",
    QT_TRANSLATE_NOOP("form", "Clip gradient"),
    Number(OneTwoFive(1e-4, 1e4), empty=OFF),
    FIELDS["training.clip_norm"],
)
EARLY_STOPPING: Final = FieldRow(
    "training.early_stopping",
    QT_TRANSLATE_NOOP("form", "Early stopping"),
    Number(Counts(), whole=True, empty=OFF, unit=QT_TRANSLATE_NOOP("form", "epochs")),
    FIELDS["training.early_stopping"],
)
SEED: Final = FieldRow(
    "seed",
    QT_TRANSLATE_NOOP("form", "Seed"),
    Number(Counts(0, LARGEST_SEED), whole=True),
    FIELDS["seed"],
)
PRECISION: Final = FieldRow(
    "precision",
    QT_TRANSLATE_NOOP("form", "Precision"),
    Choice(
        (
            ("float32", QT_TRANSLATE_NOOP("form", "32 bits")),
            ("float64", QT_TRANSLATE_NOOP("form", "64 bits")),
        )
    ),
    FIELDS["precision"],
)
