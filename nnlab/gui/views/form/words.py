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


def tooltip(label: str, explanation: Explanation) -> str:
    """Compose a tooltip: the label, then the formula, the facts, the reason and the cost.

    Parameters
    ----------
    label : str
        Translated.
    explanation : Explanation
    """
    formula = f"<i>{escape(worded(explanation.formula))}</i>" if explanation.formula else ""
    facts = escape(" · ".join(_fact(*pair) for pair in explanation.facts))
    sentences = (escape(worded(text)) for text in (explanation.why, explanation.cost))
    return "".join(f"<p>{text}</p>" for text in (f"<b>{escape(label)}</b>", formula, facts, *sentences) if text)


def _fact(name: str, word: str) -> str:
    return translate("form", "{name}: {word}").format(name=worded(name), word=worded(word))


def remark(text: str) -> str:
    """Return a translated sentence as the last paragraph of a tooltip."""
    return f"<p>{escape(text)}</p>"
