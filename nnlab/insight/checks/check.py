"""One check of an experiment and how it came out."""

from __future__ import annotations

from dataclasses import dataclass

from nnlab.insight.remedy import Remedy
from nnlab.text import Text


@dataclass(frozen=True)
class Check:
    """A check that was made.

    Attributes
    ----------
    name : str
        What programs call it, the same for ever: ``"first loss"``.
    title : Text
        What a person reads.
    expected, measured : Text
    passed : bool or None
        None where it does not apply.
    advice : Text
        The next thing to do.
    remedies : tuple of Remedy
        Changes that may help, the best first.
    """

    name: str
    title: Text
    expected: Text
    measured: Text
    passed: bool | None
    advice: Text
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class SweptRate:
    """A short run at one learning rate.

    Attributes
    ----------
    learning_rate : float
    loss_ratio : float
        The training loss at its end over that at its start; not finite where it diverged.
    fall : float
        The share of the loss that is gone, counted from the start, or from guessing, where that is lower; below zero
        where it rose, minus infinity where it diverged.
    accuracy : float or None
        On the training part, at its end.
    """

    learning_rate: float
    loss_ratio: float
    fall: float
    accuracy: float | None


@dataclass(frozen=True)
class CheckReport:
    """The checks made so far.

    Attributes
    ----------
    checks : tuple of Check
        In their order.
    doing : Text or None
        What is being measured now; None at the end.
    share : float
        Of the work that is done.
    sweep : tuple of SweptRate
        By rising rate, as far as measured.
    range : (float, float) or None
        The learning rates worth searching, once they are known.
    """

    checks: tuple[Check, ...] = ()
    doing: Text | None = None
    share: float = 0.0
    sweep: tuple[SweptRate, ...] = ()
    range: tuple[float, float] | None = None
