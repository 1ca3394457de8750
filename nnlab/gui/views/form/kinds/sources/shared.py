"""Options that several sources have, each with a default of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from nnlab.gui.views.form.steps import Counts, OneTwoFive
from nnlab.gui.views.form.table import Explanation, FieldRow, Kind, Number
from nnlab.text import QT_TRANSLATE_NOOP

HOW_MANY: Final = Explanation(
    "",
    QT_TRANSLATE_NOOP("form", "How many examples are made, before they are split."),
    QT_TRANSLATE_NOOP("form", "An epoch takes time in proportion."),
)
HOW_MANY_CLASSES: Final = Explanation(
    QT_TRANSLATE_NOOP("form", "with softmax:  output units = classes,  first loss ≈ ln(classes)"),
    QT_TRANSLATE_NOOP("form", "How many classes there are to tell apart."),
)
SHIFT: Final = Explanation(
    QT_TRANSLATE_NOOP("form", "standard deviation of the shift of each point"),
    QT_TRANSLATE_NOOP("form", "Blurs the classes; the more, the harder, up to what no network can tell apart."),
)
ERROR: Final = Explanation(
    QT_TRANSLATE_NOOP("form", "standard deviation of what is added to each height"),
    QT_TRANSLATE_NOOP("form", "As errors of measurement would: a network that meets them too has learned by heart."),
    QT_TRANSLATE_NOOP("form", "On new examples no squared error can be smaller than noise²."),
)
GRAIN: Final = Explanation(
    QT_TRANSLATE_NOOP("form", "standard deviation, 1 being the range from black to white"),
    QT_TRANSLATE_NOOP("form", "The grain of the pictures: the more, the less the shapes stand out."),
)


def examples_row(default: int, most: int = 1_000_000) -> FieldRow:
    """Return the row for how many examples are made."""
    label = QT_TRANSLATE_NOOP("form", "Examples")
    return FieldRow("examples", label, Number(Counts(10, most), whole=True), HOW_MANY, default)


def classes_row(default: int, most: int) -> FieldRow:
    """Return the row for how many classes there are."""
    label = QT_TRANSLATE_NOOP("form", "Classes")
    return FieldRow("classes", label, Number(Counts(2, most), whole=True), HOW_MANY_CLASSES, default)


def noise_row(default: float, explanation: Explanation = SHIFT) -> FieldRow:
    """Return the row for how much chance there is in the examples."""
    label = QT_TRANSLATE_NOOP("form", "Noise")
    return FieldRow("noise", label, Number(OneTwoFive(0.001, 1, zero=True)), explanation, default)


def under(heading: str, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return ``kinds`` as a group of the list, with its heading above the first."""
    first, *others = kinds
    return replace(first, heading=heading), *others
