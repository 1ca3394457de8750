"""The errors a person may meet; each is a sentence that says what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnlab.text import QT_TRANSLATE_NOOP, Text


class NnlabError(Exception):
    """Something a person can act on.

    Parameters
    ----------
    text : Text
        The sentence to show.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a spec: the field's path (``network.layers.0.units``) and what is allowed."""

    path: str
    text: Text


class InvalidSpecError(NnlabError):
    """A spec that does not describe an experiment; holds every problem found, each with its field.

    Parameters
    ----------
    problems : sequence of Problem
        At least one.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        template = QT_TRANSLATE_NOOP("nnlab", "{path}: {problem}")
        super().__init__(Text(template, path=first.path, problem=first.text) if first.path else first.text)

    def __reduce__(self) -> tuple[type[InvalidSpecError], tuple[tuple[Problem, ...]]]:
        """Let the error travel to another process with all its problems."""
        return type(self), (self.problems,)


class UnreadableFileError(NnlabError):
    """A file that is not what it should be, or cannot be read."""


class UnwritableFileError(NnlabError):
    """A file that could not be written; the old one, if there was one, is untouched."""
