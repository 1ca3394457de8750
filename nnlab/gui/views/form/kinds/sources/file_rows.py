"""Options that several kinds of files have."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Path
from nnlab.text import QT_TRANSLATE_NOOP

FOUND_OUT: Final = QT_TRANSLATE_NOOP("form", "found out")
NONE_YET: Final = Path(QT_TRANSLATE_NOOP("form", "none chosen yet"))
LABELS: Final = QT_TRANSLATE_NOOP("form", "Labels")
FILE: Final = QT_TRANSLATE_NOOP("form", "File")

TASK: Final = FieldRow(
    "task",
    QT_TRANSLATE_NOOP("form", "To predict"),
    Choice(
        (
            (None, FOUND_OUT),
            ("classes", QT_TRANSLATE_NOOP("form", "classes")),
            ("numbers", QT_TRANSLATE_NOOP("form", "numbers")),
        )
    ),
    Explanation(
        QT_TRANSLATE_NOOP("form", "one of several classes,  or  a number to be met"),
        QT_TRANSLATE_NOOP("form", "Text is of classes; for numbers it is a guess: 1 to 5 may be grades or amounts."),
    ),
)


def path_row(label: str, why: str) -> FieldRow:
    """Return the row for where the data lie."""
    return FieldRow("path", label, NONE_YET, Explanation("", why), "")
