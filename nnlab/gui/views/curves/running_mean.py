"""The mean of the last batches, over a run that grows."""

from __future__ import annotations

import numpy as np

from nnlab.gui.views.curves.columns import Numbers

WINDOW = 20
"""Batches that the running mean looks back over at most."""
EARLY_SHARE = 0.1
"""Early in a run it looks back over this share of the steps so far, or it would lag behind the steep fall."""


class RunningMean:
    """Remembers the losses that the next means look back over."""

    def __init__(self) -> None:
        self._recent, self._counted = np.empty(0), 0

    def extend(self, losses: Numbers) -> Numbers:
        """Return for each of the next losses the mean of it and those just before; NaN, which counts nowhere, for NaN.

        Losses are divided before they are added, so that no sum of huge ones overflows.
        """
        is_known = ~np.isnan(losses)
        means = np.full(losses.size, np.nan)
        means[is_known] = self._extend(losses[is_known])
        return means

    def _extend(self, losses: Numbers) -> Numbers:
        """Return the means of losses that are all known."""
        known = self._recent.size
        joined = np.concatenate([self._recent, losses])
        windows = np.minimum(np.ceil(EARLY_SHARE * (self._counted + np.arange(1, losses.size + 1))), WINDOW)
        early = int(np.searchsorted(windows, WINDOW))
        means = np.empty(losses.size)
        for place, window in enumerate(windows[:early].astype(int).tolist()):
            means[place] = (joined[known + place + 1 - window : known + place + 1] / window).sum()
        if early < losses.size:
            scaled = joined[known + early + 1 - WINDOW :] / WINDOW
            means[early:] = sum(scaled[start : start + losses.size - early] for start in range(WINDOW))
        self._counted += losses.size
        self._recent = joined[-(WINDOW - 1) :]
        return means
