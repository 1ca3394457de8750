"""Sentences as a template and its values, so that Qt-free parts can speak and the window can translate."""

from __future__ import annotations

from typing import Any


def QT_TRANSLATE_NOOP(_context: str, template: str) -> str:  # noqa: N802 - the name that pyside6-lupdate looks for
    """Mark ``template`` for translation and return it unchanged."""
    return template


def brief(words: object, most: int = 60) -> str:
    """Return words of a stranger as they may stand in a sentence: cut where they would fill pages, and in one line.

    What cannot be seen is written as JSON writes it.
    """
    text = str(words)
    shown = text if len(text) <= most else f"{text[:most]}…"
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in shown)


class Text:
    """A sentence a person reads: an English template with named fields, and the values for them.

    Parameters
    ----------
    template : str
        English, with ``str.format`` fields; marked with ``QT_TRANSLATE_NOOP("nnlab", …)`` where it is written.
    **values
        What the fields stand for: numbers, names, or other texts, which are translated in their turn.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, **values: Any) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return (self.template, self.values) == (other.template, other.values)

    def __hash__(self) -> int:
        return hash(str(self))
