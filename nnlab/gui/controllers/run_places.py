"""Which colour and dash each run has, kept for as long as it is there."""

from __future__ import annotations

from collections.abc import Iterable


class RunPlaces:
    """Gives every run the first place that is free."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}

    def update(self, run_ids: Iterable[int]) -> None:
        """Take which runs there are: those that have gone leave their places to others."""
        present = list(run_ids)
        self._places = {run_id: self._places[run_id] for run_id in present if run_id in self._places}
        for run_id in present:
            if run_id not in self._places:
                taken = set(self._places.values())
                self._places[run_id] = next(place for place in range(len(taken) + 1) if place not in taken)

    def hand_on(self, old: int, new: int) -> None:
        """Let a run that has ended keep its place under another id, unless it has one there."""
        if old in self._places:
            self._places.setdefault(new, self._places.pop(old))

    def of(self, run_id: int) -> int:
        """Return the place of a run."""
        return self._places[run_id]
