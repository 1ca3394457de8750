"""When a run has waited long enough for a lower validation loss."""

from __future__ import annotations

from collections.abc import Iterable


class EarlyStopping:
    """Counts the epochs since the lowest validation loss.

    Parameters
    ----------
    patience : int or None
        Epochs; None never stops.
    losses : iterable of float
        Of the epochs so far.
    """

    def __init__(self, patience: int | None, losses: Iterable[float] = ()) -> None:
        self._patience = patience
        self._best, self._waited = float("inf"), 0
        for loss in losses:
            self.observe(loss)

    def observe(self, loss: float) -> bool:
        """Take in the validation loss of another epoch, and return whether it is the lowest so far."""
        is_best = loss < self._best
        self._best, self._waited = (loss, 0) if is_best else (self._best, self._waited + 1)
        return is_best

    @property
    def is_due(self) -> bool:
        """Whether the lowest loss lies ``patience`` epochs back."""
        return self._patience is not None and self._waited >= self._patience
