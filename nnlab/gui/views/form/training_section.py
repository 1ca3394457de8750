"""The section of the training: loss, optimiser, rate, penalty, batches, epochs and seed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from PySide6.QtWidgets import QWidget

from nnlab.gui.views.form.binding import Place
from nnlab.gui.views.form.early_stopping_binding import EarlyStoppingBinding
from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.field_binding import FieldBinding
from nnlab.gui.views.form.kind_binding import KindBinding
from nnlab.gui.views.form.kinds.losses import LOSSES
from nnlab.gui.views.form.kinds.optimizers import OPTIMIZERS
from nnlab.gui.views.form.kinds.schedules import SCHEDULES
from nnlab.gui.views.form.row import Row
from nnlab.gui.views.form.section import Section
from nnlab.gui.views.form.table import FieldRow
from nnlab.gui.views.form.training_rows import (
    BATCH_SIZE,
    CLIP_NORM,
    EARLY_STOPPING,
    EPOCHS,
    L1,
    L2,
    LEARNING_RATE,
    LOSS,
    OPTIMIZER,
    PRECISION,
    SCHEDULE,
    SEED,
)
from nnlab.gui.views.form.words import translate


class TrainingSection(Section):
    """How the weights are found: what everybody chooses, and the rest behind a heading of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("form", "Training"), "training", parent, is_open=False)
        self._optimizer = KindBinding(OPTIMIZER, OPTIMIZERS, FIELDS["training.optimizer"], self)
        self.add_kinds("training.loss", KindBinding(LOSS, LOSSES, FIELDS["training.loss"], self))
        self.add_kinds("training.optimizer", self._optimizer)
        self._rate = self._add(LEARNING_RATE)
        self.add_kinds("training.schedule", KindBinding(SCHEDULE, SCHEDULES, FIELDS["training.schedule"], self))
        self._add(BATCH_SIZE)
        self._epochs = self._add(EPOCHS)
        self._add(L2)
        self.add_section(More(self._optimizer))
        self.hide_summary_when_open()

    def refresh(self) -> None:
        """Let the heading say what it hides."""
        super().refresh()
        words = {
            "optimizer": self._optimizer.choice.words,
            "rate": self._rate.words,
            "epochs": self._epochs.words,
        }
        long = translate("form", "{optimizer} · {rate} · {epochs} epochs")
        short = translate("form", "{optimizer} · {rate}")
        self.set_summary(long.format(**words), short.format(**words), words["rate"])

    def _add(self, row: FieldRow) -> FieldBinding:
        field = FieldBinding(row, self)
        self.add_field(row.path, field)
        return field


class More(Section):
    """What is left alone more often than not, the finer options of the optimiser among it.

    Parameters
    ----------
    optimizer : KindBinding
    """

    def __init__(self, optimizer: KindBinding) -> None:
        super().__init__(translate("form", "More"), "training", is_open=False, is_bold=False)
        self._optimizer = optimizer
        self.set_owner(translate("form", "Training"))
        self.add_field(L1.path, FieldBinding(L1, self))
        self.add_field(CLIP_NORM.path, FieldBinding(CLIP_NORM, self))
        patience = EarlyStoppingBinding(EARLY_STOPPING, self)
        self.fields.add(EARLY_STOPPING.path, patience)
        self.add(Row(patience.field))
        self.add(optimizer.fine)
        for row in (SEED, PRECISION):
            self.add_field(row.path, FieldBinding(row, self))

    def _hidden(self) -> Iterator[Place]:
        fine = (place for _, place in self._optimizer.fine_places())
        return chain(super()._hidden(), fine)
