"""What is known of a run that broke."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.insight.hints.hint import Hint
from nnlab.text import Text


@dataclass(frozen=True)
class Diagnosis:
    """Why a run diverged.

    Attributes
    ----------
    where : Text
        The first number that was not finite: its step, its layer, and the pass.
    before : tuple of Text
        What came before it, with numbers.
    causes : tuple of Hint
        The likeliest first; at least one.
    """

    where: Text
    before: tuple[Text, ...]
    causes: tuple[Hint, ...]
