"""Ctrl+C as a flag, so that it breaks neither a step nor the saving of what was computed."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Self


class Interrupt:
    """Notes Ctrl+C for the length of a ``with`` block; where it is ignored, as behind ``nohup``, it stays so.

    Attributes
    ----------
    asked : bool
        Whether it was pressed.
    """

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before not in {signal.SIG_IGN, None}:
            signal.signal(signal.SIGINT, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
