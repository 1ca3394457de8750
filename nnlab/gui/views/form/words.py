"""The words of the form in the language of the application."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QCoreApplication

from nnlab.gui.views.form.table import Explanation

CONTEXT: Final = "form"
"""The translation context of every text in this package."""

translate = QCoreApplication.translate


def worded(template: str) -> str:
    """Return a marked template in the language of the application."""
    return translate(CONTEXT, template) if template else ""


def within_sentence(label: str) -> str:
    """Return a label as it stands after a colon: ``units`` for ``Units``, but ``ReLU`` as it is."""
    return label[:1].lower() + label[1:] if label[1:].islower() else label


def sentence(text: str) -> str:
    """Return a sentence that began after a field's name as one that stands alone."""
    return text[:1].upper() + text[1:]


def tooltip(label: str, *explanations: Explanation, note: str = "") -> str:
    """Compose a tooltip: the label, then formula, reason and cost of each explanation, then a note.

    Parameters
    ----------
    label, note : str
        Already translated.
    *explanations : Explanation
        Of the field, and of the kind that is chosen.
    """
    paragraphs = [f"<b>{escape(label)}</b>"]
    for one in explanations:
        paragraphs += [f"<i>{escape(worded(one.formula))}</i>"] if one.formula else []
        paragraphs += [escape(worded(text)) for text in (one.why, one.cost) if text]
    paragraphs += [escape(note)] if note else []
    return "".join(f"<p>{text}</p>" for text in paragraphs)
