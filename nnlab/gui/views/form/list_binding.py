"""A list of the document, shown as a column of cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from nnlab.gui.views.form.binding import MISSING, Binding, Place, join
from nnlab.gui.views.form.card import Card
from nnlab.gui.views.form.column import Column


@dataclass(frozen=True)
class Asked:
    """What a person asked of the list: how long it will be, what then has the focus, and how the cards follow."""

    length: int
    focused: int
    arrange: Callable[[list[object]], None]


class ListBinding(Binding):
    """Shows a list, entry by entry, and reports what a person asked of the entries.

    The cards follow the document, never the person alone: what was asked for is done to the cards when the document
    comes back with it, so that the card with the focus, opened or not, stays the card of its entry.

    Signals
    -------
    entry_moved : (from, to)
        ``to`` is the index after the entry was taken out of ``from``.
    entry_duplicated, entry_removed : index

    Parameters
    ----------
    column : Column
    make : callable
        Makes a card for an entry.
    """

    entry_moved = Signal(int, int)
    entry_duplicated = Signal(int)
    entry_removed = Signal(int)

    def __init__(self, column: Column, make: Callable[[object], Card], parent: QObject) -> None:
        super().__init__(parent)
        self.column = column
        self._make = make
        self._asked: Asked | None = None
        column.dragged.connect(self._on_moved)

    @property
    def cards(self) -> list[Card]:
        """The cards from the top."""
        return self.column.cards

    def set_value(self, value: object, default: object) -> None:
        """Show the entries; each is compared with the first of the default experiment."""
        entries = value if isinstance(value, list) else default if isinstance(default, list) else []
        focused = self._arrange(entries)
        first = default[0] if isinstance(default, list) and default else MISSING
        for index, (card, entry) in enumerate(zip(self.cards, entries, strict=True)):
            card.set_place(index, len(entries))
            card.binding.set_value(entry, first)
        if focused is not None and self.cards:
            self.column.focus(min(focused, len(self.cards) - 1))

    def set_owner(self, owner: str) -> None:
        """Do nothing: each card names its fields after its own place."""

    def places(self) -> Iterator[tuple[str, Place]]:
        """Yield the places of all entries."""
        for index, card in enumerate(self.cards):
            for tail, place in card.binding.places():
                yield join(str(index), tail), place

    def expect_added(self) -> None:
        """Give the focus to the entry that comes at the end."""
        self._ask(len(self.cards) + 1, len(self.cards), lambda _: None)

    def _arrange(self, entries: list[object]) -> int | None:
        """Bring the column into the shape of ``entries``; return the card to have the focus, if any."""
        asked, self._asked = self._asked, None
        focused = None
        if asked is not None and asked.length == len(entries):
            asked.arrange(entries)
            focused = asked.focused
        for index, entry in enumerate(entries):
            if index < len(self.cards) and not self.cards[index].fits(entry):
                self.column.take(index)
                self._insert(index, entry)
            elif index == len(self.cards):
                self._insert(index, entry)
        while len(self.cards) > len(entries):
            self.column.take(len(self.cards) - 1)
        return focused

    def _insert(self, index: int, entry: object) -> None:
        card = self._make(entry)
        card.binding.value_edited.connect(
            lambda tail, *edit: self.value_edited.emit(join(self._key(card), tail), *edit)
        )
        card.binding.typing_finished.connect(self.typing_finished)
        card.move_chosen.connect(lambda by: self._on_moved(self.cards.index(card), self.cards.index(card) + by))
        card.duplicate_chosen.connect(lambda: self._on_duplicated(self.cards.index(card)))
        card.remove_chosen.connect(lambda: self._on_removed(self.cards.index(card)))
        self.column.insert(index, card)

    def _key(self, card: Card) -> str:
        return str(self.cards.index(card))

    def _on_moved(self, start: int, end: int) -> None:
        self._ask(len(self.cards), end, lambda _: self.column.shift(start, end))
        self.entry_moved.emit(start, end)

    def _on_duplicated(self, index: int) -> None:
        end = len(self.cards)
        self._ask(end + 1, index + 1, lambda entries: self._insert(index + 1, entries[index + 1]))
        self.entry_duplicated.emit(index)

    def _on_removed(self, index: int) -> None:
        self._ask(len(self.cards) - 1, index, lambda _: self.column.take(index))
        self.entry_removed.emit(index)

    def _ask(self, length: int, focused: int, arrange: Callable[[list[object]], None]) -> None:
        self._asked = Asked(length, focused, arrange)
