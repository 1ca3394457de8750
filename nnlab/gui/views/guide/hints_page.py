"""The page of hints: what stands out in the run, and above all why it broke, if it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from nnlab.gui.translation import translate
from nnlab.gui.views.guide.advice_card import AdviceCard
from nnlab.gui.views.guide.page import GuidePage
from nnlab.gui.views.small_text import SmallText
from nnlab.insight.forensics.diagnosis import Cause, Diagnosis
from nnlab.insight.hints.hint import Hint
from nnlab.insight.remedy import Remedy
from nnlab.text import Text


@dataclass(frozen=True)
class _Point:
    """What a card says, of a hint or of a cause."""

    key: str
    title: Text
    reading: Text
    why: Text
    remedies: tuple[Remedy, ...]
    view: str


class HintsPage(GuidePage):
    """Cards, one a hint; a hint that lasts keeps its card, and what was unfolded in it.

    Attributes
    ----------
    cards : dict of str to AdviceCard
        By the key of the hint, in the order that is shown.

    Signals
    -------
    remedy_chosen : Remedy
        The person wants this done.
    view_asked : str
        The person wants to see the view of this key.
    """

    remedy_chosen = Signal(object)
    view_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Hints"))
        self.cards: dict[str, AdviceCard] = {}
        self._views: dict[str, str] = {}
        self.empty, self.broke = SmallText(), AdviceCard("✕")
        self.broke.why_button.setText(self.tr("What came before"))
        self.broke.remedies.hide()
        self.broke.view_asked.connect(lambda: self.view_asked.emit("live"))
        self.put(self.empty)
        self.put(self.broke)
        self.set_advice(None, (), has_run=False)

    def set_advice(self, diagnosis: Diagnosis | None, hints: Sequence[Hint], *, has_run: bool) -> None:
        """Point at other things.

        Parameters
        ----------
        diagnosis : Diagnosis or None
            Where the run broke; None for one that did not.
        hints : sequence of Hint
            The most important first.
        has_run : bool
            Whether there is a run to be looked at.
        """
        self.broke.setVisible(diagnosis is not None)
        if diagnosis is not None:
            losses, *others = [translate(text) for text in diagnosis.before]
            where = f"{translate(diagnosis.where)}\n{losses}"
            self.broke.set_words(self.tr("The run broke off"), where, "\n".join(others))
        causes = [_of_cause(cause) for cause in diagnosis.causes] if diagnosis is not None else []
        self._show_cards([*causes, *map(_of_hint, hints)])
        self.empty.setVisible(not self.cards and diagnosis is None)
        nothing = self.tr("✓ Nothing stands out in this run.")
        promise = self.tr(
            "What stands out while a network trains is said here: its numbers, why it matters, and what to do about it."
        )
        self.empty.setText(nothing if has_run else promise)

    def _show_cards(self, points: Sequence[_Point]) -> None:
        wanted = {point.key: point for point in points}
        for key in [key for key in self.cards if key not in wanted]:
            self.drop(self.cards.pop(key))
        cards = {}
        for place, (key, point) in enumerate(wanted.items()):
            cards[key] = card = self.cards.get(key) or self._new_card(key)
            if place >= len(self.cards) or list(self.cards)[place] != key:
                self.put(card, place + 2)  # behind what is said where there is nothing, and where the run broke
            card.set_words(translate(point.title), translate(point.reading), translate(point.why))
            card.remedies.set_remedies(point.remedies)
        self.cards, self._views = cards, {key: point.view for key, point in wanted.items()}

    def _new_card(self, key: str) -> AdviceCard:
        card = AdviceCard()
        card.remedies.chosen.connect(self.remedy_chosen)
        card.view_asked.connect(lambda: self.view_asked.emit(self._views[key]))
        return card


def _of_hint(hint: Hint) -> _Point:
    return _Point(hint.key, hint.title, hint.reading, hint.why, hint.remedies, hint.view)


def _of_cause(cause: Cause) -> _Point:
    return _Point(cause.key, cause.title, cause.evidence, cause.why, cause.remedies, "live")
