"""What all pictures of a search show: its trials, how they compare, and which of them are kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtGui import QColor

from nnlab.gui import theme
from nnlab.spec.search import Space, TrialRecord

FADED: Final = 0.15
"""How much of its colour a trial has that is not kept."""
PALEST: Final = 0.25
"""How much of its colour the trial with the highest loss has."""

THIN: Final = 1.0
"""Of the line of a trial: Qt draws smooth lines that are any wider many times as slowly."""


@dataclass(frozen=True)
class Shown:
    """Trials, in the colours of their losses.

    Attributes
    ----------
    space : Space
        The ranges of the whole search.
    later : tuple of Space
        The ranges of the stages after the first.
    trials : tuple of TrialRecord
    standing : dict of int to float or None
        By number where each stands among all, from 0 for the lowest loss to 1; None without a loss.
    kept : collection of int, optional
        Only these are in full colour; all of them if left out.
    """

    space: Space = field(default_factory=dict)
    later: tuple[Space, ...] = ()
    trials: tuple[TrialRecord, ...] = ()
    standing: dict[int, float | None] = field(default_factory=dict)
    kept: Collection[int] | None = None

    def part(self, trials: Sequence[TrialRecord]) -> Shown:
        """Return some of the trials, as they stand among all."""
        return replace(self, trials=tuple(trials))

    def keeping(self, kept: Collection[int] | None) -> Shown:
        """Return the same with others of them kept."""
        return replace(self, kept=kept)

    def trial(self, number: int | None) -> TrialRecord | None:
        """Return the trial of a number, if it is among them."""
        return next((trial for trial in self.trials if trial.number == number), None)

    def is_kept(self, trial: TrialRecord) -> bool:
        """Return whether a trial is in full colour."""
        return self.kept is None or trial.number in self.kept

    def best_last(self) -> list[TrialRecord]:
        """Return the trials in the order in which they are painted: faded ones, those without a loss, the best."""
        return sorted(self.trials, key=lambda trial: (self.is_kept(trial), -self._rank(trial)))

    def colour(self, trial: TrialRecord) -> QColor:
        """Return the colour of a trial: of the accent for the best, towards the ground for the others."""
        shown, place = theme.current(), self.standing[trial.number]
        strength = 1.0 if place is None else 1 - (1 - PALEST) * place
        strength *= 1.0 if self.is_kept(trial) else FADED
        return theme.blend(shown.base, shown.bad if place is None else shown.accent, strength)

    def _rank(self, trial: TrialRecord) -> float:
        place = self.standing[trial.number]
        return 2.0 if place is None else place


NOTHING: Final = Shown()


def standing(trials: Sequence[TrialRecord]) -> dict[int, float | None]:
    """Return by number where each trial stands among the others, from 0 for the best to 1; None without a loss."""
    known = sorted((trial.loss, trial.number) for trial in trials if trial.loss is not None)
    places = {number: place / max(len(known) - 1, 1) for place, (_, number) in enumerate(known)}
    return {trial.number: places.get(trial.number) for trial in trials}
