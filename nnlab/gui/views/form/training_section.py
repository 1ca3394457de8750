"""The section of the training: loss, optimiser, rate, penalty, batches, epochs and seed."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.training import LOSSES, OPTIMIZERS
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.steps import Counts, Doubling, OneTwoFive
from nnlab.gui.views.form.table import Choice, FieldRow, Number
from nnlab.gui.views.form.words import translate
from nnlab.text import QT_TRANSLATE_NOOP

LARGEST_SEED: Final = 2**53

ROWS: Final = (
    FieldRow(
        "training.learning_rate",
        QT_TRANSLATE_NOOP("form", "Learning rate"),
        Number(OneTwoFive(1e-8, 1e4)),
        FIELDS["training.learning_rate"],
    ),
    FieldRow(
        "training.l2",
        QT_TRANSLATE_NOOP("form", "L2 penalty"),
        Number(OneTwoFive(1e-8, 1e4, zero=True)),
        FIELDS["training.l2"],
    ),
    FieldRow(
        "training.batch_size",
        QT_TRANSLATE_NOOP("form", "Batch size"),
        Number(Doubling(), whole=True),
        FIELDS["training.batch_size"],
    ),
    FieldRow(
        "training.epochs",
        QT_TRANSLATE_NOOP("form", "Epochs"),
        Number(Counts(), whole=True),
        FIELDS["training.epochs"],
    ),
    FieldRow(
        "seed",
        QT_TRANSLATE_NOOP("form", "Seed"),
        Number(Counts(0, LARGEST_SEED), whole=True),
        FIELDS["seed"],
    ),
    FieldRow(
        "precision",
        QT_TRANSLATE_NOOP("form", "Precision"),
        Choice(
            (
                ("float32", QT_TRANSLATE_NOOP("form", "32 bits")),
                ("float64", QT_TRANSLATE_NOOP("form", "64 bits")),
            )
        ),
        FIELDS["precision"],
    ),
)
LOSS: Final = QT_TRANSLATE_NOOP("form", "Loss")
OPTIMIZER: Final = QT_TRANSLATE_NOOP("form", "Optimiser")


class TrainingSection(Section):
    """How the weights are found."""

    def __init__(self) -> None:
        super().__init__(translate("form", "Training"), "training", is_open=False)
        self.add_kinds("training.loss", KindBinding(LOSS, LOSSES, FIELDS["training.loss"], self))
        self._optimizer = KindBinding(OPTIMIZER, OPTIMIZERS, FIELDS["training.optimizer"], self)
        self.add_kinds("training.optimizer", self._optimizer)
        self._fields = {row.path: FieldBinding(row, self) for row in ROWS}
        for path, field in self._fields.items():
            self.add_field(path, field)
        self.hide_summary_when_open()

    def refresh(self) -> None:
        """Let the heading say what it hides."""
        super().refresh()
        words = {
            "optimizer": self._optimizer.choice.words,
            "rate": self._fields["training.learning_rate"].words,
            "epochs": self._fields["training.epochs"].words,
        }
        long = translate("form", "{optimizer} · {rate} · {epochs} epochs")
        short = translate("form", "{optimizer} · {rate}")
        self.set_summary(long.format(**words), short.format(**words), words["rate"])
