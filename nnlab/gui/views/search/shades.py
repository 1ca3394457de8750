"""The colours of trials by their loss: the best stand out, those that came to no loss are marked as such."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.spec.search import TrialRecord


def standing(trials: Sequence[TrialRecord]) -> dict[int, float | None]:
    """Return by number where each trial stands among the others, from 0 for the best to 1; None without a loss."""
    known = sorted((trial.loss, trial.number) for trial in trials if trial.loss is not None)
    places = {number: place / max(len(known) - 1, 1) for place, (_, number) in enumerate(known)}
    return {trial.number: places.get(trial.number) for trial in trials}


def shade(place: float | None) -> QColor:
    """Return the colour of a trial: of the accent for the best, towards the ground for the others."""
    shown = theme.current()
    if place is None:
        return QColor(shown.bad)
    return theme.blend(shown.base, shown.accent, 1 - 0.75 * place)
