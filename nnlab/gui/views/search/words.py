"""What the fields, values and outcomes of a search are called."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from nnlab.gui import numbers
from nnlab.gui.views.search.fields import OFFERED
from nnlab.spec.search import Outcome
from nnlab.text import Text


def field_name(path: str) -> Text:
    """Return what a person calls a field; its path, where it has no name."""
    return Text(OFFERED[path][0]) if path in OFFERED else Text("{path}", path=path)


def value_words(value: Any) -> str:
    """Return one value: a number in few digits, or the kind that was chosen."""
    tr = QCoreApplication.translate
    if isinstance(value, bool):
        return tr("SearchWords", "on") if value else tr("SearchWords", "off")
    if isinstance(value, float):
        return numbers.significant(value)
    return str(value["kind"]) if isinstance(value, dict) and "kind" in value else str(value)


def outcome_words(outcome: Outcome | None) -> str:
    """Return how a trial ended."""
    tr = QCoreApplication.translate
    words = {
        None: tr("SearchWords", "waits"),
        "completed": tr("SearchWords", "completed"),
        "diverged": tr("SearchWords", "diverged"),
        "hopeless": tr("SearchWords", "hopeless"),
        "behind": tr("SearchWords", "far behind"),
        "failed": tr("SearchWords", "failed"),
    }
    return words[outcome]
