"""Tables as text. What is null is found out from the file; what hardly ever has to be corrected stands apart."""

from __future__ import annotations

from typing import Final

from nnlab.gui.views.form.kinds.sources.file_rows import FILE, TASK, path_row
from nnlab.gui.views.form.table import Choice, Explanation, FieldRow, Kind, Words
from nnlab.text import QT_TRANSLATE_NOOP

GUESSED: Final = QT_TRANSLATE_NOOP("form", "guessed")

CSV: Final = Kind(
    "csv",
    QT_TRANSLATE_NOOP("form", "CSV table"),
    Explanation(
        QT_TRANSLATE_NOOP("form", "an example a row, a feature a column, one of them the label"),
        QT_TRANSLATE_NOOP("form", "What a spreadsheet writes. Its form is guessed, and can be put right here."),
        QT_TRANSLATE_NOOP("form", "Text becomes numbers: one feature for each different word of a column."),
    ),
    (
        path_row(
            FILE,
            QT_TRANSLATE_NOOP("form", "The table as text: .csv, .tsv or .txt. It is read, never changed."),
        ),
        FieldRow(
            "label",
            QT_TRANSLATE_NOOP("form", "Label column"),
            Words(empty=GUESSED),
            Explanation(
                "",
                QT_TRANSLATE_NOOP("form", "The column to be predicted; all others are features."),
                QT_TRANSLATE_NOOP("form", "By its name, or by its number from 1 where the columns have no names."),
            ),
        ),
        TASK,
        FieldRow(
            "missing",
            QT_TRANSLATE_NOOP("form", "Missing values"),
            Choice(
                (
                    ("refuse", QT_TRANSLATE_NOOP("form", "refuse")),
                    ("drop", QT_TRANSLATE_NOOP("form", "drop rows")),
                    ("fill", QT_TRANSLATE_NOOP("form", "fill in")),
                )
            ),
            Explanation(
                "",
                QT_TRANSLATE_NOOP("form", "Empty fields are reported by row and column, and are yours to decide on."),
                QT_TRANSLATE_NOOP(
                    "form",
                    "Dropping loses examples. Filling in takes the mean of the column or its most frequent text, which "
                    "nobody measured there.",
                ),
            ),
            "refuse",
        ),
        FieldRow(
            "separator",
            QT_TRANSLATE_NOOP("form", "Separator"),
            Choice(
                (
                    (None, GUESSED),
                    (",", QT_TRANSLATE_NOOP("form", "comma")),
                    (";", QT_TRANSLATE_NOOP("form", "semicolon")),
                    ("\t", QT_TRANSLATE_NOOP("form", "tab")),
                    ("|", QT_TRANSLATE_NOOP("form", "bar |")),
                    (" ", QT_TRANSLATE_NOOP("form", "space")),
                )
            ),
            Explanation("", QT_TRANSLATE_NOOP("form", "What stands between two columns.")),
            is_fine=True,
        ),
        FieldRow(
            "header",
            QT_TRANSLATE_NOOP("form", "Header"),
            Choice(
                (
                    (None, GUESSED),
                    (True, QT_TRANSLATE_NOOP("form", "first row")),
                    (False, QT_TRANSLATE_NOOP("form", "none")),
                )
            ),
            Explanation("", QT_TRANSLATE_NOOP("form", "Whether the first row has the names of the columns.")),
            is_fine=True,
        ),
        FieldRow(
            "decimal",
            QT_TRANSLATE_NOOP("form", "Decimal sign"),
            Choice(
                (
                    (None, GUESSED),
                    (".", QT_TRANSLATE_NOOP("form", "point 0.5")),
                    (",", QT_TRANSLATE_NOOP("form", "comma 0,5")),
                )
            ),
            Explanation("", QT_TRANSLATE_NOOP("form", "What stands before the decimals of a number.")),
            is_fine=True,
        ),
        FieldRow(
            "encoding",
            QT_TRANSLATE_NOOP("form", "Encoding"),
            Choice(
                (
                    (None, GUESSED),
                    ("utf-8", QT_TRANSLATE_NOOP("form", "UTF-8")),
                    ("utf-16", QT_TRANSLATE_NOOP("form", "UTF-16")),
                    ("cp1252", QT_TRANSLATE_NOOP("form", "Windows 1252")),
                    ("latin-1", QT_TRANSLATE_NOOP("form", "Latin-1")),
                )
            ),
            Explanation(
                "", QT_TRANSLATE_NOOP("form", "How letters are written as bytes: wrong where ä looks like Ã¤.")
            ),
            is_fine=True,
        ),
    ),
)
