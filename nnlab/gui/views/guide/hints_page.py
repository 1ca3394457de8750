"""The page of hints: what stands out in the run, and above all why it broke, if it did."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from nnlab.gui.translation import translate
from nnlab.gui.views.guide.advice_card import AdviceCard
from nnlab.gui.views.guide.page import GuidePage
from nnlab.gui.views.small_text import SmallText
from nnlab.insight.forensics.diagnosis import Diagnosis
from nnlab.insight.hints.hint import Hint


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
        self.empty, self.broke = SmallText(), AdviceCard("✕")
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
            words = [translate(text) for text in (diagnosis.where, *diagnosis.before)]
            self.broke.set_words(self.tr("The run broke off"), "\n".join(words), "")
            self.broke.remedies.set_remedies(())
        self._show_cards([*(diagnosis.causes if diagnosis is not None else ()), *hints])
        self.empty.setVisible(not self.cards and diagnosis is None)
        nothing = self.tr("✓ Nothing stands out in this run.")
        promise = self.tr(
            "What stands out while a network trains is said here: its numbers, why it matters, and what to do about it."
        )
        self.empty.setText(nothing if has_run else promise)

    def _show_cards(self, hints: Sequence[Hint]) -> None:
        wanted = {hint.key: hint for hint in hints}
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            card.hide()
            card.deleteLater()
        cards = {}
        for place, (key, hint) in enumerate(wanted.items()):
            cards[key] = card = self.cards.get(key) or self._new_card(hint)
            if place >= len(self.cards) or list(self.cards)[place] != key:
                self.put(card, place + 2)  # behind what is said where there is nothing, and where the run broke
            card.set_words(translate(hint.title), translate(hint.reading), translate(hint.why))
            card.remedies.set_remedies(hint.remedies)
        self.cards = cards

    def _new_card(self, hint: Hint) -> AdviceCard:
        card = AdviceCard()
        card.remedies.chosen.connect(self.remedy_chosen)
        card.view_asked.connect(lambda: self.view_asked.emit(hint.view))
        return card
