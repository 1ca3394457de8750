"""The fields of a layer as data."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.explanations import FIELDS
from nnlab.gui.views.form.steps import Counts, Linear
from nnlab.gui.views.form.table import FieldRow, Number
from nnlab.text import QT_TRANSLATE_NOOP

ACTIVATION: Final = QT_TRANSLATE_NOOP("form", "Activation")
INIT: Final = QT_TRANSLATE_NOOP("form", "Init")
BIAS_WORD: Final = QT_TRANSLATE_NOOP("form", "Bias")
ANY_BIAS: Final = Number(Linear(0.01, -1000, 1000))

UNITS: Final = FieldRow(
    "units",
    QT_TRANSLATE_NOOP("form", "Units"),
    Number(Counts(1, 100_000), whole=True),
    FIELDS["network.layers.units"],
)
DROPOUT: Final = FieldRow(
    "dropout",
    QT_TRANSLATE_NOOP("form", "Dropout"),
    Number(Linear(0.05, 0, 0.95)),
    FIELDS["network.layers.dropout"],
)
BIAS: Final = FieldRow("bias", BIAS_WORD, ANY_BIAS, FIELDS["network.layers.bias"])
OUTPUT_BIAS: Final = FieldRow("bias", BIAS_WORD, ANY_BIAS, FIELDS["network.output.bias"])
