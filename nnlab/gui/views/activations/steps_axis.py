"""The axis of steps that all strips share."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Final

from nnlab.training.inside.strips import share_of, step_at

LEAST_APART: Final = 64
"""Pixels between numbers."""
NICE: Final = (1, 2, 5, 10)


@dataclass(frozen=True)
class StepsAxis:
    """Steps from 0 to the last one over a width.

    Attributes
    ----------
    last_step : int
    is_log : bool
        Whether steps are spread as log(1 + step).
    left, width : int
        In pixels; the last step is the last of them.
    """

    last_step: int
    is_log: bool
    left: int
    width: int

    def place(self, step: float) -> int:
        """Return the pixel of a step."""
        return self.left + round(share_of(step, self.last_step, is_log=self.is_log) * (self.width - 1))

    def step(self, x: float) -> int:
        """Return the step at a pixel, between 0 and the last one."""
        share = min(max((x - self.left) / max(self.width - 1, 1), 0.0), 1.0)
        return min(int(step_at(share, self.last_step, is_log=self.is_log) + 0.5), self.last_step)

    def ticks(self) -> list[int]:
        """Return the steps to be named: round ones and the last, as many as fit."""
        if self.last_step <= 0:
            return [0]
        wanted = self._decades() if self.is_log else self._even()
        end = self.place(self.last_step)
        return [step for step in wanted if end - self.place(step) >= LEAST_APART] + [self.last_step]

    def _even(self) -> list[int]:
        rough = max(self.last_step * LEAST_APART / max(self.width, 1), 1)
        power = 10 ** floor(log10(rough))
        stride = next((int(nice * power) for nice in NICE if nice * power >= rough), int(10 * power))
        return list(range(0, self.last_step, stride))

    def _decades(self) -> list[int]:
        found = [0]
        for power in range(floor(log10(self.last_step)) + 1):
            if self.place(10**power) - self.place(found[-1]) >= LEAST_APART:
                found.append(10**power)
        return found
